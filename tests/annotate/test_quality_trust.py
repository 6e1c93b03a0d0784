"""Calibration and abstention, counted by hand and against scikit-learn."""

import numpy as np
import pytest
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

from annotate.quality.abstention import GRID, abstain, at_threshold
from annotate.quality.calibration import Scored, calibrate

SAID = [Scored(0.95, True), Scored(0.9, True), Scored(0.7, False), Scored(0.65, True), Scored(0.2, False)]


def test_calibration_compares_confidence_with_the_share_that_is_right() -> None:
    found = calibrate([Scored(0.85, True), Scored(0.85, False), Scored(0.15, False), Scored(0.15, False)])
    low, high = found.bins
    assert ([low.low, low.high], [high.low, high.high]) == ([0.1, 0.2], [0.8, 0.9])
    assert [(one.count, one.right) for one in found.bins] == [(2, 0.0), (2, 0.5)]
    assert found.ece == pytest.approx((2 * 0.15 + 2 * 0.35) / 4)
    assert found.brier == pytest.approx((0.15**2 + 0.85**2 + 2 * 0.15**2) / 4)


def test_bins_hold_what_scikit_learn_puts_into_them() -> None:
    rng = np.random.default_rng(2)
    confidence = np.append(rng.random(200).round(2), [0.0, 1.0])
    right = rng.random(202) < confidence
    found = calibrate([Scored(float(c), bool(r)) for c, r in zip(confidence, right, strict=True)])
    shares, means = calibration_curve(right, confidence, n_bins=10)
    assert [one.right for one in found.bins] == pytest.approx(shares)
    assert [one.confidence for one in found.bins] == pytest.approx(means)
    assert sum(one.count for one in found.bins) == 202
    assert found.brier == pytest.approx(brier_score_loss(right, confidence))


@pytest.mark.parametrize("right", [True, False])
def test_saying_only_right_or_only_wrong_things_can_be_calibrated(right: bool) -> None:
    found = calibrate([Scored(1.0, right), Scored(0.8, right)])
    assert found.brier == pytest.approx((0.0 + 0.04) / 2 if right else (1.0 + 0.64) / 2)


def test_nothing_said_has_no_calibration() -> None:
    found = calibrate([])
    assert (found.count, found.ece, found.brier, found.bins) == (0, None, None, ())


def test_a_threshold_trades_recall_for_precision() -> None:
    everything = at_threshold(SAID, missed=1, threshold=0.0)
    sure = at_threshold(SAID, missed=1, threshold=0.9)
    assert (everything.shown, everything.precision, everything.recall) == (5, 0.6, 0.75)
    assert (sure.shown, sure.precision, sure.recall) == (2, 1.0, 0.5)


def test_the_best_threshold_is_the_lowest_that_keeps_the_promise() -> None:
    found = abstain(SAID, missed=1, target=0.75)
    assert found.best is not None
    assert (found.best.threshold, found.best.shown, found.best.precision) == (0.65, 4, 0.75)
    stricter = abstain(SAID, missed=1, target=0.8).best
    assert stricter is not None
    assert stricter.threshold == 0.9


def test_no_threshold_keeps_a_promise_that_nothing_keeps() -> None:
    assert abstain([Scored(0.9, False), Scored(0.5, True)], 0, target=0.8).best is None
    assert abstain([Scored(0.9, False)], 0).best is None
    assert abstain([], 3).best is None


def test_the_curve_goes_over_every_threshold_of_the_grid() -> None:
    curve = abstain(SAID, 0).curve
    assert [point.threshold for point in curve] == list(GRID)
    assert [point.shown for point in curve] == sorted((point.shown for point in curve), reverse=True)
    nothing = at_threshold(SAID, 0, 0.99)
    assert (nothing.shown, nothing.precision, nothing.recall) == (0, None, 0.0)
    assert at_threshold([], 0, 0.5).recall is None
