"""Whether confidences mean what they say: of the marks said with 0.8, are 8 in 10 right?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

BINS = 10


class Scored(NamedTuple):
    """One label an annotator gave, and whether the gold has it."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The labels whose confidence lies from `low` up to (and for the last bin including) `high`."""

    low: float
    high: float
    count: int
    confidence: float
    """Mean."""
    right: float
    """Share."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Over everything that was said; None where nothing was."""

    count: int
    ece: float | None
    """Expected calibration error: |share right − mean confidence| averaged over the bins by count, 0 to 1."""
    brier: float | None
    """Mean squared distance of confidence from right (1) or wrong (0), 0 to 1; 0.25 for always saying 0.5."""
    bins: tuple[Bin, ...]
    """Empty ones are left out."""


def calibrate(scored: Sequence[Scored], bins: int = BINS) -> Calibration:
    """Equal-width bins, as scikit-learn's `calibration_curve` makes them."""
    import numpy as np
    from sklearn.calibration import calibration_curve
    from sklearn.metrics import brier_score_loss

    if not scored:
        return Calibration(0, None, None, ())
    confidence = np.array([one.confidence for one in scored], dtype=float)
    right = np.array([one.right for one in scored], dtype=int)
    shares, means = calibration_curve(right, confidence, n_bins=bins)
    edges = np.linspace(0.0, 1.0, bins + 1)
    counts = np.bincount(np.searchsorted(edges[1:-1], confidence), minlength=bins)
    full = np.flatnonzero(counts)
    found = tuple(
        Bin(float(edges[at]), float(edges[at + 1]), int(counts[at]), float(mean), float(share))
        for at, mean, share in zip(full, means, shares, strict=True)
    )
    ece = sum(one.count * abs(one.right - one.confidence) for one in found) / len(scored)
    return Calibration(len(scored), float(ece), float(brier_score_loss(right, confidence, pos_label=1)), found)
