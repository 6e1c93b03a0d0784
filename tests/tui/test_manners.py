"""What every screen owes a person: help, keys that are hers, mouse, themes, sizes, and an end that is safe."""

import threading
import time
from collections.abc import Iterator

import pytest
from rich.style import Style
from textual.color import Color
from textual.widgets import Input

from debate.sources import Document
from tests.tui.pressing import (
    CLAIM,
    HOSTILE,
    World,
    ask,
    document,
    imported,
    picture_of,
    press,
    settle,
    shown,
    told,
    write,
)
from tui.bars import KeyLine
from tui.matrix import Matrix
from tui.themes import THEMES
from tui.words_pane import Words


def keys(app: object) -> str:
    """The line of keys."""
    return str(app.screen.query_one(KeyLine).render())  # type: ignore[attr-defined]


def contrast(style: Style | None) -> float:
    """The contrast of a text with its ground, as WCAG defines it: 1 (none) to 21."""
    if style is None or style.color is None or style.bgcolor is None:
        return 21.0
    ground, text = (Color.from_rich_color(colour) for colour in (style.bgcolor, style.color))
    if style.reverse:
        ground, text = text, ground
    light, dark = sorted((_luminance(ground), _luminance(text)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 2)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


async def test_the_palette_knows_every_action_by_the_name_the_journal_has(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "ctrl+p")
        await write(pilot, "reject:")
        await pilot.pause(0.5)
        await press(pilot, "enter")
        assert world.decisions == ["rejected"]
        assert world.actions[-1] == "reject"


async def test_every_binding_has_a_name_for_the_key_map_and_words_for_help(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        for place in ("f2", "f3", "f4", "f5", "f6", "f3"):
            await press(pilot, place)
            for active in app.screen.active_bindings.values():
                owner = type(active.node).__module__
                if owner.startswith("tui.") and not isinstance(active.node, Input):
                    binding = active.binding
                    assert binding.description
                    if not binding.id:
                        # Left without a name: what Textual itself brings, and moving between fields.
                        assert binding.action.startswith(("scroll_", "page_", "app.", "screen.", "command_palette"))


async def test_help_explains_the_focused_pane_and_lists_its_keys(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "f1")
        assert "how far each side addresses each step" in shown(app, "#help-words")
        assert "Accept: The mark is right" in shown(app, "#help-keys")
        await press(pilot, "escape", "tab", "question_mark")
        assert "Assumptions, slot by slot" in shown(app, "#help-words")


async def test_the_line_of_keys_names_only_what_works_here(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(200, 50)) as pilot:
        await settle(pilot)
        assert "Find" not in keys(app)
        await ask(pilot)
        assert "a Accept" in keys(app)
        assert "Gap query" not in keys(app)
        await press(pilot, "down")
        assert "g Gap query" in keys(app)
        assert "a Accept" not in keys(app)


async def test_vim_keys_and_arrows_go_the_same_way(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        matrix = app.screen.query_one(Matrix)
        await press(pilot, "j", "j", "l")
        assert (matrix.step, matrix.side) == (2, 1)
        await press(pilot, "up", "left")
        assert (matrix.step, matrix.side) == (1, 0)


async def test_keys_can_be_changed_by_the_name_of_the_action() -> None:
    world = World()
    world.keymap = {"accept": "y", "reject": "ctrl+d"}
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "a")
        assert world.decisions == []
        await press(pilot, "y")
        assert world.decisions == ["accepted"]


async def test_the_mouse_chooses_cells_rows_words_places_and_keys(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await pilot.click("#coverage", offset=(45, 3))
        await settle(pilot)
        assert "Existing risk · Against" in shown(app, "#subject")
        await pilot.click("#assumptions", offset=(5, 1))
        await settle(pilot)
        assert "What attackers could do otherwise" in shown(app, "#subject")
        await pilot.click("#coverage", offset=(24, 2))
        await settle(pilot)
        await pilot.click(KeyLine, offset=(2, 0))
        await settle(pilot)
        assert world.decisions == ["accepted"]
        await pilot.click("PlaceBar", offset=(14, 0))
        await settle(pilot)
        assert app.current_mode == "claims"


async def test_words_are_chosen_with_the_mouse(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "o")
        text = app.screen.query_one("#text")
        await pilot.mouse_down(text, offset=(1 + 9 + 8, 0))
        await pilot.hover(text, offset=(1 + 9 + 20, 0))
        await pilot.mouse_up(text, offset=(1 + 9 + 20, 0))
        await settle(pilot)
        await press(pilot, "1")
        (mine,) = [mark for mark in world.store.all_marks.values() if mark.author.kind == "person"]
        assert mine.quote == "Terrorists could"


async def test_the_halves_are_resized_by_keys(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        before = app.screen.query_one("#left").outer_size.width
        await press(pilot, "greater_than_sign")
        assert app.screen.query_one("#left").outer_size.width == before + 4
        await press(pilot, *["less_than_sign"] * 20)
        assert app.screen.query_one("#left").outer_size.width == 24


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_theme_draws_and_is_kept_for_the_next_start(world: World, theme: str) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        app.theme = theme
        await settle(pilot)
        assert "▐◑" in shown(app, "#coverage")
    assert world.kept["theme"] == theme
    again = world.app()
    async with again.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert again.theme == theme


async def test_without_colour_every_meaning_still_has_its_sign(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "a")
        colours = {
            segment.style.color.name
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.color
        }
        assert all(len({name[1:3], name[3:5], name[5:7]}) == 1 for name in colours if name.startswith("#"))
        coverage = shown(app, "#coverage")
        assert all(sign in coverage for sign in ("▐◑✓", "◯", "·"))


async def test_a_terminal_that_shrinks_and_grows_keeps_what_was_looked_at(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(200, 60)) as pilot:
        await ask(pilot)
        await press(pilot, "down", "right")
        for size in ((80, 24), (40, 12), (200, 60)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert "Existing risk · Against" in shown(app, "#subject")
            assert max(map(len, picture_of(app))) <= size[0]


async def test_hostile_words_in_every_field_stay_words() -> None:
    title = "[red]Loud[/red] \x1b[2J \u202egnp"
    world = World([Document("h", HOSTILE, {"title": title, "publisher": title}, "\x1b]0;x\x07h.txt")])
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot, f"{CLAIM} [bold]now[/bold]")
        for place in ("n", "escape", "f6", "f4", "f2", "f5", "f3", "o"):
            await press(pilot, place)
            screen = "\n".join(picture_of(app))
            for forbidden in ("\x1b", "\x07", "\u202e"):
                assert forbidden not in screen
        assert "[red]Loud[/red]" in shown(app, "#source-title")


async def test_leaving_during_an_import_is_quick_and_what_was_read_is_kept(world: World) -> None:
    running = threading.Event()

    def slowly(paths: object) -> Iterator[Document]:
        for number in range(1000):
            yield document(f"slow{number}", "RAISES x THREAT-1a")
            running.set()
            time.sleep(0.02)

    app = world.app()
    object.__setattr__(app.outside, "read", slowly)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+o")
        await write(pilot, "x")
        await press(pilot, "enter")
        running.wait(5)
        began = time.monotonic()
        await pilot.press("ctrl+q")
    assert time.monotonic() - began < 5
    assert 2 < len(world.store.sources()) < 900


async def test_an_import_is_stopped_by_a_key_and_says_that_it_continues(world: World) -> None:
    def slowly(paths: object) -> Iterator[Document]:
        for number in range(1000):
            yield document(f"slow{number}", "RAISES x THREAT-1a")
            time.sleep(0.02)

    app = world.app()
    object.__setattr__(app.outside, "read", slowly)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+o")
        await write(pilot, "x")
        await press(pilot, "enter")
        assert "reading:" in app.status
        app.screen.query_one("#claim", Input).value = "still free to type"
        await press(pilot, "ctrl+g")
        while app.job is not None:
            await pilot.pause(0.02)
        await settle(pilot)
        assert any("Stopped; the same import continues." in message for message in told(app))


@pytest.mark.parametrize(("key", "answer"), [("y", True), ("n", False), ("ctrl+q", False)])
async def test_a_part_that_asks_is_answered_and_leaving_is_a_no(key: str, *, answer: bool) -> None:
    world = World()
    world.questions = ["May the model be paid for?"]
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        while "May the model be paid for?" not in "\n".join(picture_of(app)):
            await pilot.pause(0.02)
        await pilot.press(key)
        await pilot.pause(0.1)
    assert world.answers == [answer]


async def test_a_project_that_nothing_marked_yet_is_marked_behind_the_screens() -> None:
    world = World(marked=False)
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        app.look_around()
        await settle(pilot)
        await imported(pilot)
        assert any("5 passages are not marked for this annotator yet" in message for message in told(app))
        assert "◑" in shown(app, "#coverage")


async def test_what_is_half_marked_is_left_to_whoever_is_at_it_until_a_key_is_pressed(world: World) -> None:
    world.store.read = {one for one in world.store.read if one[0].startswith("alarm")}
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.look_around()
        await settle(pilot)
        assert app.job is None
        assert any("2 passages are not encoded and marked yet; ^l does that." in message for message in told(app))
        await press(pilot, "ctrl+l")
        await imported(pilot)
        assert any("What was left is encoded and marked." in message for message in told(app))
        assert len(world.store.read) == 5


async def test_two_panes_never_judge_what_is_not_in_sight(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ask(pilot)
        await press(pilot, "shift+tab", "a")
        assert world.decisions == []
        await press(pilot, "enter", "a")
        assert world.decisions == ["accepted"]
        assert app.screen.query_one(Words).display


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_word_on_screen_can_be_told_from_its_ground(world: World, theme: str) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        app.theme = theme
        for place in ("a", "tab", "tab", "tab", "f6", "f4", "f2", "f3", "o"):
            await press(pilot, place)
            faint = {
                (segment.text.strip(), contrast(segment.style))
                for strip in app.screen._compositor.render_strips()
                for segment in strip
                if any(character.isalnum() for character in segment.text) and contrast(segment.style) < 4
            }
            assert not faint
