"""A console that prints data: no markup, no highlighting, safe text, 80 columns when nobody says otherwise."""

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

from debate.plain import plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

COLUMNS = 80


@cache
def console() -> "Console":
    """The console for stdout; colour only on a terminal, and not where NO_COLOR is set."""
    from rich.console import Console

    columns = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else COLUMNS
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=False, width=columns)


def text(value: str, style: str = "") -> "Text":
    """Text from anywhere, made safe, on one line; blanks stay, so that columns align."""
    from rich.text import Text

    return Text(plain(value).replace("\n", " ").replace("\t", " "), style=style)


def line(value: str = "", style: str = "", indent: int = 0) -> None:
    """Print one paragraph, wrapped to the console, set in by some columns."""
    from rich.padding import Padding

    console().print(Padding(text(value, style), (0, 0, 0, indent)))


def row(value: str) -> None:
    """Print one line that must not wrap, such as a row of cells."""
    console().print(text(value), no_wrap=True, overflow="ellipsis")


def heading(value: str) -> None:
    """Print a section's name with a blank line before it."""
    console().print()
    console().print(text(value, "bold"))


def grid(*columns: tuple[str, str]) -> "Table":
    """A table without lines; each column is its heading and its justification, `left` or `right`."""
    from rich.table import Table

    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name, justify in columns:
        table.add_column(name, justify="right" if justify == "right" else "left", overflow="fold")
    return table
