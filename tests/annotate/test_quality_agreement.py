"""Kappa against textbook values, and an annotator against the gold, its annotators and their ceiling."""

import pytest

from annotate.quality.agreement import agree, compare, kappa, mean
from debate.framework import load_framework
from tests.annotate.scripted import gold, labels

FRAMEWORK = load_framework()


def test_kappa_is_agreement_beyond_chance() -> None:
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        ([(1, 1), (2, 2)], 1.0),
        ([(1, 2), (2, 1)], -1.0),
        ([(1, 1), (1, 2)], 0.0),
        ([(1, 1), (1, 1)], None),
        ([], None),
    ],
)
def test_kappa_at_its_ends(pairs: list[tuple[int, int]], value: float | None) -> None:
    assert kappa(pairs) == value


def test_opinions_are_compared_only_where_both_say_something() -> None:
    left = [labels("raises", ["threat"]), labels("doubts"), None, labels("doubts", [])]
    right = [labels("raises", []), labels("raises", []), labels("mixed"), labels("doubts", [])]
    found = compare(left, right, FRAMEWORK)
    assert found.kappa["stance"] == pytest.approx(0.4)
    assert found.kappa["threat"] == 0.0
    assert found.kappa["uncertainty"] is None
    assert found.f1["assumptions"] is None


def test_the_ceiling_is_the_mean_over_pairs_of_annotators() -> None:
    ada, bo, cy = labels("raises", ["threat"], []), labels("raises", ["threat"], []), labels("doubts", [], [])
    none = labels("none", [], [])
    rows = [
        gold("a_1", "raises", ["threat"], [], annotators=[ada, bo, cy]),
        gold("a_2", "none", [], [], annotators=[none, none, none]),
    ]
    found = agree(rows, [ada, none], FRAMEWORK)
    assert found.gold.kappa["threat"] == 1.0
    assert [one.kappa["threat"] for one in found.annotators] == [1.0, 1.0, 0.0]
    assert found.ceiling is not None
    assert found.ceiling.kappa["threat"] == pytest.approx((1.0 + 0.0 + 0.0) / 3)
    assert found.ceiling.kappa["stance"] == pytest.approx((1.0 + 1 / 3 + 1 / 3) / 3)


def test_one_annotator_has_no_ceiling_and_a_missing_opinion_is_no_opinion() -> None:
    ada = labels("raises", ["threat"])
    alone = agree([gold("a_1", "raises", ["threat"], annotators=[ada])], [ada], FRAMEWORK)
    assert alone.ceiling is None
    gaps = [gold("a_1", "raises", annotators=[ada, ada]), gold("a_2", "doubts", annotators=[labels("doubts")])]
    found = agree(gaps, [ada, ada], FRAMEWORK)
    assert len(found.annotators) == 2
    assert found.annotators[1].kappa["stance"] is None
    assert agree([], [], FRAMEWORK).annotators == ()


def test_a_mean_is_of_what_is_there() -> None:
    assert mean([1.0, None, 0.0]) == 0.5
    assert mean([None]) is None
