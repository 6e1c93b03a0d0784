"""Paragraphs and headings of a formatted document, put together to a text with its sections."""

from collections.abc import Iterable
from typing import NamedTuple

from corpus.decoding import clean
from debate.sources import Region

BETWEEN_CELLS = " | "


class Block(NamedTuple):
    """A paragraph, an item of a list, a row of a table, or a heading."""

    text: str
    heading: bool = False


class Assembled(NamedTuple):
    """A text with where its sections start."""

    text: str
    sections: tuple[Region, ...]


def assembled(blocks: Iterable[Block]) -> Assembled:
    """Blocks as paragraphs with a blank line between them; runs of blanks within one are folded."""
    parts: list[str] = []
    sections: list[Region] = []
    length = 0
    for block in blocks:
        words = " ".join(clean(block.text).split())
        if not words:
            continue
        if block.heading:
            sections.append(Region(length, words))
        parts.append(f"{words}\n\n")
        length += len(words) + 2
    return Assembled("".join(parts), tuple(sections))
