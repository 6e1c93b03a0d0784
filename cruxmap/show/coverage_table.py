"""Coverage as a table: steps by sides, in as many blocks of sides as the width asks for."""

from collections.abc import Iterator, Sequence

from cruxmap.show.console import console, heading, line, row
from cruxmap.show.words import pad
from debate.coverage import Cell, Silence
from debate.maps import DebateMap
from debate.plain import width
from debate.sides import Side

SILENCES = {
    Silence.NOBODY_LOOKED: "not sought",
    Silence.SIDE_SILENT: "silent",
    Silence.CORPUS_SILENT: "nothing",
    Silence.NOT_ALL_READ: "unread",
}
"""The silences in a word each; `Silence.meaning` has the sentence."""
NARROW = 60
"""Columns below which the names of steps are cut."""
LABEL, SHORT_LABEL = 20, 14
FEWEST, MOST = 12, 24
"""Columns of a side."""


def show_coverage(picture: DebateMap) -> None:
    """Print levels with the marks behind them, what was read, and how far the sides talk past each other."""
    heading("Coverage   ⬤ full  ◑ partial  ◯ side does not say  · not assessed   ✓ confirmed")
    label = LABEL if console().width >= NARROW else SHORT_LABEL
    room = console().width - label
    columns = min(max(room // len(picture.sides), FEWEST), MOST)
    for sides in _blocks(picture.sides, max(room // columns, 1)):
        row(pad("", label) + "".join(pad(side.name, columns - 1) + " " for side in sides))
        for step in picture.framework.steps:
            cells = (cell_words(picture.cell(side.id, step.id), columns - 1) for side in sides)
            row(pad(f"{step.number} {step.short}", label - 1) + " " + "".join(f"{cell} " for cell in cells))
        read = (f"  {picture.examined.passages_by_side.get(side.id, 0):>4}" for side in sides)
        row(pad("passages read", label) + "".join(pad_end(count, columns) for count in read))
    if picture.talking_past is not None:
        index = f"{picture.talking_past:.2f}"
        line(f"Talking past each other: {index} (share of coverage found on one side only, 0 to 1)")
    line(picture.framework.hedge, "italic")


def cell_words(cell: Cell, columns: int) -> str:
    """A cell as `⬤✓   9 (+3)` or `◯  silent (+2)`: glyph, confirmed or not, counted marks, tentative ones."""
    head = f"{cell.level.glyph}{'✓' if cell.confirmed else ' '}"
    main = f"{len(cell.mark_ids):>4}" if cell.mark_ids else f" {SILENCES[cell.silence]}" if cell.silence else ""
    tentative = f" (+{len(cell.tentative_ids)})" if cell.tentative_ids else ""
    fits = width(head + main + tentative) <= columns
    return pad_end(head + main + (tentative if fits else ""), columns)


def pad_end(value: str, columns: int) -> str:
    """The value filled with blanks to this many columns; blanks in front of it stay."""
    return value + " " * (columns - width(value))


def _blocks(sides: Sequence[Side], size: int) -> Iterator[Sequence[Side]]:
    return (sides[start : start + size] for start in range(0, len(sides), size))
