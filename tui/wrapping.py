"""Where the lines of a long text begin, for a given width; offsets are those of the text itself."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from rich.cells import get_character_cell_size

from tui.lines import tidy

_NARROW = re.compile("[\t\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2122]*")
"""Letters and signs that take one column each; most paragraphs hold nothing else."""
_CLOSING = frozenset("、。，．・：；？！」』）］｝〉》】”’ー々")
"""Characters that do not begin a line in Japanese."""


class Wrapped:
    """A text cut into lines of at most so many columns. Nothing is lost: a line ends where the next begins."""

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = max(width, 4)
        self.starts = list(_starts(text, self.width)) or [0]

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, line: int) -> tuple[int, int]:
        """Where a line begins and ends."""
        after = line + 1
        return self.starts[line], self.starts[after] if after < len(self.starts) else len(self.text)

    def line_of(self, offset: int) -> int:
        """The line that holds this character."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def offset_at(self, line: int, column: int) -> int:
        """The character at this column of a line, or the last of the line."""
        start, end = self.span(max(0, min(line, len(self.starts) - 1)))
        used = 0
        for offset in range(start, end):
            used += columns_of(self.text[offset])
            if used > column:
                return offset
        return max(start, end - 1)

    def column_of(self, offset: int) -> int:
        """The column of a character in its line."""
        return sum(columns_of(character) for character in self.text[self.span(self.line_of(offset))[0] : offset])


def _starts(text: str, width: int) -> Iterator[int]:
    at = 0
    for paragraph in text.split("\n"):
        cut = _cut_narrow if _NARROW.fullmatch(paragraph) else _cut_any
        for start in cut(paragraph, width):
            yield at + start
        at += len(paragraph) + 1


def _cut_narrow(paragraph: str, width: int) -> Iterator[int]:
    if len(paragraph) <= width:
        yield 0
        return
    # A line: as much as fits and ends before a blank, else a word cut at the width.
    for found in _line(width).finditer(paragraph):
        yield found.start()


@lru_cache(maxsize=64)
def _line(width: int) -> re.Pattern[str]:
    return re.compile(rf".{{1,{width}}}(?:[ \t]+|$)|.{{1,{width}}}")


def _cut_any(paragraph: str, width: int) -> Iterator[int]:
    """Character by character: wide ones take two columns and may be cut anywhere."""
    start, used, possible = 0, 0, 0
    yield 0
    for place, character in enumerate(paragraph):
        columns = columns_of(character)
        if columns == 2 and character not in _CLOSING:
            possible = place
        if used + columns > width and not character.isspace():
            start = possible if possible > start else place
            yield start
            used = sum(columns_of(one) for one in paragraph[start:place])
            if used + columns > width:
                # What was kept together with the next character does not fit beside it.
                start, used = place, 0
                yield start
        used += columns
        if character.isspace() or columns == 2:
            possible = place + 1 if character.isspace() else possible


@lru_cache(maxsize=8192)
def columns_of(character: str) -> int:
    """Columns that one character takes on the screen once it is made safe."""
    if character in "\t\n":
        return 1
    return get_character_cell_size(character) if tidy(character) else 0
