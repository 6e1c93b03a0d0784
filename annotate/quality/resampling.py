"""How sure a figure is: the same documents drawn again and again, alike for all annotators, so differences pair."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Draws = NDArray[np.int64]
    Figures = NDArray[np.float64]

SAMPLES = 1000
SEED = 1


class Interval(NamedTuple):
    """A figure, and the bounds between which it falls in 95 % of the draws."""

    value: float
    low: float
    high: float

    def to_json(self) -> dict[str, float]:
        """Four digits are more than the data carry."""
        return {"value": round(self.value, 4), "low": round(self.low, 4), "high": round(self.high, 4)}


def draw(documents: int, samples: int = SAMPLES) -> "Draws":
    """How often each document is drawn in each sample: shape (samples, documents); always the same draws."""
    import numpy as np

    rng = np.random.default_rng(SEED)
    return rng.multinomial(documents, np.full(documents, 1 / documents), size=samples)


def counts_by_document(documents: Sequence[str], held: Any, said: Any) -> "Draws":
    """Right, said and held by document and label, from tables of passages by labels: shape (documents, labels, 3).

    Documents come in the order of their first passage.
    """
    import numpy as np

    order = {name: at for at, name in enumerate(dict.fromkeys(documents))}
    found = np.zeros((len(order), held.shape[1], 3), dtype=np.int64)
    np.add.at(found, [order[name] for name in documents], np.stack([held & said, said, held], axis=-1))
    return found


def macro_f1(counts: Any) -> Any:
    """Mean F1 over the labels that occur or are said, for counts of shape (…, labels, 3); 0 when none does."""
    import numpy as np

    total = counts[..., 1] + counts[..., 2]
    f1 = 2 * counts[..., 0] / np.maximum(total, 1)
    return (f1 * (total > 0)).sum(axis=-1) / np.maximum((total > 0).sum(axis=-1), 1)


def micro_f1(counts: Any) -> Any:
    """F1 over all labels together, for counts of shape (…, labels, 3); 0 when none occurs or is said."""
    import numpy as np

    right, said, held = np.moveaxis(counts.sum(axis=-2), -1, 0)
    return 2 * right / np.maximum(said + held, 1)


def weighted_kappa(confusions: Any) -> Any:
    """Cohen's kappa with quadratic weights, for tables of shape (…, ranks, ranks); NaN where all ranks are alike."""
    import numpy as np

    ranks = np.arange(confusions.shape[-1])
    distance = (ranks[:, None] - ranks) ** 2
    rows, columns = confusions.sum(axis=-1), confusions.sum(axis=-2)
    by_chance = rows[..., :, None] * columns[..., None, :] / np.maximum(rows.sum(axis=-1), 1)[..., None, None]
    off, expected = (confusions * distance).sum(axis=(-2, -1)), (by_chance * distance).sum(axis=(-2, -1))
    return np.where(expected > 0, 1 - off / np.where(expected > 0, expected, 1), np.nan)


def resampled(counts: "Draws", figure: Callable[[Any], Any], draws: "Draws") -> "Figures":
    """The figure over all documents first, then in each draw."""
    import numpy as np

    flat = counts.reshape(len(counts), -1)
    sums = (draws @ flat).reshape(len(draws), *counts.shape[1:])
    return np.concatenate([[figure(counts.sum(axis=0))], figure(sums)]).astype(float)


def intervals(figures: Mapping[str, "Figures"]) -> dict[str, Interval]:
    """The percentile interval of each figure's `resampled` values; one that has no value is left out.

    A draw in which a figure has none does not count.
    """
    import numpy as np

    found = {}
    for name, values in figures.items():
        if not np.isnan(values[0]):
            low, high = np.nanpercentile(values, [2.5, 97.5])
            found[name] = Interval(float(values[0]), float(low), float(high))
    return found


def differences(by_annotator: Mapping[str, Mapping[str, "Figures"]]) -> dict[str, dict[str, Interval]]:
    """For every annotator after the first: its figures minus those of the first, draw by draw."""
    (_, first), *others = by_annotator.items()
    return {
        name: intervals({figure: values - first[figure] for figure, values in figures.items() if figure in first})
        for name, figures in others
    }
