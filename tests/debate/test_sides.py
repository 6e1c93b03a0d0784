"""A mark goes to the side whose stance surrounds it."""

import pytest

from debate.claims import Direction
from debate.framework import load_framework
from debate.framing import frame
from debate.marks import Mark, Pole, Stance
from debate.sides import AGAINST, FOR, Placing, place_by_stance, pole_of, sides_of_sources
from debate.verdicts import Decision
from tests.debate.making import assumption_mark, judged, passage, source, stance_mark, step_mark

CLAIM = frame(load_framework(), "Open weights increase the risk of bioweapons.")
SIDES = (FOR, AGAINST)


def placing(*stances: Mark) -> Placing:
    return place_by_stance(SIDES, CLAIM, [judged(stance) for stance in stances])


@pytest.mark.parametrize(("stance", "side"), [(Stance.FOR, ("for",)), (Stance.AGAINST, ("against",))])
def test_a_mark_follows_the_stance_of_its_passage(stance: Stance, side: tuple[str, ...]) -> None:
    place = placing(stance_mark("p", stance, CLAIM.id))
    assert place.mark(step_mark("p", "threat", "1a")) == side
    assert place.passage(passage("p")) == side


def test_a_neutral_passage_belongs_to_no_side() -> None:
    place = placing(stance_mark("p", Stance.NEUTRAL, CLAIM.id))
    assert place.mark(step_mark("p", "threat", "1a")) == ()


def test_a_passage_without_a_stance_belongs_to_no_side() -> None:
    assert placing().passage(passage("p")) == ()


def test_in_a_mixed_passage_a_sentence_with_a_stance_of_its_own_decides() -> None:
    place = placing(
        stance_mark("p", Stance.MIXED, CLAIM.id, span=(0, 30)), stance_mark("p", Stance.AGAINST, CLAIM.id, span=(0, 10))
    )
    assert place.mark(step_mark("p", "threat", "1a", span=(2, 8))) == ("against",)
    assert place.mark(step_mark("p", "threat", "1a", span=(12, 20))) == ("for", "against")


def test_in_a_mixed_passage_an_assumption_goes_to_the_side_that_leans_to_its_pole() -> None:
    place = placing(stance_mark("p", Stance.MIXED, CLAIM.id))
    assert place.mark(assumption_mark("p", "bottleneck", "raises")) == ("for",)
    assert place.mark(assumption_mark("p", "bottleneck", "doubts")) == ("against",)


def test_a_mark_is_placed_as_surely_as_the_stance_that_places_it() -> None:
    stance = stance_mark("p", Stance.FOR, CLAIM.id, confidence=0.72)
    mark = step_mark("p", "threat", "1a", confidence=0.99)
    assert placing(stance).sure(mark) == 0.72
    confirmed = place_by_stance(SIDES, CLAIM, [judged(stance, Decision.ACCEPTED)])
    assert confirmed.sure(mark) == 1


def test_a_stance_toward_another_claim_places_nothing() -> None:
    assert placing(stance_mark("p", Stance.FOR, "another")).passage(passage("p")) == ()


def test_turning_the_claim_round_turns_the_poles_round() -> None:
    assert pole_of(FOR, CLAIM) is Pole.RAISES
    assert pole_of(FOR, CLAIM.swapped()) is Pole.DOUBTS
    assert CLAIM.swapped().direction is Direction.NO_CHANGE


def test_each_source_can_be_a_side() -> None:
    sides = sides_of_sources([source("one", "First"), source("two", "Second")])
    assert [(side.id, side.name) for side in sides] == [("one", "First"), ("two", "Second")]
