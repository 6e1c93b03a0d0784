"""The few figures that stand for the rest: annotators side by side, between the ceiling and the floor."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cruxmap.show.console import console, grid, heading, line, text
from cruxmap.show.figures import bounds, figure, gain
from debate.plain import clip, one_line

if TYPE_CHECKING:
    from annotate.quality.resampling import Interval

By = Mapping[str, Mapping[str, "Interval"]]
"""Annotator -> figure -> interval."""
WIDEST = 24
"""Columns for the name of an annotator."""


def show_headlines(
    titles: Mapping[str, str],
    found: By,
    differences: By,
    ceiling: Mapping[str, float | None],
    floor: Mapping[str, float | None],
) -> None:
    """Print for each figure one row an annotator; later ones with their difference to the first."""
    heading("Figures, with 95 % intervals over documents")
    table = grid(("", "left"), ("annotator", "left"), ("figure", "right"), ("interval", "left"))
    for key, title in titles.items():
        table.add_row(text(title, "bold"))
        for name, figures in found.items():
            one = figures.get(key)
            table.add_row("", text(clip(one_line(name), WIDEST)), text(figure(one and one.value, 3)), text(bounds(one)))
            ahead = differences.get(name, {}).get(key)
            if ahead is not None:
                cells = ("", "  minus the first", gain(ahead.value), bounds(ahead))
                table.add_row(*(text(cell, "dim") for cell in cells))
        for name, bound in (("ceiling", ceiling.get(key)), ("floor", floor.get(key))):
            table.add_row(*(text(cell, "dim") for cell in ("", name, figure(bound, 3))))
    console().print(table)
    line("ceiling: the gold's annotators among themselves; floor: the best answer that is always the same", "dim")
