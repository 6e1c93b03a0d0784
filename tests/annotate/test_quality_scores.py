"""Precision, recall, F1 and the floor below them, against hand counts and scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from annotate.quality.floor import choice_floor, macro_floor, micro_floor
from annotate.quality.gold import Kind
from annotate.quality.scores import Score, labels_of, score, score_slots, table
from debate.framework import load_framework

FRAMEWORK = load_framework()


def sets(*rows: str) -> list[frozenset[str]]:
    """Each row's letters are its labels."""
    return [frozenset(row) for row in rows]


def test_each_label_is_counted_by_itself() -> None:
    found = score(sets("ab", "a", "", "b"), sets("a", "ab", "b", ""), ["a", "b", "c"])
    assert found.per_label["a"] == Score(precision=1.0, recall=1.0, f1=1.0, support=2, said=2)
    assert found.per_label["b"] == Score(precision=0.0, recall=0.0, f1=0.0, support=2, said=2)
    assert found.per_label["c"] == Score(0.0, 0.0, 0.0, 0, 0)
    assert found.rows == 4


def test_macro_f1_is_over_labels_that_occur_or_are_said_and_micro_over_everything() -> None:
    found = score(sets("ab", "a", "", "b"), sets("a", "ab", "b", ""), ["a", "b", "c"])
    assert found.macro_f1 == pytest.approx(0.5)
    assert found.micro.f1 == pytest.approx(2 * 2 / (4 + 4))
    never_said = score(sets("a", "b"), sets("a", ""), ["a", "b", "c"])
    assert never_said.macro_f1 == pytest.approx(0.5)


def test_one_label_is_a_yes_or_no_question() -> None:
    found = score(sets("a", "", "a"), sets("a", "a", ""), ["a"])
    assert found.per_label["a"] == Score(0.5, 0.5, 0.5, 2, 2)
    assert found.micro == Score(0.5, 0.5, 0.5, 2, 2)


def test_without_passages_there_is_no_figure() -> None:
    found = score([], [], ["a"])
    assert (found.rows, found.macro_f1, found.micro_f1) == (0, None, None)
    nothing = score(sets("", ""), sets("", ""), ["a"])
    assert (nothing.macro_f1, nothing.micro_f1) == (None, 0.0)


def test_figures_are_those_of_scikit_learn() -> None:
    rng = np.random.default_rng(5)
    held, said = (rng.random((50, 4)) < 0.4 for _ in range(2))
    names = list("abcd")

    def rows(chosen: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> list[frozenset[str]]:
        return [frozenset(name for name, there in zip(names, row, strict=True) if there) for row in chosen]

    found = score(rows(held), rows(said), names)
    assert found.macro_f1 == pytest.approx(f1_score(held, said, average="macro"))
    assert found.micro.f1 == pytest.approx(f1_score(held, said, average="micro"))


def test_labels_are_those_of_the_framework() -> None:
    assert len(labels_of(Kind.STEPS, FRAMEWORK)) == 6
    assert labels_of(Kind.STANCE, FRAMEWORK) == ["raises", "doubts", "mixed", "neutral", "none"]
    assert labels_of(Kind.ASSUMPTIONS, FRAMEWORK)[:2] == ["bottleneck:raises", "bottleneck:doubts"]
    assert table(sets("a", "z"), ["a", "b"]).tolist() == [[1, 0], [0, 0]]


def test_a_slot_with_the_opposite_pole_is_found_and_turned_round() -> None:
    held = [frozenset({"actor:raises"}), frozenset({"actor:doubts", "actor:raises"}), frozenset()]
    said = [frozenset({"actor:doubts"}), frozenset({"actor:raises"}), frozenset({"bottleneck:raises"})]
    found = score_slots(held, said, FRAMEWORK)
    assert found["actor"].flipped == 1
    assert found["actor"].slot_alone.f1 == 1.0
    assert found["actor"].score.precision == 0.5
    assert found["actor"].score.recall == pytest.approx(1 / 3)
    assert found["bottleneck"].score.said == 1


def test_the_floor_of_steps_says_every_label_that_occurs() -> None:
    truth = sets("ab", "a", "a", "")
    always = score(truth, sets("ab", "ab", "ab", "ab"), ["a", "b", "c"])
    assert macro_floor(truth) == pytest.approx(always.macro_f1)


def test_the_floor_of_a_choice_is_the_best_single_label() -> None:
    truth = sets("a", "a", "b", "c")
    chosen = [score(truth, sets(*[label] * 4), list("abc")).macro_f1 or 0.0 for label in "abc"]
    assert choice_floor(truth) == pytest.approx(max(chosen))


def test_the_floor_of_assumptions_is_the_best_number_of_common_labels() -> None:
    truth = sets("ab", "ab", "a", "a", "", "c")
    choices = ["a", "ab", "abc"]
    figures = [score(truth, sets(*[said] * 6), list("abc")).micro.f1 for said in choices]
    assert micro_floor(truth) == pytest.approx(max(figures))


def test_there_is_no_floor_where_nothing_is_labelled() -> None:
    assert (macro_floor([None]), choice_floor([]), micro_floor([frozenset()])) == (None, None, None)
    assert macro_floor([frozenset("a"), None]) == 1.0
