"""A model for entailment has a say in stances and poles, and only where it is surer."""

from collections.abc import Iterator, Sequence

import pytest

from annotate.entailment import EntailmentAnnotator
from annotate.local import LocalAnnotator
from debate.claims import REFERENCE_CLAIM_ID, Claim, Direction
from debate.framework import load_framework
from debate.marks import Mark, MarkKind, Pole, Stance
from debate.sources import Passage
from tests.debate.making import NOW, WORDS, assumption_mark, passage, stance_mark, step_mark

FRAMEWORK = load_framework()
Opinions = dict[str, tuple[float, float]]


class Given(LocalAnnotator):
    """A local annotator that says what it was given."""

    def __init__(self, *marks: Mark) -> None:
        self.version, self.marks = "given", marks

    def annotate(
        self, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
    ) -> Iterator[Mark]:
        assert claim is None
        return iter(self.marks)


def reread(opinions: Opinions, *marks: Mark, claim: Claim | None = None) -> list[Mark]:
    """What becomes of the marks, with these opinions by hypothesis."""

    def judge(pairs: Sequence[tuple[str, str]]) -> list[tuple[float, float]]:
        assert all(premise == WORDS for premise, _ in pairs)
        return [opinions[hypothesis] for _, hypothesis in pairs]

    annotator = EntailmentAnnotator(Given(*marks), FRAMEWORK, "judge", judge, lambda: NOW)
    return list(annotator.annotate(claim, [passage("p")]))


@pytest.mark.parametrize(
    ("opinion", "stance", "confidence"),
    [
        pytest.param((0.1, 0.95), Stance.AGAINST, 0.95, id="surer of the opposite"),
        pytest.param((0.97, 0.01), Stance.FOR, 0.97, id="surer of the same"),
        pytest.param((0.2, 0.6), Stance.FOR, 0.7, id="less sure"),
    ],
)
def test_the_surer_opinion_on_a_stance_stands(opinion: tuple[float, float], stance: Stance, confidence: float) -> None:
    mark = stance_mark("p", Stance.FOR, confidence=0.7)
    (found,) = reread({FRAMEWORK.reference_claim: opinion}, mark)
    assert (found.label, found.confidence) == (stance, confidence)


def test_a_pole_that_the_words_contradict_is_turned() -> None:
    said = FRAMEWORK.slot("reversibility").poles[Pole.RAISES]
    (found,) = reread({said: (0.0, 0.9)}, assumption_mark("p", "reversibility", "raises", 0.6))
    assert (found.pole, found.confidence) == (Pole.DOUBTS, 0.9)


def test_two_poles_that_become_one_are_one_mark() -> None:
    poles = FRAMEWORK.slot("reversibility").poles
    opinions = {poles[Pole.RAISES]: (0.0, 0.9), poles[Pole.DOUBTS]: (0.95, 0.0)}
    marks = [assumption_mark("p", "reversibility", pole, 0.6) for pole in ("raises", "doubts")]
    assert [mark.pole for mark in reread(opinions, *marks)] == [Pole.DOUBTS]


def test_steps_and_passages_without_bearing_are_left_as_they_are() -> None:
    marks = (step_mark("p", "threat", "1a"), stance_mark("p", Stance.NEUTRAL, confidence=0.3))
    found = reread({}, *marks)
    assert [(mark.label, mark.confidence) for mark in found] == [("threat", 0.9), (Stance.NEUTRAL, 0.3)]
    assert {mark.author.version for mark in found} == {found[0].author.version} != {"given"}


def test_a_stance_toward_a_claim_is_about_its_own_words() -> None:
    claim = Claim("c", "Open weights change nothing.", direction=Direction.NO_CHANGE)
    marks = (stance_mark("p", Stance.FOR, REFERENCE_CLAIM_ID, confidence=0.6), step_mark("p", "threat"))
    (found,) = reread({claim.text: (0.9, 0.0)}, *marks, claim=claim)
    assert (found.kind, found.label, found.claim_id) == (MarkKind.STANCE, Stance.FOR, "c")
    (doubtful,) = reread({claim.text: (0.4, 0.3)}, *marks, claim=claim)
    assert doubtful.label == Stance.AGAINST
