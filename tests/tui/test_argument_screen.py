"""The structured debate: cases, answers, gaps and drafts, each with the words it rests on."""

from dataclasses import replace

import pytest

from debate.arguing import assemble
from debate.arguments import Argument
from debate.marks import Author, AuthorKind
from debate.verdicts import Decision
from tests.tui.pressing import CLAIM, NOW, World, ask, framed, picture_of, press, session_on, settle, shown
from tui.argument_screen import ArgumentScreen
from tui.argument_tree import ArgumentTree
from tui.debate_screen import DebateScreen

SIZES = [(80, 24), (120, 40)]


def drafted(world: World, words: str) -> Argument:
    """A model's case for the side For at the first step, kept in the project."""
    picture = session_on(world.store).analyze(framed(CLAIM))
    made = assemble(picture, NOW)[0].arguments[0]
    model = Author(AuthorKind.MODEL, "scripted", "1", "p")
    ground = made.sentences[0].grounds[0]._replace(mark_id=None)
    sentence = replace(made.sentences[0], text=words, grounds=(ground,))
    draft = replace(made, id=words, sentences=(sentence,), author=model)
    world.store.keep_arguments([draft])
    return draft


@pytest.mark.parametrize("size", SIZES)
async def test_both_sides_cases_answers_and_gaps_are_one_key_from_the_debate(
    world: World, size: tuple[int, int]
) -> None:
    app = world.app()
    async with app.run_test(size=size) as pilot:
        await ask(pilot)
        await press(pilot, "D")
        tree = shown(app, "#arguments")
        assert "1 Threat identification" in tree
        assert "For: RAISES Terrorists could make" in tree
        assert "For answers: ⇄ baseline" in tree
        assert "◯ Against: Looked, and this side does not say" in tree
        assert max(map(len, picture_of(app))) <= size[0]
        await press(pilot, "escape")
        assert isinstance(app.screen, DebateScreen)


async def test_a_sentence_shows_its_words_in_context_and_its_mark_is_judged_there(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D", "down", "enter", "down")
        assert "1 RAISES Terrorists could" in shown(app, "#arguments")
        assert "Terrorists could make pathogens" in shown(app, "#context")
        await press(pilot, "r")
        assert world.decisions == ["rejected"]
        assert "For: RAISES Terrorists" not in shown(app, "#arguments").split("2 Existing risk")[0]
        await press(pilot, "u")
        assert "For: RAISES Terrorists" in shown(app, "#arguments")


async def test_an_answer_says_about_what_the_sides_disagree(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D", *["down"] * 5)
        assert "They disagree about baseline" in shown(app, "#subject")


async def test_a_gap_is_searched_for_from_here(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D", "down", "down")
        assert "Press g to search" in shown(app, "#context")
        await press(pilot, "g")
        assert app.current_mode == "search"


async def test_a_draft_is_marked_until_it_is_accepted_and_undo_makes_it_one_again(world: World) -> None:
    draft = drafted(world, "Anybody could do it.")
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D", "down")
        assert "For: draft Anybody could do it." in shown(app, "#arguments")
        assert "1 drafts of a model that nobody accepted yet" in shown(app, "#argument-state")
        assert "Terrorists could make pathogens" in shown(app, "#context")
        await press(pilot, "a")
        assert world.store.drafts[draft.id].decision is Decision.ACCEPTED
        assert "For: ✓ Anybody could do it." in shown(app, "#arguments")
        await press(pilot, "u")
        assert world.store.drafts[draft.id].draft
        assert "For: draft Anybody could do it." in shown(app, "#arguments")
        assert world.actions[-2:] == ["accept-draft", "withdraw-draft"]


async def test_a_rejected_draft_gives_way_to_what_marks_make(world: World) -> None:
    drafted(world, "Anybody could do it.")
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D", "down", "r")
        assert "Anybody" not in shown(app, "#arguments")
        assert "For: RAISES Terrorists could make" in shown(app, "#arguments")


async def test_everything_folds_and_unfolds(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D")
        tree = app.screen.query_one(ArgumentTree)
        arguments = len(tree.items)
        await press(pilot, "Z")
        assert len(tree.items) > arguments
        await press(pilot, "z")
        assert len(tree.items) == arguments
        await press(pilot, "space")
        assert len(tree.items) < arguments


@pytest.mark.parametrize("way", ["another claim", "the place's own key"])
async def test_what_was_opened_over_a_place_does_not_hide_what_is_wanted_there(world: World, way: str) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "D")
        assert isinstance(app.screen, ArgumentScreen)
        if way == "another claim":
            await press(pilot, "f2", "n")
            await ask(pilot, "Open models increase the risk of phishing.")
            assert "phishing" in shown(app, "#claim-box")
        else:
            await press(pilot, "f3")
        await settle(pilot)
        assert isinstance(app.screen, DebateScreen)
