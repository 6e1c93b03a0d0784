"""Sources as a list: what they are called by first, since that is what other commands ask for."""

from collections.abc import Sequence

from cruxmap.show.console import console, line
from cruxmap.show.words import pad
from debate.plain import one_line, width
from debate.sources import Source

LONGEST_NAME = 26
"""Columns; a longer name gets a line of its own."""
FEWEST = 24
"""Columns that a title needs beside the rest; with fewer it goes below."""


def show_sources(sources: Sequence[Source]) -> None:
    """Print a line a source: name, language, length in characters, title."""
    if not sources:
        line("No sources. `cruxmap import PATH` takes documents in.")
        return
    names = min(max(width(one_line(source.id)) for source in sources), LONGEST_NAME)
    room = console().width - names - 19
    for source in sources:
        _show(source, names, beside=room >= FEWEST)


def _show(source: Source, names: int, *, beside: bool) -> None:
    name = one_line(source.id)
    title = one_line(source.title) + (" (superseded)" if source.superseded else "")
    facts = f"{pad(source.language, 4)}{source.characters:>11,}"
    short = width(name) <= names
    start = pad(name if short else "", names)
    if not short:
        line(name, "bold")
    if beside:
        line(title, label=f"{start}  {facts}  ")
    else:
        line(f"{start}  {facts}")
        line(title, indent=4)
