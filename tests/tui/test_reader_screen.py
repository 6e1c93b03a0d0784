"""Reading a source: marks in the margin, moving from one to the next, and words that become marks."""

import pytest

from tests.tui.pressing import ALARM, World, ask, document, picture_of, press, settle, shown, told, write
from tui.app import CruxmapApp
from tui.reader_screen import ReaderScreen
from tui.textview import TextView


def view(app: CruxmapApp) -> TextView:
    return app.screen.query_one("#text", TextView)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_whole_text_stands_there_with_its_marks_in_the_margin(world: World, size: tuple[int, int]) -> None:
    app = world.app()
    async with app.run_test(size=size) as pilot:
        await ask(pilot)
        await press(pilot, "o")
        assert isinstance(app.screen, ReaderScreen)
        assert view(app).text == ALARM
        picture = picture_of(app)
        assert any("1a" in line[:10] and "RAISES Terrorists" in line for line in picture)
        assert any("4c" in line[:10] for line in picture)
        await press(pilot, "escape")
        assert not isinstance(app.screen, ReaderScreen)


async def test_n_goes_from_mark_to_mark_and_says_what_each_is(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "o", "n")
        assert view(app).caret == ALARM.index("RAISES Nothing")
        assert "Marginal evidence 4c" in shown(app, "#under")
        await press(pilot, "n")
        assert shown(app, "#under") == "That was the last one."
        await press(pilot, "N")
        assert view(app).caret == 0


async def test_chosen_words_and_a_step_number_make_a_mark_that_counts(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "o", "w", "v", "w", "h", "6")
        (mine,) = [mark for mark in world.store.all_marks.values() if mark.author.kind == "person"]
        assert (mine.quote, mine.label, mine.author.name) == ("Terrorists", "uncertainty", "ada")
        assert ALARM[mine.start : mine.end] == mine.quote
        await press(pilot, "escape")
        await settle(pilot)
        assert "◑✓" in shown(app, "#coverage").splitlines()[6]


async def test_chosen_words_take_an_assumption_she_picks(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "o", "w", "v", "w", "s", "down", "enter")
        (mine,) = [mark for mark in world.store.all_marks.values() if mark.author.kind == "person"]
        assert (mine.kind, mine.label, mine.pole) == ("assumption", "bottleneck", "doubts")
        await press(pilot, "u")
        assert world.actions[-2:] == ["mark", "reject"]


async def test_the_mark_under_the_caret_is_judged(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "o", "n", "r")
        assert world.decisions == ["rejected"]
        assert not any("4c" in line[:10] for line in picture_of(app))


async def test_a_passage_is_put_on_a_side_of_the_claim(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "o", "down", "down", "c")
        (mine,) = [mark for mark in world.store.all_marks.values() if mark.author.kind == "person"]
        assert (mine.label, mine.quote) == ("against", "This line takes no side.")


async def test_words_are_found_whatever_their_case_and_n_goes_on(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "o", "slash")
        await write(pilot, "RAISES n")
        assert "1 place" in shown(app, "#under")
        await press(pilot, "enter")
        assert view(app).caret == ALARM.index("RAISES Nothing")
        assert "1 of 1 · n and N go on" in shown(app, "#under")
        await press(pilot, "escape", "escape")
        assert not isinstance(app.screen, ReaderScreen)


async def test_what_does_not_stand_there_is_said_and_moves_nothing(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ask(pilot)
        await press(pilot, "o", "slash")
        await write(pilot, "zzzz")
        await press(pilot, "enter")
        assert "“zzzz” does not stand here" in shown(app, "#under")
        await press(pilot, "n")
        assert view(app).caret == 0
        assert "“zzzz” does not stand here" in shown(app, "#under")
        await press(pilot, "escape")
        assert "Threat" in shown(app, "#under")


async def test_of_several_marks_on_the_same_words_the_one_she_came_from_is_under_the_caret() -> None:
    world = World([document("alarm", "RAISES They could do it now. THREAT-1a PAST-2a MARGIN-4c\n")])
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        for step in ("Threat", "Existing risk", "Marginal evidence"):
            while step not in shown(app, "#subject"):
                await press(pilot, "j")
            await press(pilot, "o")
            assert step in shown(app, "#under")
            await press(pilot, "escape")


async def test_chosen_words_are_copied_for_the_terminal(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "o", "w", "v", "w", "h", "y")
        assert app.clipboard == "Terrorists"


async def test_only_web_addresses_and_files_that_are_there_are_opened(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(CruxmapApp, "open_url", lambda self, url, new_tab=True: opened.append(url))
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "o", "O")
        assert opened == []
        assert any("is not here any more" in message for message in told(app))
        await press(pilot, "escape", "down", "right", "o", "O")
        assert opened == ["https://example.org/calm"]


async def test_an_address_that_would_run_something_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(CruxmapApp, "open_url", lambda self, url, new_tab=True: opened.append(url))
    world = World(
        [document("trap", ALARM, URL="javascript:alert(1)"), document("file", ALARM, URL="file:///etc/passwd")]
    )
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "o", "O")
        assert opened == []


async def test_japanese_and_combining_characters_keep_lines_and_marks_in_place() -> None:
    text = "これは長い文章です。" * 12 + "RAISES 病原体 THREAT-1a e\u0301te\u0301\n"
    world = World([document("nihongo", text)])
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ask(pilot)
        await press(pilot, "o")
        from rich.cells import cell_len

        assert max(cell_len(line) for line in picture_of(app)) <= 80
        await press(pilot, "end", "b", "v", "right", "right", "1")
        (mine,) = [mark for mark in world.store.all_marks.values() if mark.author.kind == "person"]
        assert text[mine.start : mine.end] == mine.quote


async def test_what_lies_below_a_source_is_not_drawn_and_what_lies_below_a_question_is(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "o")
        assert [screen.is_current for screen in app.screen_stack] == [False, True]
        await press(pilot, "escape", "ctrl+s")
        assert [screen.is_current for screen in app.screen_stack] == [True, True]
