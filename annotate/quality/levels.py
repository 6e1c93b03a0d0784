"""How well one reading of whole documents agrees with another: levels, criteria, assumptions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotate.quality.gold import GoldDocument, Kind, Ratings
from annotate.quality.scores import Scores, labels_of, score
from debate.coverage import Level
from debate.framework import Framework

RANK = {Level.ABSENT: 0, Level.NOT_ASSESSED: 0, Level.PARTIAL: 1, Level.FULL: 2}


class CellPair(NamedTuple):
    """One step of one document, as the gold and as the annotator rate it."""

    document: str
    step: str
    gold: Level
    said: Level

    @property
    def distance(self) -> int:
        """Levels above the gold; negative below it."""
        return RANK[self.said] - RANK[self.gold]


@dataclass(frozen=True, slots=True)
class LevelScore:
    """How well levels agree over some cells; None without cells, and for kappa when all are alike."""

    cells: int
    weighted_kappa: float | None
    """Cohen's kappa with quadratic weights, absent < partial < full: 1 complete, 0 as by chance."""
    exact: float | None
    """Share of cells with the very level."""
    bias: float | None
    """Mean of said − gold in levels: above 0 it overrates."""


@dataclass(frozen=True, slots=True)
class CoverageFigures:
    """One reading of all documents against another."""

    levels: LevelScore
    levels_by_step: Mapping[str, LevelScore]
    criteria: Scores
    criteria_by_step: Mapping[str, Scores]
    assumptions: Scores

    def headlines(self) -> dict[str, float | None]:
        """The four figures that stand for the rest."""
        return {
            "levels.weighted_kappa": self.levels.weighted_kappa,
            "levels.exact": self.levels.exact,
            "criteria.f1": self.criteria.micro_f1,
            "assumptions.f1": self.assumptions.micro_f1,
        }


def compare(
    gold: Sequence[GoldDocument], left: Sequence[Ratings], right: Sequence[Ratings], framework: Framework
) -> CoverageFigures:
    """The figures of one reading (right) against another (left); what either does not rate is not scored."""
    pairs = cells(gold, left, right)
    criteria = [(a.criteria, b.criteria) for a, b in zip(left, right, strict=True)]
    assumptions = [(a.assumptions, b.assumptions) for a, b in zip(left, right, strict=True)]
    steps = framework.steps
    return CoverageFigures(
        levels=score_levels(pairs),
        levels_by_step={one.id: score_levels([pair for pair in pairs if pair.step == one.id]) for one in steps},
        criteria=_score(criteria, list(framework.criteria)),
        criteria_by_step={one.id: _score(criteria, list(one.criteria)) for one in steps},
        assumptions=_score(assumptions, labels_of(Kind.ASSUMPTIONS, framework)),
    )


def cells(gold: Sequence[GoldDocument], left: Sequence[Ratings], right: Sequence[Ratings]) -> list[CellPair]:
    """Every cell that the left reading rates; what the right one leaves out is absent to it."""
    return [
        CellPair(document.id, step, level, b.levels.get(step, Level.ABSENT))
        for document, a, b in zip(gold, left, right, strict=True)
        for step, level in a.levels.items()
    ]


def score_levels(pairs: Sequence[CellPair]) -> LevelScore:
    """Agreement of levels over these cells."""
    if not pairs:
        return LevelScore(0, None, None, None)
    return LevelScore(
        cells=len(pairs),
        weighted_kappa=_weighted_kappa([RANK[one.gold] for one in pairs], [RANK[one.said] for one in pairs]),
        exact=sum(not one.distance for one in pairs) / len(pairs),
        bias=sum(one.distance for one in pairs) / len(pairs),
    )


def _weighted_kappa(left: Sequence[int], right: Sequence[int]) -> float | None:
    from sklearn.metrics import cohen_kappa_score

    if len({*left, *right}) < 2:
        return None
    return float(cohen_kappa_score(left, right, labels=[0, 1, 2], weights="quadratic"))


def _score(pairs: Sequence[tuple[frozenset[str] | None, frozenset[str] | None]], labels: Sequence[str]) -> Scores:
    there = [(a, b) for a, b in pairs if a is not None and b is not None]
    return score([a for a, _ in there], [b for _, b in there], labels)
