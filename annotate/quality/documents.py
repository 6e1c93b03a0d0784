"""`evaluate coverage`: annotators against whole documents whose six levels, criteria and assumptions are known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from annotate.quality.agreement import mean
from annotate.quality.gold import GoldDocument, Kind, Ratings
from annotate.quality.rating import Rate
from annotate.quality.resampling import (
    SAMPLES,
    Interval,
    counts_by_document,
    differences,
    draw,
    interval,
    micro_f1,
    resampled,
)
from annotate.quality.scores import Scores, labels_of, score, table
from debate.coverage import Level
from debate.framework import Framework
from debate.ports import Annotator
from debate.sources import Passage

if TYPE_CHECKING:
    from annotate.quality.resampling import Draws, Figures

RANK = {Level.ABSENT: 0, Level.NOT_ASSESSED: 0, Level.PARTIAL: 1, Level.FULL: 2}
Cut = Callable[[str, str], Sequence[Passage]]
"""Document id and text -> its passages."""


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


@dataclass(frozen=True, slots=True)
class DocumentsReport:
    """One annotator on all documents."""

    name: str
    version: str
    figures: CoverageFigures
    ceiling: Mapping[str, float | None]
    """The gold's annotators among themselves, mean over pairs: weighted_kappa, exact, criteria, assumptions."""
    intervals: Mapping[str, Interval]
    cells: tuple[CellPair, ...]
    """Every cell, the worst first."""


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """Annotators side by side on the same documents."""

    documents: int
    annotators: tuple[DocumentsReport, ...]
    differences: Mapping[str, Mapping[str, Interval]]
    """Every later annotator minus the first, paired by document."""


def evaluate_coverage(
    gold: Sequence[GoldDocument],
    annotators: Mapping[str, Annotator],
    framework: Framework,
    cut: Cut,
    rate: Rate,
    samples: int = SAMPLES,
) -> CoverageReport:
    """Cut, annotate and rate every document with each annotator, and compare with the gold."""
    draws = draw(len(gold), samples) if gold else None
    reports, drawn = [], {}
    for name, annotator in annotators.items():
        said = [_read(document, annotator, cut, rate) for document in gold]
        drawn[name] = _drawn(gold, said, framework, draws)
        pairs = cells(gold, [one.ratings for one in gold], said)
        reports.append(
            DocumentsReport(
                name=name,
                version=annotator.version,
                figures=compare(gold, [one.ratings for one in gold], said, framework),
                ceiling=_ceiling(gold, framework),
                intervals={figure: interval(values) for figure, values in drawn[name].items()},
                cells=tuple(sorted(pairs, key=lambda pair: -abs(pair.distance))),
            )
        )
    return CoverageReport(len(gold), tuple(reports), differences(drawn) if drawn else {})


def _read(document: GoldDocument, annotator: Annotator, cut: Cut, rate: Rate) -> Ratings:
    passages = cut(document.id, document.text)
    return rate(document, passages, list(annotator.annotate(None, passages)) if passages else [])


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


def _ceiling(gold: Sequence[GoldDocument], framework: Framework) -> dict[str, float | None]:
    """Only over documents that all annotators read; empty with fewer than two annotators."""
    people = max((len(one.annotators) for one in gold), default=0)
    read = [one for one in gold if len(one.annotators) == people]
    found = [
        headlines(compare(read, [one.annotators[a] for one in read], [one.annotators[b] for one in read], framework))
        for a in range(people)
        for b in range(a)
    ]
    return {name: mean([one[name] for one in found]) for name in found[0]} if found else {}


def headlines(figures: CoverageFigures) -> dict[str, float | None]:
    """The four figures that stand for the rest."""
    return {
        "levels.weighted_kappa": figures.levels.weighted_kappa,
        "levels.exact": figures.levels.exact,
        "criteria.f1": figures.criteria.micro.f1 if figures.criteria.rows else None,
        "assumptions.f1": figures.assumptions.micro.f1 if figures.assumptions.rows else None,
    }


def _drawn(
    gold: Sequence[GoldDocument], said: Sequence[Ratings], framework: Framework, draws: "Draws | None"
) -> dict[str, "Figures"]:
    """Headline figures over all documents, then in each draw of them."""
    if draws is None:
        return {}
    names = [one.id for one in gold]
    criteria, slots = list(framework.criteria), labels_of(Kind.ASSUMPTIONS, framework)
    pairs = cells(gold, [one.ratings for one in gold], said)
    by_document = {name: [pair for pair in pairs if pair.document == name] for name in names}
    return {
        "levels.weighted_kappa": _drawn_kappas([by_document[name] for name in names], draws),
        "criteria.f1": _drawn_f1(
            names, [one.ratings.criteria for one in gold], [one.criteria for one in said], criteria, draws
        ),
        "assumptions.f1": _drawn_f1(
            names, [one.ratings.assumptions for one in gold], [one.assumptions for one in said], slots, draws
        ),
    }


def _drawn_kappas(by_document: Sequence[Sequence[CellPair]], draws: "Draws") -> "Figures":
    """A draw in which all cells are alike has no kappa, and is left out of the interval."""
    import numpy as np

    everything = [pair for pairs in by_document for pair in pairs]
    samples = [
        [pair for pairs, times in zip(by_document, drawn, strict=True) for pair in list(pairs) * int(times)]
        for drawn in draws
    ]
    values = [score_levels(sample).weighted_kappa for sample in (everything, *samples)]
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _drawn_f1(
    names: Sequence[str],
    held: Sequence[frozenset[str] | None],
    said: Sequence[frozenset[str] | None],
    labels: Sequence[str],
    draws: "Draws",
) -> "Figures":
    truth = table([one or frozenset() for one in held], labels)
    given = table(
        [(b or frozenset()) if a is not None else frozenset() for a, b in zip(held, said, strict=True)], labels
    )
    return resampled(counts_by_document(names, truth, given), micro_f1, draws)
