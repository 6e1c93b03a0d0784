"""Saying less to be right more often: what precision and recall each confidence threshold gives."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotate.quality.calibration import Scored

TARGET = 0.8
"""One silly mark costs more trust than three missing ones: right at least 8 times in 10."""
GRID = tuple(round(0.05 * at, 2) for at in range(20))
"""Thresholds of the curve that is shown."""


@dataclass(frozen=True, slots=True)
class Point:
    """What is left when marks below a threshold are kept back."""

    threshold: float
    shown: int
    precision: float | None
    """None when nothing is shown."""
    recall: float | None
    """Of everything the gold has, said or not; None when the gold has nothing."""


@dataclass(frozen=True, slots=True)
class Abstention:
    """The whole curve, and the threshold that shows most while keeping the promise."""

    target: float
    best: Point | None
    """The lowest threshold whose precision reaches the target; None when no threshold does."""
    curve: tuple[Point, ...]


def abstain(scored: Sequence[Scored], missed: int, target: float = TARGET) -> Abstention:
    """The curve over labels given, with `missed` more that hold and were never said."""
    curve = tuple(at_threshold(scored, missed, threshold) for threshold in GRID)
    return Abstention(target, _best(scored, missed, target), curve)


def at_threshold(scored: Sequence[Scored], missed: int, threshold: float) -> Point:
    """Precision and recall of what is said with at least this confidence."""
    shown = [one.right for one in scored if one.confidence >= threshold]
    held = missed + sum(one.right for one in scored)
    return Point(
        threshold=threshold,
        shown=len(shown),
        precision=sum(shown) / len(shown) if shown else None,
        recall=sum(shown) / held if held else None,
    )


def _best(scored: Sequence[Scored], missed: int, target: float) -> Point | None:
    from sklearn.metrics import precision_recall_curve

    if not any(one.right for one in scored):
        return None
    precision, _, thresholds = precision_recall_curve([one.right for one in scored], [one.confidence for one in scored])
    reached = thresholds[precision[:-1] >= target]
    return at_threshold(scored, missed, float(reached.min())) if len(reached) else None
