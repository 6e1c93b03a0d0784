"""A map of a claim is about the claim's misuse, and about no other."""

from dataclasses import replace

import pytest

from debate.claims import Claim
from debate.framework import load_framework
from debate.framing import frame
from debate.maps import DebateMap, map_claim
from debate.marks import Mark, Stance
from debate.sides import AGAINST, FOR
from debate.sources import Passage
from debate.topics import speaks_of_others
from debate.verdicts import Decision
from tests.debate.making import judged, passage, source, stance_mark, step_mark

FRAMEWORK = load_framework()
CLAIM = frame(FRAMEWORK, "Open weights increase the risk of bioweapons.")
TEXT = "Models help with pathogens. They also spread disinformation. Nobody can recall them."


def said(words: str) -> Mark:
    start = TEXT.index(words)
    return replace(step_mark("p", "threat", "1a"), id=words, start=start, end=start + len(words), quote=words)


def map_of(claim: Claim, *words: str, decision: Decision | None = None) -> DebateMap:
    stance = replace(stance_mark("p", Stance.FOR, claim.id), end=len(TEXT), quote=TEXT)
    marks = [judged(stance), *(judged(said(one), decision) for one in words)]
    passages: dict[str, Passage] = {"p": passage("p", TEXT)}
    return map_claim(FRAMEWORK, claim, (FOR, AGAINST), passages, {"paper": source()}, marks, ["threat"])


@pytest.mark.parametrize("words", ["Models help with pathogens.", "Nobody can recall them."])
def test_words_on_the_claims_misuse_or_on_any_are_behind_its_cells(words: str) -> None:
    assert map_of(CLAIM, words).cells[0].mark_ids == (words,)


def test_words_on_another_misuse_are_behind_no_cell_and_stay_in_the_map() -> None:
    words = "They also spread disinformation."
    picture = map_of(CLAIM, words)
    assert picture.cells[0].mark_ids == ()
    assert words in picture.marks
    assert words not in picture.placed


def test_a_person_may_say_that_they_belong_to_the_claim() -> None:
    words = "They also spread disinformation."
    assert map_of(CLAIM, words, decision=Decision.ACCEPTED).cells[0].mark_ids == (words,)


def test_a_claim_about_no_misuse_in_particular_takes_words_on_each() -> None:
    general = frame(FRAMEWORK, "Open weights increase the risk of misuse.")
    words = ("Models help with pathogens.", "They also spread disinformation.")
    assert set(map_of(general, *words).cells[0].mark_ids) == set(words)


def test_a_text_speaks_of_others_when_it_names_some_and_not_this_one() -> None:
    assert speaks_of_others("disinformation", "bio", FRAMEWORK.vectors)
    assert not speaks_of_others("disinformation on a pathogen", "bio", FRAMEWORK.vectors)
    assert not speaks_of_others("release is final", "bio", FRAMEWORK.vectors)
    assert not speaks_of_others("disinformation", None, FRAMEWORK.vectors)
