"""What is opened in the moment another place comes up is never buried under it."""

import asyncio
import threading

import pytest
from textual.command import CommandPalette
from textual.events import Key
from textual.pilot import Pilot

from tests.tui.pressing import CLAIM, World, ask, press, settle, write
from tui.app import CruxmapApp
from tui.dialogs import Confirm
from tui.reader_screen import ReaderScreen
from tui.waiting import AskingScreen

ROUNDS = [0, 4, 8]


def over(app: CruxmapApp) -> list[object]:
    """What stands open over the places, in sight or not."""
    return [screen for stack in app._screen_stacks.values() for screen in stack[1:]]


async def at_once(pilot: Pilot[None], rounds: int, *keys: str) -> None:
    """None of the keys waits for what the one before brings about: it has so many rounds of the loop."""
    for key in keys:
        pilot.app.post_message(Key(key, None).set_sender(pilot.app))
        for _ in range(rounds):
            await asyncio.sleep(0)
    await settle(pilot)
    await pilot.pause(0.05)
    await settle(pilot)


async def opens_once(app: CruxmapApp, pilot: Pilot[None]) -> None:
    """The palette opens, is one, and goes; a place is there again."""
    assert all(screen is app.screen for screen in over(app))
    if not isinstance(app.screen, CommandPalette):
        await press(pilot, "escape", "ctrl+p")
    await press(pilot, "ctrl+p")
    assert [type(screen) for screen in over(app)] == [CommandPalette]
    await press(pilot, "escape")
    assert isinstance(app.screen, AskingScreen)


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize("key", ["ctrl+p", "ctrl+o"])
async def test_what_opens_while_a_debate_comes_up_is_not_buried_under_it(world: World, key: str, rounds: int) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await write(pilot, CLAIM)
        await at_once(pilot, rounds, "enter", key)
        await opens_once(app, pilot)


@pytest.mark.parametrize("rounds", ROUNDS)
async def test_what_opens_while_sources_are_put_side_by_side_is_not_buried(world: World, rounds: int) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "f4", "space", "down", "space")
        await at_once(pilot, rounds, "C", "ctrl+p")
        await opens_once(app, pilot)


async def test_a_palette_opened_while_a_source_comes_up_is_not_buried(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await at_once(pilot, 8, "o", "ctrl+p")
        assert [type(screen) for screen in over(app) if screen is not app.screen] in ([], [ReaderScreen])
        await press(pilot, "escape", "ctrl+p", "ctrl+p")
        assert isinstance(app.screen, CommandPalette)


async def test_a_question_of_a_part_is_put_again_where_she_went(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        answers: list[bool] = []
        asking = threading.Thread(target=lambda: answers.append(app.ask_person("Go on?")))
        asking.start()
        while not isinstance(app.screen, Confirm):
            await pilot.pause(0.01)
        await app.action_go("search")
        await settle(pilot)
        assert app.current_mode == "search"
        assert isinstance(app.screen, Confirm)
        assert not answers
        await press(pilot, "y")
        asking.join(5)
        assert answers == [True]
