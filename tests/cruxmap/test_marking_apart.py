"""Marking in a process of its own comes to the same as marking here, can be stopped, and is not relied upon."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cruxmap import marking_apart
from cruxmap.marking_apart import catch_up_apart
from cruxmap.settings import Settings, load_settings
from cruxmap.wiring import open_session
from debate.errors import CruxmapError
from debate.session import Session
from debate.sources import Document

TEXT = "Open weights let novices plan attacks that the Internet did not allow.\n\n"


@pytest.fixture
def settings(tmp_path: Path, encoder_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("CRUXMAP_CACHE", str(encoder_cache))
    monkeypatch.setattr(marking_apart, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    return load_settings({"project": str(tmp_path / "apart.cruxmap")})


@pytest.fixture
def session(settings: Settings) -> Iterator[Session]:
    documents = [Document(f"d{n}", f"{TEXT}It is case {n}.", {"title": f"D{n}"}, f"d{n}.txt") for n in range(3)]
    with open_session(settings, lambda _: None) as session:
        list(session.keep(documents))
        yield session


def test_what_is_marked_elsewhere_is_seen_here(settings: Settings, session: Session) -> None:
    waiting = len(session.pending())
    steps = list(catch_up_apart(settings, session))
    assert (steps[0].done, steps[-1].done, steps[-1].total) == (0, waiting, waiting)
    assert not session.pending()
    assert session.search("novices plan attacks")


def test_it_is_stopped_at_any_step_and_gone_on_with(settings: Settings, session: Session) -> None:
    with closing(catch_up_apart(settings, session)) as steps:
        next(steps)
    list(catch_up_apart(settings, session))
    assert not session.pending()


def test_when_the_process_dies_the_rest_is_done_here(
    settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    assert list(catch_up_apart(settings, session))
    assert not session.pending()


def test_what_is_wrong_there_is_said_here(session: Session, tmp_path: Path) -> None:
    broken = tmp_path / "broken.cruxmap"
    broken.write_bytes(b"\x00not a project" * 100)
    with pytest.raises(CruxmapError, match=r"broken\.cruxmap"):
        list(catch_up_apart(load_settings({"project": str(broken)}), session))
