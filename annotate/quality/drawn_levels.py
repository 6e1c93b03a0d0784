"""Headline figures on whole documents, over all of them and in each draw."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from annotate.quality.floor import Opinions
from annotate.quality.gold import GoldDocument, Kind, Ratings
from annotate.quality.levels import RANK, CellPair, cells
from annotate.quality.resampling import counts_by_document, micro_f1, resampled, weighted_kappa
from annotate.quality.scores import labels_of, table
from debate.framework import Framework

if TYPE_CHECKING:
    from annotate.quality.resampling import Draws, Figures


def drawn_figures(
    gold: Sequence[GoldDocument], said: Sequence[Ratings], framework: Framework, draws: "Draws | None"
) -> dict[str, "Figures"]:
    """Each headline figure that the gold has labels for; none without draws."""
    if draws is None:
        return {}
    truth = [one.ratings for one in gold]
    tables = _confusions(gold, cells(gold, truth, said))
    found = {
        "levels.weighted_kappa": resampled(tables, weighted_kappa, draws),
        "levels.exact": resampled(tables, _exact, draws),
    }
    sets = {
        "criteria.f1": (list(framework.criteria), attrgetter("criteria")),
        "assumptions.f1": (labels_of(Kind.ASSUMPTIONS, framework), attrgetter("assumptions")),
    }
    for figure, (labels, of) in sets.items():
        held, given = [of(one) for one in truth], [of(one) for one in said]
        if any(one is not None for one in held):
            found[figure] = resampled(_counts(held, given, labels), micro_f1, draws)
    return found


def _confusions(gold: Sequence[GoldDocument], pairs: Iterable[CellPair]) -> "Draws":
    """By document, how many cells the gold has at one rank and the annotator at another: (documents, 3, 3)."""
    import numpy as np

    order = {one.id: at for at, one in enumerate(gold)}
    found = np.zeros((len(order), 3, 3), dtype=np.int64)
    for pair in pairs:
        found[order[pair.document], RANK[pair.gold], RANK[pair.said]] += 1
    return found


def _exact(confusions: "Draws") -> "Figures":
    import numpy as np

    diagonal = np.trace(confusions, axis1=-2, axis2=-1)
    return np.asarray(diagonal / np.maximum(confusions.sum(axis=(-2, -1)), 1), dtype=float)


def _counts(held: Opinions, said: Opinions, labels: Sequence[str]) -> "Draws":
    """A document whose gold does not say counts for neither side, and is still drawn."""
    names = [str(at) for at in range(len(held))]
    truth = table([one or frozenset() for one in held], labels)
    given = table(
        [(b or frozenset()) if a is not None else frozenset() for a, b in zip(held, said, strict=True)], labels
    )
    return counts_by_document(names, truth, given)
