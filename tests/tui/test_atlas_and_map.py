"""Documents by steps, two of them as sides, and the debate as a tree."""

import asyncio

import pytest

from tests.tui.pressing import ALARM, World, ask, document, picture_of, press, settle, shown, told, write
from tui import rating_behind
from tui.atlas_table import AtlasTable
from tui.debate_screen import DebateScreen
from tui.map_screen import Tree
from tui.reader_screen import ReaderScreen
from tui.sweeping import Sweeper


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_document_has_a_row_of_glyphs_and_the_words_of_a_cell_are_one_move_away(
    world: World, size: tuple[int, int]
) -> None:
    app = world.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "f4")
        rows = shown(app, "#atlas").splitlines()
        assert "▲ Alarm" in rows[0]
        assert "▼ Calm" in rows[1]
        assert rows[0].count("◑") == 2
        assert "2 sources by import: 1 ▲, 1 ▼" in shown(app, "#totals")
        await press(pilot, "right", "right", "right", "enter")
        assert "RAISES Nothing" in shown(app, "#context")
        assert any("Nothing like it was possible" in line for line in picture_of(app))


async def test_two_picked_sources_become_the_sides_of_one_picture(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f4", "C", "space", "space", "C")
        assert isinstance(app.screen, DebateScreen)
        assert "Compared: Alarm | Calm" in shown(app, "#claim-box")
        assert "Alarm" in shown(app, "#coverage").splitlines()[0]
        await press(pilot, "a")
        assert world.decisions == ["accepted"]
        assert "◑✓" in shown(app, "#coverage")


async def test_the_table_is_ordered_by_the_step_under_the_cursor_and_turned_round(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f4", "right", "z")
        table = app.screen.query_one(AtlasTable)
        assert [one.source.id for one in table.items] == ["calm", "alarm"]
        await press(pilot, "z")
        assert [one.source.id for one in table.items] == ["alarm", "calm"]
        await press(pilot, "slash")
        await write(pilot, "calm")
        assert [one.source.id for one in table.items] == ["calm"]


async def test_a_verdict_in_the_atlas_changes_the_row_at_once(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f4", "r")
        assert world.decisions == ["rejected"]
        assert shown(app, "#atlas").splitlines()[0].count("◑") == 1
        await press(pilot, "u")
        assert shown(app, "#atlas").splitlines()[0].count("◑") == 2


async def test_a_source_is_read_from_the_atlas(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f4", "down", "o")
        assert isinstance(app.screen, ReaderScreen)
        assert "Pathogen genomes" in shown(app, "#text")


async def test_the_map_is_a_tree_that_folds_down_to_the_arguments(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "f6")
        tree = "\n".join(shown(app, "#tree").splitlines())
        assert "+ For" in tree
        assert "− Against" in tree
        assert "⇄ against Against" in tree
        assert "Terrorists" not in tree
        await press(pilot, "Z")
        assert "? RAISES Terrorists" in shown(app, "#tree")
        await press(pilot, "z", "down", "down", "space")
        assert "? RAISES Terrorists" in shown(app, "#tree")
        await press(pilot, "down", "r")
        assert world.decisions == ["rejected"]
        assert "Terrorists could make" not in shown(app, "#tree")


async def test_the_map_without_a_debate_says_how_to_get_one(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "f6")
        assert "No debate is open yet" in shown(app, "#map-state")
        assert not app.screen.query_one(Tree).items


async def test_a_map_is_written_in_a_format_and_says_what_it_could_not_carry(world: World, tmp_path: object) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "f6", "x", "enter")
        app.screen.query_one("#line").value = f"{tmp_path}/map.md"  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert [(wish.format, wish.path.name) for wish in world.exported.wishes] == [("markdown", "map.md")]
        assert any("cannot carry: colours" in message for message in told(app))


async def test_the_first_documents_are_rated_at_once_and_the_others_while_no_key_is_pressed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World([document(f"paper {n}", ALARM) for n in range(40)])
    app = world.app()
    idle = [0.0]
    monkeypatch.setattr(Sweeper, "idle", property(lambda _: idle[0]))
    monkeypatch.setattr(rating_behind, "AFTER_A_KEY", 0.02)
    monkeypatch.setattr(rating_behind, "PATIENCE", 3600.0)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f4")
        await asyncio.sleep(0.1)
        table = app.screen.query_one(AtlasTable)
        assert len(table.items) == rating_behind.AT_ONCE < 40
        idle[0] = 60.0
        await asyncio.sleep(0.1)
        await settle(pilot)
        assert len(table.items) == 40
