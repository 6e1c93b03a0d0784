"""Search and import from inside: passages, why they were found, and one key to a side of the claim."""

from debate.sources import Problem
from tests.tui.pressing import World, ask, document, imported, press, settle, shown, told, write
from tui.debate_screen import DebateScreen
from tui.reader_screen import ReaderScreen
from tui.search_screen import Hits, SearchScreen


async def test_a_query_lists_passages_and_enter_reads_the_source(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f5")
        await write(pilot, "pathogen genomes")
        await press(pilot, "enter")
        assert "5 passages" in shown(app, "#search-state")
        assert "Terrorists" in shown(app, "#context")
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, ReaderScreen)


async def test_the_query_of_a_gap_runs_with_one_key_and_what_is_found_fills_a_side(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "down", "g")
        assert isinstance(app.screen, SearchScreen)
        assert "this misuse already happens without AI" in str(app.screen.query_one("#query").value)  # type: ignore[attr-defined]
        assert "f and c put one on a side of" in shown(app, "#search-state")
        hits = app.screen.query_one(Hits)
        neutral = next(place for place, found in enumerate(hits.items) if "no side" in found.passage.text)
        hits.cursor = neutral
        await press(pilot, "f")
        (mine,) = [mark for mark in world.store.all_marks.values() if mark.author.kind == "person"]
        assert (mine.label, mine.quote, mine.claim_id) == (
            "for",
            "This line takes no side.",
            world.store.claims()[0].id,
        )
        assert "for" in shown(app, "#hits").splitlines()[neutral * 2]
        await press(pilot, "u")
        assert world.actions[-2:] == ["place", "reject"]
        # What an annotator put on a side keeps its sign; nothing else is left.
        assert set(app.screen.query_one(Hits).sides.values()) == {"for?", "against?"}


async def test_without_a_claim_no_side_is_offered(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f5")
        await write(pilot, "genomes")
        await press(pilot, "enter", "f")
        assert world.actions == []


async def test_an_import_from_inside_says_what_it_did_and_the_debate_sees_the_new_source(world: World) -> None:
    world.readable = {"new.txt": [document("new", "RAISES Attackers now use them. THREAT-1c MARGIN-4f")]}
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "ctrl+o")
        await write(pilot, "new.txt")
        await press(pilot, "enter")
        await imported(pilot)
        assert [source.id for source in world.store.sources()] == ["alarm", "calm", "new"]
        assert any("1 sources new" in message for message in told(app))
        assert isinstance(app.screen, DebateScreen)
        await press(pilot, "S")
        assert "11 reviewed" not in shown(app, "#claim-box")
        assert "2" in shown(app, "#coverage").splitlines()[1]


async def test_what_cannot_be_read_is_named_and_the_program_goes_on(world: World) -> None:
    world.readable = {"bad.pdf": [Problem("bad.pdf", "it is encrypted", "Remove the password.")]}
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+o")
        await write(pilot, "bad.pdf")
        await press(pilot, "enter")
        await imported(pilot)
        assert any("“bad.pdf”: it is encrypted. Remove the password." in message for message in told(app))


async def test_an_import_that_fails_is_shown_as_an_error(world: World) -> None:
    def fail(paths: object) -> list[object]:
        raise OSError("the disk went away")

    app = world.app()
    object.__setattr__(app.outside, "read", fail)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+o")
        await write(pilot, "x")
        await press(pilot, "enter")
        await imported(pilot)
        assert any("the disk went away" in message for message in told(app))
        assert app.is_running
