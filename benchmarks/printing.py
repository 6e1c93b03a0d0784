"""Figures as a table for a person, or as JSON for a program."""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Table(NamedTuple):
    """A heading, the names of the columns, and the cells; every column but the first is flush right."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def show(as_json: bool, figures: Mapping[str, object], tables: Iterable[Table]) -> None:
    """Print the figures as JSON, or else the tables."""
    if as_json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
        return
    for table in tables:
        print(f"{table.heading}\n" + "\n".join(_lines(table)) + "\n")


def number(value: float | None, digits: int = 3) -> str:
    """A figure without its leading zero, as tables of scores have it; a dash for none."""
    return "–" if value is None else f"{value:.{digits}f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.1f}"


def interval(bounds: Sequence[float] | None) -> str:
    """The bounds between which 95 % of the resampled figures lie."""
    return "" if bounds is None else f"{number(bounds[0])} to {number(bounds[1])}"


def _lines(table: Table) -> Iterable[str]:
    widths = [max(map(_width, column)) for column in zip(table.columns, *table.rows, strict=True)]
    for row in (table.columns, *table.rows):
        first, *rest = zip(row, widths, strict=True)
        cells = [first[0] + " " * (first[1] - _width(first[0]))]
        cells += [" " * (width - _width(cell)) + cell for cell, width in rest]
        yield "  " + "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
