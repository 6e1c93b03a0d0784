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
FEWEST_COLUMNS = 24
"""A window that is narrower is written past its edge: fewer columns hold no table."""
FEWEST_BESIDE = 16
"""Columns that a paragraph needs beside its label."""
BLANKS = str.maketrans("\n\t\u2028\u2029", "    ")
"""What would begin a line, or move to a column, is a blank."""


@cache
def console() -> "Console":
    """The console for stdout; styles only on a terminal or where FORCE_COLOR is set, and never with NO_COLOR."""
    from rich.console import Console

    class Page(Console):
        """A console whose reader may go away."""

        def on_broken_pipe(self) -> None:
            """Let the command line's edge say what a closed pipe means; Rich would exit with an error."""
            raise BrokenPipeError

    return Page(
        markup=False,
        highlight=False,
        emoji=False,
        width=_columns(),
        color_system=None if os.environ.get("NO_COLOR") else "auto",
    )


def text(value: str, style: str = "") -> "Text":
    """Text from anywhere, made safe, on one line; blanks stay, so that columns align."""
    from rich.text import Text

    return Text(plain(value).translate(BLANKS), style=style)


def line(value: str = "", style: str = "", indent: int = 0, label: str = "") -> None:
    """Print one paragraph, wrapped to the console and set in by some columns.

    Later lines begin below its first word, the label left free; a label that leaves no room is part of the paragraph.
    """
    from rich.text import Text

    page = console()
    lead = text(" " * indent + label, style)
    if label and page.width - lead.cell_len < FEWEST_BESIDE:
        lead, value = text(" " * indent), label + value
    room = page.width - lead.cell_len
    for at, piece in enumerate(text(value, style).wrap(page, max(room, 1))):
        whole = (lead if not at else Text(" " * lead.cell_len)) + piece
        whole.rstrip()
        page.print(whole, no_wrap=True, overflow="ignore", crop=False)


def row(value: str) -> None:
    """Print one line that must not wrap, such as a row of cells."""
    console().print(text(value.rstrip()), no_wrap=True, overflow="ellipsis")


def heading(value: str) -> None:
    """Print a section's name with a blank line before it."""
    line()
    line(value, "bold")


def grid(*columns: tuple[str, str]) -> "Table":
    """A table without lines; each column is its heading and its justification, `left` or `right`."""
    from rich.table import Table

    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name, justify in columns:
        table.add_column(name, justify="right" if justify == "right" else "left", overflow="fold")
    return table


def _columns() -> int | None:
    """What COLUMNS says, else the terminal's width (None), else 80."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdigit() and int(asked):
        return max(int(asked), FEWEST_COLUMNS)
    return None if sys.stdout.isatty() else COLUMNS
