"""Reports as plain values for JSON: what the command line prints and other programs read."""

from collections.abc import Callable, Mapping
from typing import Any

from annotate.quality.abstention import Abstention, Point
from annotate.quality.agreement import Agreement, Agreements
from annotate.quality.calibration import Calibration
from annotate.quality.documents import CoverageReport, DocumentsReport
from annotate.quality.gold import Kind
from annotate.quality.levels import LevelScore
from annotate.quality.passages import AnnotatorReport, MarksReport
from annotate.quality.resampling import Interval
from annotate.quality.scores import Score, Scores

Json = dict[str, Any]
DIGITS = 4


def marks_json(report: MarksReport) -> Json:
    """The first annotator's figures on top; all of them under `annotators` when there are several."""
    head = {"passages": report.passages, "documents": report.documents, "floor": _figures(report.floor)}
    return _together(report, head, _annotator)


def coverage_json(report: CoverageReport) -> Json:
    """The same for whole documents."""
    bounds = {"ceiling": _figures(report.ceiling), "floor": _figures(report.floor)}
    return _together(report, {"documents": report.documents} | bounds, _documents)


def _together(report: MarksReport | CoverageReport, head: Json, one_of: Callable[[Any], Json]) -> Json:
    each = {one.name: one_of(one) for one in report.annotators}
    found = head | next(iter(each.values()), {})
    if len(each) > 1:
        found["annotators"] = each
        found["differences"] = {name: _intervals(figures) for name, figures in report.differences.items()}
    return found


def _annotator(report: AnnotatorReport) -> Json:
    scores = {kind: _scores(report.scores[kind]) for kind in Kind}
    return {
        "annotator": report.name,
        "version": report.version,
        "unread": report.unread,
        "steps": scores[Kind.STEPS],
        "stance": scores[Kind.STANCE] | {"confusion": report.confusion},
        "assumptions": scores[Kind.ASSUMPTIONS] | {"per_slot": _slots(report)},
        "calibration": {name: _calibration(one) for name, one in report.calibration.items()},
        "shown": {"trust": report.trust} | {name: _point(one) for name, one in report.shown.items()},
        "abstention": {name: _abstention(one) for name, one in report.abstention.items()},
        "kappa": _agreements(report.agreements),
        "intervals": _intervals(report.intervals),
        "languages": {name: _figures(one) for name, one in report.languages.items()},
        "errors": [one.to_json() for one in report.mistakes],
    }


def _documents(report: DocumentsReport) -> Json:
    figures = report.figures
    by_step = {step: _score(one.micro) for step, one in figures.criteria_by_step.items()}
    return {
        "annotator": report.name,
        "version": report.version,
        "unread": report.unread,
        "levels": _levels(figures.levels)
        | {"per_step": {step: _levels(one) for step, one in figures.levels_by_step.items()}},
        "criteria": _score(figures.criteria.micro) | {"per_step": by_step, "per_label": _labels(figures.criteria)},
        "assumptions": _score(figures.assumptions.micro) | {"per_label": _labels(figures.assumptions)},
        "intervals": _intervals(report.intervals),
        "cells": [
            {"document": one.document, "step": one.step, "gold": one.gold.value, "said": one.said.value}
            for one in report.cells
        ],
    }


def _scores(scores: Scores) -> Json:
    micro = scores.micro
    return {
        "macro_f1": _r(scores.macro_f1),
        "micro_f1": _r(scores.micro_f1),
        "micro_precision": _r(micro.precision),
        "micro_recall": _r(micro.recall),
        "rows": scores.rows,
        "per_label": _labels(scores),
    }


def _labels(scores: Scores) -> Json:
    return {label: _score(one) for label, one in scores.per_label.items()}


def _score(one: Score) -> Json:
    return {
        "precision": _r(one.precision),
        "recall": _r(one.recall),
        "f1": _r(one.f1),
        "support": one.support,
        "said": one.said,
    }


def _slots(report: AnnotatorReport) -> Json:
    return {
        slot: _score(one.score) | {"slot_alone_f1": _r(one.slot_alone.f1), "flipped": one.flipped}
        for slot, one in report.slots.items()
    }


def _levels(one: LevelScore) -> Json:
    return {
        "weighted_kappa": _r(one.weighted_kappa),
        "exact": _r(one.exact),
        "bias": _r(one.bias),
        "cells": one.cells,
    }


def _calibration(one: Calibration) -> Json:
    bins = [
        {
            "low": _r(at.low),
            "high": _r(at.high),
            "count": at.count,
            "confidence": _r(at.confidence),
            "right": _r(at.right),
        }
        for at in one.bins
    ]
    return {"count": one.count, "ece": _r(one.ece), "brier": _r(one.brier), "bins": bins}


def _abstention(one: Abstention) -> Json:
    return {
        "target": one.target,
        "best": _point(one.best) if one.best else None,
        "curve": [_point(at) for at in one.curve],
    }


def _point(one: Point) -> Json:
    return {
        "threshold": _r(one.threshold),
        "shown": one.shown,
        "precision": _r(one.precision),
        "recall": _r(one.recall),
    }


def _agreements(one: Agreements) -> Json:
    return {
        "gold": _agreement(one.gold),
        "annotators": [_agreement(against) for against in one.annotators],
        "ceiling": _agreement(one.ceiling) if one.ceiling else None,
    }


def _agreement(one: Agreement) -> Json:
    return _figures(one.kappa) | {"f1": _figures(one.f1)}


def _intervals(found: Mapping[str, Interval]) -> Json:
    return {name: one.to_json() for name, one in found.items()}


def _figures(found: Mapping[str, float | None]) -> Json:
    return {name: _r(value) for name, value in found.items()}


def _r(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
