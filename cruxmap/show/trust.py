"""How far an annotator's confidence can be trusted: calibration, and what abstaining would change."""

from typing import TYPE_CHECKING

from cruxmap.show.console import console, grid, heading, line, text
from cruxmap.show.figures import figure

if TYPE_CHECKING:
    from annotate.quality.abstention import Abstention, Point
    from annotate.quality.calibration import Calibration
    from annotate.quality.passages import AnnotatorReport

BAR = 20
"""Columns of the longest bar."""


def show_trust(one: "AnnotatorReport") -> None:
    """Print both, for all kinds together and for each."""
    _show_calibration(one)
    _show_shown(one)
    _show_curve(one.abstention["all"])


def _show_calibration(one: "AnnotatorReport") -> None:
    heading("Calibration: of what is said with a confidence, how much is right")
    table = grid(("confidence", "left"), ("said", "right"), ("mean", "right"), ("right", "right"), ("", "left"))
    for found in one.calibration["all"].bins:
        cells = (
            f"{figure(found.low, 1)} – {figure(found.high, 1)}",
            str(found.count),
            figure(found.confidence),
            figure(found.right),
            "█" * round(found.right * BAR),
        )
        table.add_row(*map(text, cells))
    console().print(table)
    line(" · ".join(f"{kind} {_errors(found)}" for kind, found in one.calibration.items()), "dim")


def _errors(found: "Calibration") -> str:
    return f"ECE {figure(found.ece)}, Brier {figure(found.brier)}"


def _show_shown(one: "AnnotatorReport") -> None:
    heading("What is shown: by default, and at the best threshold that is right often enough")
    table = grid(
        ("", "left"),
        (f"from {figure(one.trust)}", "right"),
        ("right", "right"),
        ("found", "right"),
        ("threshold", "right"),
        ("marks", "right"),
        ("right", "right"),
        ("found", "right"),
    )
    for kind, shown in one.shown.items():
        best = one.abstention[kind].best
        threshold = figure(best.threshold, 3) if best else "none"
        table.add_row(text(kind), *map(text, _point(shown)), text(threshold), *map(text, _point(best)))
    console().print(table)
    target = one.abstention["all"].target
    line(f"threshold: the lowest at which {target:.0%} of what is shown is right, so that most is found", "dim")


def _point(found: "Point | None") -> tuple[str, str, str]:
    return (str(found.shown), figure(found.precision), figure(found.recall)) if found else ("", "", "")


def _show_curve(found: "Abstention") -> None:
    heading("Abstaining below a confidence: all kinds together")
    points = found.curve[::2]
    table = grid(("", "left"), *((figure(one.threshold, 1), "right") for one in points))
    for name, cells in (
        ("marks", [str(one.shown) for one in points]),
        ("right", [figure(one.precision) for one in points]),
        ("found", [figure(one.recall) for one in points]),
    ):
        table.add_row(text(name), *map(text, cells))
    console().print(table)
