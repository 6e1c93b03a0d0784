"""Keys pressed on the real screens, over a session in memory: first the stored effect, then the picture."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from textual.coordinate import Coordinate
from textual.pilot import Pilot
from textual.widgets import DataTable, Input, OptionList, Static

from debate.framework import load_framework
from debate.ports import Hit
from debate.session import Session
from debate.sources import Document
from tests.debate.memory import KeywordAnnotator, MemoryRetriever, MemoryStore, OneLineCutter
from tui.app import CruxmapApp
from tui.debate_screen import DebateScreen

CLAIM = "Compared with the Internet, open models increase the risk of bioweapons."
HOSTILE = "RAISES \x1b]52;c;ZXZpbA==\x07[red]Terrorists[/red] could make pathogens THREAT-1a 日本語も"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def app(store: MemoryStore) -> CruxmapApp:
    session = Session(
        load_framework(),
        store,
        OneLineCutter(),
        MemoryRetriever(store),
        KeywordAnnotator(),
        0.6,
        lambda: "2026-01-02T03:04:05Z",
    )

    @contextmanager
    def opening() -> Iterator[Session]:
        list(session.keep([Document("alarm", HOSTILE, {"title": "Alarm"}, "alarm.txt")]))
        list(session.catch_up())
        yield session

    return CruxmapApp(opening, "test")


async def settle(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def ask(pilot: Pilot[None]) -> None:
    await settle(pilot)
    pilot.app.screen.query_one("#claim", Input).focus()
    await pilot.press(*("space" if c == " " else c for c in CLAIM.replace(",", "").replace(".", "")))
    await pilot.press("enter")
    await settle(pilot)
    await settle(pilot)


def shown(app: CruxmapApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).render())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_typed_claim_is_mapped_and_its_words_are_one_move_away(
    app: CruxmapApp, store: MemoryStore, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await ask(pilot)
        assert isinstance(app.screen, DebateScreen)
        assert [claim.text for claim in store.claims()] == [CLAIM.replace(",", "").replace(".", "")]
        table = app.screen.query_one("#coverage", DataTable)
        assert "◑" in str(table.get_cell_at(Coordinate(0, 1)))
        assert "pathogens" in shown(app, "#context")
        await pilot.press("down")
        await settle(pilot)
        assert "corpus has nothing" in shown(app, "#cell-name")
        assert "Wanted:" in shown(app, "#context")


async def test_rejecting_a_mark_is_stored_and_empties_its_cell_and_undo_brings_it_back(
    app: CruxmapApp, store: MemoryStore
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert [verdict.decision for verdict in store.verdicts] == ["rejected"]
        table = app.screen.query_one("#coverage", DataTable)
        assert "◑" not in str(table.get_cell_at(Coordinate(0, 1)))


async def test_accepting_a_mark_confirms_its_cell_by_shape(app: CruxmapApp, store: MemoryStore) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await pilot.press("a")
        await settle(pilot)
        assert [verdict.decision for verdict in store.verdicts] == ["accepted"]
        assert "✓" in str(app.screen.query_one("#coverage", DataTable).get_cell_at(Coordinate(0, 1)))
        await pilot.press("u")
        await settle(pilot)
        assert "✓" not in str(app.screen.query_one("#coverage", DataTable).get_cell_at(Coordinate(0, 1)))


async def test_text_from_a_document_is_neither_markup_nor_escape_codes(app: CruxmapApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        context = shown(app, "#context")
        assert "[red]Terrorists[/red]" in context
        assert "\x1b" not in context
        assert "日本語も" in context


async def test_swapping_turns_the_sides_round(app: CruxmapApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await pilot.press("s")
        await settle(pilot)
        table = app.screen.query_one("#coverage", DataTable)
        assert "◑" not in str(table.get_cell_at(Coordinate(0, 1)))
        assert "◑" in str(table.get_cell_at(Coordinate(0, 2)))


async def test_a_failing_call_is_shown_and_the_program_goes_on(
    app: CruxmapApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: MemoryRetriever, *asked: Sequence[str]) -> list[list[Hit]]:
        raise OSError("the disk went away")

    monkeypatch.setattr(MemoryRetriever, "search", fail)
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        assert app.is_running
        assert any("the disk went away" in toast.message for toast in app._notifications)


async def test_the_lint_speaks_while_she_types(app: CruxmapApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one("#claim", Input).focus()
        await pilot.press(*"openness")
        await settle(pilot)
        assert "Relative to what?" in shown(app, "#lint")


async def test_a_claim_asked_before_is_listed_and_opens_on_enter(app: CruxmapApp, store: MemoryStore) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await ask(pilot)
        await pilot.press("escape")
        await settle(pilot)
        listing = app.screen.query_one("#claims", OptionList)
        assert listing.option_count == 1
        listing.focus()
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, DebateScreen)
