"""The local annotator against passages and whole comments that others labelled.

    python -m benchmarks.annotation_quality DATA [--json]

Runs `cruxmap evaluate marks` and `cruxmap evaluate coverage`, and puts their figures into one table, each with its
95 % interval (documents are drawn, not passages), the floor of a constant answer, and the goal.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.data import COMMENTS, DOCUMENTS, PASSAGES, Files, arguments
from benchmarks.printing import Table, interval, number, show
from benchmarks.processes import read

Figures = Mapping[str, Any]


class Goal(NamedTuple):
    """One figure to be reached."""

    words: str
    part: str
    name: str
    least: float | None = None
    """To be reached; None where there is no such line."""


GOALS = (
    Goal("steps, macro-F1", "marks", "steps.macro_f1", 0.66),
    Goal("stance, macro-F1 of five", "marks", "stance.macro_f1", 0.60),
    Goal("assumptions, micro-F1", "marks", "assumptions.micro_f1", 0.52),
    Goal("comments: kappa of levels", "coverage", "levels.weighted_kappa", 0.60),
    Goal("comments: levels exactly right", "coverage", "levels.exact"),
    Goal("comments: F1 of criteria", "coverage", "criteria.f1", 0.60),
    Goal("comments: F1 of assumptions", "coverage", "assumptions.f1"),
)
SHOWN = {"all": "all marks", "steps": "steps", "stance": "stance", "assumptions": "assumptions"}


def measure(files: Files) -> dict[str, Any]:
    """What both commands print with `--json`."""
    return {
        "marks": read("cruxmap", ["evaluate", "marks", files[PASSAGES], "--json"]),
        "coverage": read(
            "cruxmap", ["evaluate", "coverage", files[COMMENTS], "--documents", files[DOCUMENTS], "--json"]
        ),
    }


def tables(figures: Figures) -> Iterator[Table]:
    """The figures beside their goals; what is shown by default; every label."""
    marks, coverage = figures["marks"], figures["coverage"]
    heading = f"{marks['passages']} labelled passages, and {coverage['documents']} whole comments"
    yield Table(heading, ("", "", "95 %", "floor", "goal"), [_row(goal, figures[goal.part]) for goal in GOALS])
    rows = [[words, *_shown(marks["shown"][key])] for key, words in SHOWN.items()]
    heading = f"Marks shown by default (confidence {marks['shown']['trust']} or more): right at least .80"
    yield Table(heading, ("", "shown", "precision", "recall"), rows)
    for kind in ("steps", "stance", "assumptions"):
        labels = marks[kind]["per_label"]
        rows = [[label, *_label(labels[label])] for label in labels]
        yield Table(kind.capitalize(), ("", "precision", "recall", "F1", "in the gold"), rows)


def _row(goal: Goal, found: Figures) -> list[str]:
    bounds = found["intervals"].get(goal.name)
    value = _value(found, goal.name)
    floor = number(found["floor"].get(goal.name))
    wanted = "" if goal.least is None else f"{number(goal.least, 2)} {'met' if value >= goal.least else 'missed'}"
    return [goal.words, number(value), interval([bounds["low"], bounds["high"]] if bounds else None), floor, wanted]


def _value(found: Figures, name: str) -> float:
    part, _, key = name.partition(".")
    return float(found[part][key])


def _shown(point: Figures) -> Sequence[str]:
    return [str(point["shown"]), number(point["precision"]), number(point["recall"])]


def _label(score: Figures) -> Sequence[str]:
    return [number(score["precision"]), number(score["recall"]), number(score["f1"]), str(score["support"])]


def main() -> int:
    """Measure and print."""
    asked = arguments(__doc__)
    figures = measure(Files.below(asked.data))
    show(asked.json, figures, tables(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
