"""`evaluate marks`: annotators against passages that were labelled by others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotate.quality.abstention import TARGET, Abstention, Point, abstain, at_threshold
from annotate.quality.agreement import Agreements, agree
from annotate.quality.calibration import Calibration, calibrate
from annotate.quality.floor import choice_floor, macro_floor, micro_floor
from annotate.quality.gold import GoldPassage, Kind
from annotate.quality.mistakes import Mistake, worst
from annotate.quality.predictions import predict
from annotate.quality.resampling import (
    SAMPLES,
    Interval,
    counts_by_document,
    differences,
    draw,
    intervals,
    macro_f1,
    micro_f1,
    resampled,
)
from annotate.quality.scores import Scores, SlotScore, labels_of, score_slots, table
from annotate.quality.tallies import Predictions, by_language, confusion, scored, scores_of, sets_of
from debate.coverage import TRUST
from debate.framework import Framework
from debate.ports import Annotator

if TYPE_CHECKING:
    from annotate.quality.resampling import Draws, Figures

ALL = "all"
"""Steps, stance and assumptions together."""
HEADLINES = {
    "steps.macro_f1": (Kind.STEPS, macro_f1),
    "stance.macro_f1": (Kind.STANCE, macro_f1),
    "assumptions.micro_f1": (Kind.ASSUMPTIONS, micro_f1),
}
"""The figures that get intervals, and how each comes from counts."""


@dataclass(frozen=True, slots=True)
class AnnotatorReport:
    """Everything measured of one annotator."""

    name: str
    version: str
    unread: int
    """Passages of which it did not manage to say anything, as when a model's answer could not be read; they count
    as silence."""
    scores: Mapping[Kind, Scores]
    slots: Mapping[str, SlotScore]
    confusion: Mapping[str, Mapping[str, int]]
    """Stance in the gold -> stance said -> passages."""
    calibration: Mapping[str, Calibration]
    """By kind, and `all`."""
    abstention: Mapping[str, Abstention]
    """By kind, and `all`."""
    trust: float
    shown: Mapping[str, Point]
    """What the threshold `trust` gives, by kind, and `all`: the marks that a person sees by default."""
    agreements: Agreements
    intervals: Mapping[str, Interval]
    """By headline figure; empty without passages."""
    languages: Mapping[str, Mapping[str, float | None]]
    """Language -> headline figure, and `passages`."""
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class MarksReport:
    """Annotators side by side on the same gold."""

    passages: int
    documents: int
    annotators: tuple[AnnotatorReport, ...]
    differences: Mapping[str, Mapping[str, Interval]]
    """Every later annotator minus the first, paired by document."""
    floor: Mapping[str, float | None]
    """The same said of every passage, by headline figure."""


@dataclass(frozen=True, slots=True)
class Options:
    """What can be asked for beside the figures."""

    trust: float = TRUST
    """The confidence from which marks are shown by default."""
    target: float = TARGET
    """The precision that the abstention curve is asked for."""
    mistakes: int = 20
    """How many errors to list at most."""
    samples: int = SAMPLES
    """Draws of documents behind the intervals."""


def evaluate_marks(
    gold: Sequence[GoldPassage],
    annotators: Mapping[str, Annotator],
    framework: Framework,
    language_of: Callable[[str], str],
    options: Options = Options(),
    advance: Callable[[int], None] = lambda _: None,
) -> MarksReport:
    """Measure each annotator, by the name it is to be shown under, on the gold passages.

    Scores count every mark an annotator makes; `shown` and `abstention` say what a threshold changes.
    `advance` is told how many passages have been read, of all annotators together.
    """
    gold = [replace(one, language=one.language or language_of(one.text)) for one in gold]
    documents = len({one.document for one in gold})
    draws = draw(documents, options.samples) if documents else None
    reports, figures = [], {}
    for turn, (name, annotator) in enumerate(annotators.items()):

        def further(done: int, before: int = turn * len(gold)) -> None:
            advance(before + done)

        predictions = predict(annotator, gold, language_of, further)
        figures[name] = _figures(gold, predictions, framework, draws)
        reports.append(_report(name, annotator, gold, predictions, framework, figures[name], options))
    between = differences(figures) if figures else {}
    return MarksReport(len(gold), documents, tuple(reports), between, _floor(gold))


def _report(
    name: str,
    annotator: Annotator,
    gold: Sequence[GoldPassage],
    predictions: Predictions,
    framework: Framework,
    figures: Mapping[str, "Figures"],
    options: Options,
) -> AnnotatorReport:
    given = {name: scored(gold, predictions, kinds) for name, kinds in _kinds().items()}
    return AnnotatorReport(
        name=name,
        version=annotator.version,
        unread=len({one.id for one in gold} & set(annotator.failed(None))),
        scores=scores_of(gold, predictions, framework),
        slots=score_slots(*sets_of(gold, predictions, Kind.ASSUMPTIONS), framework),
        confusion=confusion(gold, predictions),
        calibration={name: calibrate(one) for name, (one, _) in given.items()},
        abstention={name: abstain(one, missed, options.target) for name, (one, missed) in given.items()},
        trust=options.trust,
        shown={name: at_threshold(one, missed, options.trust) for name, (one, missed) in given.items()},
        agreements=agree(gold, [predictions[one.id].labels() for one in gold], framework),
        intervals=intervals(figures),
        languages=by_language(gold, predictions, framework),
        mistakes=worst(gold, predictions, options.mistakes),
    )


def _kinds() -> dict[str, tuple[Kind, ...]]:
    return {ALL: tuple(Kind), **{kind.value: (kind,) for kind in Kind}}


def _floor(gold: Sequence[GoldPassage]) -> dict[str, float | None]:
    return {
        "steps.macro_f1": macro_floor([one.labels.of(Kind.STEPS) for one in gold]),
        "stance.macro_f1": choice_floor([one.labels.of(Kind.STANCE) for one in gold]),
        "assumptions.micro_f1": micro_floor([one.labels.of(Kind.ASSUMPTIONS) for one in gold]),
    }


def _figures(
    gold: Sequence[GoldPassage],
    predictions: Predictions,
    framework: Framework,
    draws: "Draws | None",
) -> dict[str, "Figures"]:
    """Each headline figure whose kind the gold labels, over everything and in each draw of documents."""
    if draws is None:
        return {}
    found = {}
    for name, (kind, figure) in HEADLINES.items():
        labels = labels_of(kind, framework)
        said = [predictions[one.id].labels().of(kind) or frozenset() for one in gold]
        held = [one.labels.of(kind) for one in gold]
        if all(one is None for one in held):
            continue
        # A passage that is not labelled with this kind counts for neither side, and its document is still drawn.
        truth = table([one or frozenset() for one in held], labels)
        given = table([a if b is not None else frozenset() for a, b in zip(said, held, strict=True)], labels)
        found[name] = resampled(counts_by_document([one.document for one in gold], truth, given), figure, draws)
    return found
