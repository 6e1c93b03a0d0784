"""`evaluate coverage`: annotators against whole documents whose six levels, criteria and assumptions are known."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING

from annotate.quality.agreement import mean
from annotate.quality.drawn_levels import drawn_figures
from annotate.quality.floor import micro_floor
from annotate.quality.gold import GoldDocument, Ratings
from annotate.quality.levels import CellPair, CoverageFigures, cells, compare
from annotate.quality.rating import Rate
from annotate.quality.resampling import (
    SAMPLES,
    Interval,
    differences,
    draw,
    intervals,
)
from debate.framework import Framework
from debate.ports import Annotator
from debate.sources import Passage

if TYPE_CHECKING:
    from annotate.quality.resampling import Figures

Cut = Callable[[str, str], Sequence[Passage]]
"""Document id and text -> its passages."""


@dataclass(frozen=True, slots=True)
class DocumentsReport:
    """One annotator on all documents."""

    name: str
    version: str
    unread: int
    """Passages of which it did not manage to say anything; they count as silence."""
    figures: CoverageFigures
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
    ceiling: Mapping[str, float | None]
    """The gold's annotators among themselves, mean over pairs, by headline; empty with fewer than two."""
    floor: Mapping[str, float | None]
    """The same said of every document, by headline; the kappa of that is 0."""


def evaluate_coverage(
    gold: Sequence[GoldDocument],
    annotators: Mapping[str, Annotator],
    framework: Framework,
    cut: Cut,
    rate: Rate,
    samples: int = SAMPLES,
    advance: Callable[[int], None] = lambda _: None,
) -> CoverageReport:
    """Cut, annotate and rate every document with each annotator, and compare with the gold.

    `advance` is told how many documents have been read.
    """
    draws = draw(len(gold), samples) if gold else None
    texts = [cut(document.id, document.text) for document in gold]
    reports, drawn = [], {}
    for turn, (name, annotator) in enumerate(annotators.items()):
        annotator.expect(chain.from_iterable(texts))
        said = []
        for document, passages in zip(gold, texts, strict=True):
            marks = list(annotator.annotate(None, passages)) if passages else []
            said.append(rate(document, passages, marks))
            advance(turn * len(gold) + len(said))
        drawn[name] = drawn_figures(gold, said, framework, draws)
        unread = len({passage.id for passages in texts for passage in passages} & set(annotator.failed(None)))
        reports.append(_report(name, annotator.version, unread, gold, said, framework, drawn[name]))
    between = differences(drawn) if drawn else {}
    return CoverageReport(len(gold), tuple(reports), between, _ceiling(gold, framework), _floor(gold))


def _report(
    name: str,
    version: str,
    unread: int,
    gold: Sequence[GoldDocument],
    said: Sequence[Ratings],
    framework: Framework,
    drawn: Mapping[str, "Figures"],
) -> DocumentsReport:
    truth = [one.ratings for one in gold]
    return DocumentsReport(
        name=name,
        version=version,
        unread=unread,
        figures=compare(gold, truth, said, framework),
        intervals=intervals(drawn),
        cells=tuple(sorted(cells(gold, truth, said), key=lambda pair: -abs(pair.distance))),
    )


def _ceiling(gold: Sequence[GoldDocument], framework: Framework) -> dict[str, float | None]:
    """Only over documents that all annotators read."""
    people = max((len(one.annotators) for one in gold), default=0)
    read = [one for one in gold if len(one.annotators) == people]
    found = [
        compare(read, [one.annotators[a] for one in read], [one.annotators[b] for one in read], framework).headlines()
        for a, b in combinations(range(people), 2)
    ]
    return {name: mean([one[name] for one in found]) for name in found[0]} if found else {}


def _floor(gold: Sequence[GoldDocument]) -> dict[str, float | None]:
    levels = Counter(level for one in gold for level in one.ratings.levels.values())
    return {
        "levels.weighted_kappa": 0.0,
        "levels.exact": max(levels.values()) / levels.total() if levels else None,
        "criteria.f1": micro_floor([one.ratings.criteria for one in gold]),
        "assumptions.f1": micro_floor([one.ratings.assumptions for one in gold]),
    }
