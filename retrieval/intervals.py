"""How sure a mean over queries is."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLES = 2000


class Interval(NamedTuple):
    """A mean with the bounds between which 95 % of bootstrap means fall."""

    value: float
    low: float
    high: float


def bootstrap(values: "NDArray[np.float64]", seed: int = 1) -> Interval:
    """Mean of one value a query, with its percentile bootstrap interval; all three are 0 without values.

    The seed is fixed, so the same queries are drawn for every system: differences are paired.
    """
    import numpy as np

    if not len(values):
        return Interval(0.0, 0.0, 0.0)
    draws = np.random.default_rng(seed).integers(len(values), size=(SAMPLES, len(values)))
    means = np.array([values[draw].mean() for draw in draws])
    low, high = np.percentile(means, [2.5, 97.5])
    return Interval(float(values.mean()), float(low), float(high))
