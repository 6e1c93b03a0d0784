"""Precision, recall and F1, one row a label."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cruxmap.show.console import console, grid, text
from cruxmap.show.figures import figure

if TYPE_CHECKING:
    from annotate.quality.scores import Score


def show_labels(rows: "Mapping[str, Score]", together: "Score") -> None:
    """Print the labels by the names they are shown under, and all of them together."""
    columns = ("precision", "recall", "F1", "in gold", "said")
    table = grid(("", "left"), *((name, "right") for name in columns))
    for name, found in rows.items():
        table.add_row(*map(text, (name, *_cells(found))))
    table.add_row(*(text(cell, "dim") for cell in ("together (micro)", *_cells(together))))
    console().print(table)


def _cells(found: "Score") -> tuple[str, ...]:
    shares = (found.precision, found.recall, found.f1)
    return (*map(figure, shares), str(found.support), str(found.said))
