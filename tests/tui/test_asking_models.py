"""What chat models are asked from the screens: agreed to first, shown as it comes, stopped by a key, in the journal."""

import asyncio
from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from debate.errors import CutShort
from debate.verdicts import Decision
from tests.tui.pressing import CLAIM, ScriptedChat, World, ask, press, settle, shown, told, write
from tui.app import CruxmapApp
from tui.claim_form import ClaimForm
from tui.dialogs import AskLine, Confirm
from tui.listing import Listing


@pytest.fixture
def chat(world: World) -> ScriptedChat:
    """A chat model that is set."""
    scripted = ScriptedChat()
    world.chat = scripted.parts()
    return scripted


async def until(happened: Callable[[], object]) -> None:
    """Until something on another thread has come about."""
    for _ in range(400):
        if happened():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not come about within two seconds")


async def answered(app: CruxmapApp, pilot: Pilot[None], key: str) -> None:
    """What it costs is agreed to, or not, and what is asked has come to its end."""
    await until(lambda: isinstance(app.screen, Confirm))
    await press(pilot, key)
    await until(lambda: app.job is None)
    await settle(pilot)


def actor(app: CruxmapApp) -> str | None:
    """By whom the typed claim says it would be done."""
    claim = app.screen.query_one(ClaimForm).claim
    return claim.actor if claim is not None else None


async def test_arguments_are_drafted_after_agreeing_to_what_it_costs(world: World, chat: ScriptedChat) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D", "M", "enter")
        await until(lambda: isinstance(app.screen, Confirm))
        assert chat.asked == []
        await press(pilot, "y")
        await until(lambda: app.job is None)
        await settle(pilot)
        (asked,) = chat.asked
        assert asked[0] == "draft"
        assert len(asked[1]) == 6
        assert asked[2] == "openai:scripted"
        entry = world.store.done[-1]
        assert entry.action.name == "draft"
        assert entry.action.details["model"] == "openai:scripted"
        assert "For: draft" in shown(app, "#arguments")
        assert "all drafted." in told(app)


async def test_what_lies_beyond_the_slots_stands_below_the_arguments_with_its_words(
    world: World, chat: ScriptedChat
) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D", "M", "enter")
        await answered(app, pilot, "y")
        await press(pilot, "end", "up", "up")
        assert "⇄ definition · what a bioweapon is" in shown(app, "#arguments")
        assert "Against means this." in shown(app, "#context")
        await press(pilot, "end")
        assert "doubts if they fail" in shown(app, "#context")


async def test_a_no_asks_nothing_and_says_so(world: World, chat: ScriptedChat) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D", "M", "down", "enter")
        await answered(app, pilot, "n")
        assert chat.asked == []
        assert "draft" not in world.actions
        assert "Nothing was asked of the chat model." in told(app)


async def test_drafting_is_stopped_by_a_key_and_what_is_done_is_kept(world: World, chat: ScriptedChat) -> None:
    chat.hold.clear()
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D", "M", "enter")
        await until(lambda: isinstance(app.screen, Confirm))
        await press(pilot, "y")
        await until(lambda: "1 of 2 done" in app.status)
        await press(pilot, "ctrl+g")
        await until(lambda: app.job is None)
        await settle(pilot)
        assert any("Stopped; what is done is kept." in sentence for sentence in told(app))
        assert world.actions[-1] == "draft"


async def test_a_cap_ends_the_work_with_a_sentence(world: World, chat: ScriptedChat) -> None:
    chat.cap = CutShort("The cap of 100 tokens is reached.", "Raise the cap.")
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D", "M", "enter")
        await answered(app, pilot, "y")
        assert "The cap of 100 tokens is reached. Raise the cap." in told(app)


async def test_without_a_model_she_is_told_how_one_is_set_and_may_name_one(world: World) -> None:
    chat = ScriptedChat()
    world.chat = chat.parts(model="")
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D", "M")
        assert isinstance(app.screen, AskLine)
        assert "No chat model is set: say annotator." in shown(app, ".hint")
        await write(pilot, "model:ollama:qwen3")
        await press(pilot, "enter", "enter")
        await until(lambda: isinstance(app.screen, Confirm))
        await press(pilot, "y")
        await until(lambda: app.job is None)
        assert chat.asked[0][2] == "ollama:qwen3"
    assert world.kept["model"] == "ollama:qwen3"


async def test_where_no_model_can_be_asked_a_sentence_says_so(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D", "M")
        assert any(sentence.startswith("Chat models cannot be asked here.") for sentence in told(app))


async def test_a_document_is_rated_whole_and_its_words_count_once_accepted(world: World, chat: ScriptedChat) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f4", "right", "M", "enter")
        await answered(app, pilot, "y")
        assert chat.asked == [("rate", ("alarm",), "openai:scripted")]
        assert world.actions[-1] == "rate"
        row = next(line for line in shown(app, "#atlas").splitlines() if "Alarm" in line)
        assert "⬤" in row
        assert row.rstrip().endswith("?")
        assert "openai:scripted rates it ⬤ full" in shown(app, "#other-marks-heading")
        await press(pilot, "enter")
        app.screen.query_one("#other-marks").focus()
        await press(pilot, "a")
        assert [verdict.decision for verdict in world.store.verdicts] == [Decision.ACCEPTED]
        cell = next(line for line in shown(app, "#atlas").splitlines() if "Alarm" in line)
        assert "✓  1" in cell


async def test_the_fields_of_a_claim_are_suggested_and_given_back_to_the_words(
    world: World, chat: ScriptedChat
) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await write(pilot, "Open models increase the risk of bioweapons")
        await press(pilot, "ctrl+t")
        await until(lambda: chat.asked)
        await settle(pilot)
        assert actor(app) == "novices"
        assert "✦ novices" in shown(app, "#field-actor")
        assert "openai:scripted asks: Compared with what?" in shown(app, "#lint")
        app.screen.query_one("#field-actor").focus()
        await press(pilot, "backspace")
        assert actor(app) is None
        app.screen.query_one("#claim").focus()
        await write(pilot, "!")
        assert "✦" not in shown(app, "#field-baselines")


async def test_usage_and_journal_are_listed(world: World, chat: ScriptedChat) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot, CLAIM)
        await press(pilot, "a", "f9")
        assert isinstance(app.screen, Listing)
        assert '"action": "accept"' in shown(app, "#listing")
        await press(pilot, "escape", "f8")
        assert "3 questions" in shown(app, "#listing")
        await press(pilot, "escape")
        assert app.current_mode == "debate"
