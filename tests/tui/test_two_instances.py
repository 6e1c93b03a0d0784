"""Two applications on one project file: each sees what the other does, and nothing is lost."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from debate.framework import load_framework
from debate.session import Session
from store.project import open_project
from tests.debate.memory import KeywordAnnotator, MemoryRetriever, MemoryStore, OneLineCutter
from tests.tui.pressing import DEBATE, NOW, framed, press, settle, shown
from tui.app import CruxmapApp
from tui.outside import Outside


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project file with a debate in it."""
    file = tmp_path / "shared.cruxmap"
    with session_on(file)() as session:
        list(session.keep(DEBATE))
        list(session.catch_up())
    with session_on(file)() as session:
        session.analyze(framed("Open models increase the risk of bioweapons."))
    return file


def session_on(path: Path) -> Callable[..., AbstractContextManager[Session]]:
    @contextmanager
    def opening(*_: object) -> Iterator[Session]:
        with open_project(path) as project:
            finds = MemoryStore()
            retriever = MemoryRetriever(finds)
            for passage in project.passages_of(source.id for source in project.sources()):
                finds.cut[passage.id] = passage
            finds.kept = project.sources()
            finds.indexed |= set(finds.cut)
            parts = (project, OneLineCutter(), retriever, KeywordAnnotator())
            yield Session(load_framework(), *parts, 0.6, lambda: NOW)

    return opening


def instance(path: Path, who: str) -> CruxmapApp:
    return CruxmapApp(
        Outside(
            open_session=session_on(path),
            project="shared",
            who=who,
            read=lambda _: (),
            library=lambda: (),
            sample_claims=lambda: (),
        )
    )


async def test_what_one_decides_the_other_sees_and_both_verdicts_are_kept(path: Path) -> None:
    ada, grace = instance(path, "ada"), instance(path, "grace")
    async with ada.run_test(size=(120, 40)) as hers, grace.run_test(size=(120, 40)) as his:
        for pilot in (hers, his):
            await settle(pilot)
            await press(pilot, "down", "enter")
            pilot.app.look_around()  # type: ignore[attr-defined]
            await settle(pilot)
            pilot.app.look_around()  # type: ignore[attr-defined]
        await press(hers, "a")
        assert "◑✓" in shown(ada, "#coverage")
        for _ in range(3):
            grace.look_around()
            await settle(his)
        assert "◑✓" in shown(grace, "#coverage")
        await press(his, "r")
    with open_project(path) as project:
        marks = project.marks_on((p.id for p in project.passages_of(["alarm", "calm"])), (None,))
        said = [(v.by, v.decision.value) for v in project.verdicts_on(mark.id for mark in marks)]
        assert said == [("ada", "accepted"), ("grace", "rejected")]
        assert [(entry.by, entry.action.name) for entry in project.entries()] == [
            ("ada", "accept"),
            ("grace", "reject"),
        ]


async def test_a_claim_deleted_in_one_is_said_to_be_in_the_other(path: Path) -> None:
    ada, grace = instance(path, "ada"), instance(path, "grace")
    async with ada.run_test(size=(120, 40)) as hers, grace.run_test(size=(120, 40)) as his:
        for pilot in (hers, his):
            await settle(pilot)
            pilot.app.look_around()  # type: ignore[attr-defined]
            await settle(pilot)
            pilot.app.look_around()  # type: ignore[attr-defined]
        await press(his, "down", "enter")
        assert "was deleted" not in shown(grace, "#claim-box")
        await press(hers, "down", "d")
        for _ in range(3):
            grace.look_around()
            await settle(his)
        assert "This claim was deleted" in shown(grace, "#claim-box")
        await press(hers, "u")
        for _ in range(3):
            grace.look_around()
            await settle(his)
        assert "was deleted" not in shown(grace, "#claim-box")
