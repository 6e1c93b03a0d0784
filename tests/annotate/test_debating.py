"""A model drafts the debate; a sentence stays only if its words stand in a passage of its own side."""

import json
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from annotate.beyond import beyond
from annotate.calls.budget import Budget
from annotate.calls.caller import Caller
from annotate.calls.forecast import Forecast
from annotate.calls.pace import Pace
from annotate.debating import Drafter
from debate.arguments import Argument, Disagreement, Part, Relation
from debate.errors import CutShort
from debate.maps import DebateMap
from debate.marks import AuthorKind
from tests.annotate.debater import debater, liar
from tests.annotate.test_caller import KeptCalls
from tests.debate.test_arguing import CLAIM, FRAMEWORK, NOW, picture

__all__ = ["picture"]
STEPS = [step.id for step in FRAMEWORK.steps]


class Thinking:
    """A chat model that is a function of what it is asked."""

    def __init__(self, mind: Callable[[str], str]) -> None:
        self.mind = mind
        self.asked: list[str] = []

    def invoke(self, text: str) -> Any:
        self.asked.append(text)
        return SimpleNamespace(text=self.mind(text), usage_metadata=None)


class Ledger:
    """Agrees to everything up to a number of questions, and remembers what was announced."""

    def __init__(self, most: int = 1000) -> None:
        self.most = most
        self.announced: list[Forecast] = []
        self.spent = 0

    def announce(self, coming: Forecast) -> None:
        self.announced.append(coming)

    def spend(self, now: Forecast) -> None:
        self.spent += now.calls
        if self.spent > self.most:
            raise CutShort("Enough is spent.")


def caller(mind: Callable[[str], str], ledger: Ledger | None = None) -> tuple[Caller, Thinking]:
    chat = Thinking(mind)
    asking = Caller(
        chat=chat,  # type: ignore[arg-type]
        model="fake:model",
        kept=KeptCalls(),
        now=lambda: NOW,
        pace=Pace(most=4),
        budget=Budget(),
        agreement=ledger or Ledger(),
    )
    return asking, chat


def drafted(picture: DebateMap, mind: Callable[[str], str], ledger: Ledger | None = None) -> list[Argument]:
    drafter = Drafter(caller(mind, ledger)[0], picture, CLAIM, lambda: NOW, parallel=2)
    return [argument for _, arguments in drafter.draft(STEPS) for argument in arguments]


def quotes(arguments: Sequence[Argument]) -> set[str]:
    return {ground.quote for one in arguments for sentence in one.sentences for ground in sentence.grounds}


def test_each_side_argues_and_is_answered_from_its_own_passages(picture: DebateMap) -> None:
    arguments = drafted(picture, debater)
    assert {one.part for one in arguments} == {Part.CASE, Part.REBUTTAL}
    for one in arguments:
        for sentence in one.sentences:
            for ground in sentence.grounds:
                source = "alarm" if one.side_id == "for" else "calm"
                assert ground.source_id == source
                assert ground.quote in picture.passages[ground.passage_id].text


def test_an_answer_names_what_it_answers_and_about_what_they_disagree(picture: DebateMap) -> None:
    arguments = drafted(picture, debater)
    cases = {one.id for one in arguments if one.part is Part.CASE}
    answers = [one for one in arguments if one.part is Part.REBUTTAL]
    assert answers
    for one in answers:
        assert one.answers_id in cases
        assert (one.sentences[0].answers, one.sentences[0].relation) == (1, Relation.UNDERCUTS)
        assert one.disagreement is Disagreement.BASELINE


def test_what_a_model_drafts_is_a_draft_and_signed(picture: DebateMap) -> None:
    for one in drafted(picture, debater):
        assert one.draft
        assert (one.author.kind, one.author.name) == (AuthorKind.MODEL, "fake:model")
        assert one.author.prompt.startswith(("argue_side:", "rebut_side:"))


def test_sentences_with_invented_words_or_numbers_are_dropped_and_counted(picture: DebateMap) -> None:
    honest, lying = drafted(picture, debater), drafted(picture, liar)
    assert quotes(lying) == quotes(honest)
    assert all(one.dropped == 2 for one in lying if one.part is Part.CASE)
    assert not any("97" in one.text or "proved" in one.text for one in lying)


def test_a_draft_of_lies_alone_is_no_argument(picture: DebateMap) -> None:
    def only_lies(prompt: str) -> str:
        said = json.loads(liar(prompt))
        return json.dumps({**said, "sentences": said.get("sentences", [])[:2]})

    assert drafted(picture, only_lies) == []


def test_nothing_is_asked_about_a_side_that_says_nothing_at_a_step(picture: DebateMap) -> None:
    asking, chat = caller(debater)
    drafter = Drafter(asking, picture, CLAIM, lambda: NOW, parallel=1)
    assert list(drafter.draft(["ease_of_defense"])) == [("ease_of_defense", ())]
    assert chat.asked == []


def test_an_answer_that_cannot_be_read_is_repaired_and_then_given_up(picture: DebateMap) -> None:
    asking, chat = caller(lambda _: "I would rather not.")
    drafter = Drafter(asking, picture, CLAIM, lambda: NOW, parallel=1)
    assert list(drafter.draft(["threat"])) == [("threat", ())]
    assert len(chat.asked) == 3


def test_the_whole_debate_is_announced_before_anything_is_asked_and_steps_before_a_stop_are_kept(
    picture: DebateMap,
) -> None:
    ledger = Ledger(most=1)
    drafter = Drafter(caller(debater, ledger)[0], picture, CLAIM, lambda: NOW, parallel=1)
    steps = drafter.draft(["threat", "marginal_evidence"])
    step_id, arguments = next(steps)
    assert (step_id, len(arguments)) == ("threat", 1)
    assert ledger.announced[0].calls == 2 * 3
    with pytest.raises(CutShort):
        next(steps)


def test_a_clash_is_kept_with_the_words_of_both_sides_and_every_crux_is_asked_about(picture: DebateMap) -> None:
    found = beyond(caller(debater)[0], picture)
    (clash,) = found.clashes
    assert [meaning.side_id for meaning in clash.meanings] == ["for", "against"]
    assert [meaning.ground.source_id for meaning in clash.meanings] == ["alarm", "calm"]
    assert [one.slot_id for one in found.settling] == [crux.slot_id for crux in picture.cruxes]
    assert found.settling[0].evidence[0].raises_if == "the model arm wins"


def test_a_clash_with_words_that_a_side_never_said_is_dropped_and_counted(picture: DebateMap) -> None:
    found = beyond(caller(liar)[0], picture)
    assert (found.clashes, found.dropped) == ((), 1)
