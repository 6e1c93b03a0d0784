"""Documents drawn again and again: intervals, pairing, and figures that are those of scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from annotate.quality.resampling import (
    counts_by_document,
    differences,
    draw,
    intervals,
    macro_f1,
    micro_f1,
    resampled,
    weighted_kappa,
)
from annotate.quality.scores import score, table

NAMES = ["a", "b"]
DOCUMENTS = ["one", "one", "two", "three"]
HELD = [frozenset("a"), frozenset("ab"), frozenset("b"), frozenset()]
SAID = [frozenset("a"), frozenset("a"), frozenset("ab"), frozenset("b")]
COUNTS = counts_by_document(DOCUMENTS, table(HELD, NAMES), table(SAID, NAMES))


def test_counts_are_kept_by_document_and_label() -> None:
    assert COUNTS.tolist() == [[[2, 2, 2], [0, 0, 1]], [[0, 1, 0], [1, 1, 1]], [[0, 0, 0], [0, 1, 0]]]


def test_figures_over_all_documents_are_those_that_are_shown() -> None:
    shown = score(HELD, SAID, NAMES)
    assert macro_f1(COUNTS.sum(axis=0)) == pytest.approx(shown.macro_f1)
    assert micro_f1(COUNTS.sum(axis=0)) == pytest.approx(shown.micro.f1)
    assert macro_f1(np.zeros((2, 3))) == micro_f1(np.zeros((2, 3))) == 0.0


def test_draws_take_whole_documents_and_are_the_same_every_time() -> None:
    draws = draw(3, 500)
    assert draws.shape == (500, 3)
    assert set(draws.sum(axis=1)) == {3}
    assert np.array_equal(draws, draw(3, 500))


def test_every_draw_is_scored_as_if_its_documents_were_the_gold() -> None:
    draws = np.array([[0, 3, 0], [1, 1, 1]])
    values = resampled(COUNTS, micro_f1, draws)
    alone = score([HELD[2]] * 3, [SAID[2]] * 3, NAMES).micro.f1
    everything = score(HELD, SAID, NAMES).micro.f1
    assert values.tolist() == pytest.approx([everything, alone, everything])


def test_an_interval_holds_its_figure_and_narrows_with_more_documents() -> None:
    few = intervals({"f1": resampled(COUNTS, micro_f1, draw(3, 500))})["f1"]
    many = intervals({"f1": resampled(np.tile(COUNTS, (30, 1, 1)), micro_f1, draw(90, 500))})["f1"]
    assert few.value == many.value
    assert few.low <= many.low < many.value < many.high <= few.high
    assert set(few.to_json()) == {"value", "low", "high"}


def test_differences_are_paired_draw_by_draw() -> None:
    draws = draw(3, 500)
    first = resampled(COUNTS, micro_f1, draws)
    found = differences({"one": {"f1": first}, "same": {"f1": first}, "better": {"f1": first + 0.1}})
    assert found["same"]["f1"] == (0.0, 0.0, 0.0)
    assert found["better"]["f1"] == pytest.approx((0.1, 0.1, 0.1))
    assert "one" not in found


@pytest.mark.parametrize("seed", range(5))
def test_weighted_kappa_is_that_of_scikit_learn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    left, right = rng.integers(3, size=(2, 40))
    confusion = np.zeros((3, 3), dtype=int)
    np.add.at(confusion, (left, right), 1)
    expected = cohen_kappa_score(left, right, labels=[0, 1, 2], weights="quadratic")
    assert weighted_kappa(confusion) == pytest.approx(expected)
    assert weighted_kappa(np.stack([confusion, confusion * 7])).tolist() == pytest.approx([expected] * 2)


def test_what_has_no_value_has_no_interval() -> None:
    alike = np.zeros((2, 3, 3), dtype=int)
    alike[:, 1, 1] = 4
    assert np.isnan(weighted_kappa(alike)).all()
    assert intervals({"kappa": resampled(alike, weighted_kappa, draw(2, 50))}) == {}


def test_a_draw_without_a_value_does_not_count() -> None:
    mixed = np.zeros((2, 3, 3), dtype=int)
    mixed[0, 0, 0] = mixed[1, 2, 2] = 3
    found = intervals({"kappa": resampled(mixed, weighted_kappa, draw(2, 50))})["kappa"]
    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)
