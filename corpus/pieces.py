"""The smallest stretches a passage is made of: sentences, and parts of those that are too long for one."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from corpus.languages import UNSPACED_RANGES
from debate.sentences import sentence_spans

FEWEST, MOST, AIM = 60, 200, 126
"""Words of a passage: at least, at most, and what is best.

The aim keeps nearly every passage within the 256 tokens that the embedded encoder reads.
"""
CHARACTERS_A_WORD = 2
"""Unspaced scripts are counted in characters; two of them say about as much as one spaced word."""
LONGEST_WORD = 50
"""Code points after which a run without any blank, such as an address or encoded data, counts as another word."""

_WIDE = re.compile(f"[{UNSPACED_RANGES}\u3001-\u303f\uff01-\uff65]")
"""What is counted in characters: unspaced scripts and their punctuation."""
_WORD = re.compile(rf"\S{{1,{LONGEST_WORD}}}")
_TOKEN = re.compile(rf"(?P<wide>{_WIDE.pattern})|(?:(?!{_WIDE.pattern})\S){{1,{LONGEST_WORD}}}")
_CLAUSE = re.compile(r"[;:、，,；：](?=\s|[^\x00-\x7f])|\s[-–—]\s")


class Piece(NamedTuple):
    """A stretch of a text with its number of words."""

    start: int
    end: int
    words: int
    unspaced: bool
    """Whether most of it is in an unspaced script."""


def piece_at(text: str, start: int, end: int) -> Piece:
    """A stretch with its words counted; a character of an unspaced script counts half a word."""
    stretch = text[start:end]
    if stretch.isascii():
        return Piece(start, end, len(_WORD.findall(stretch)), unspaced=False)
    rest, characters = _WIDE.subn(" ", stretch)
    spaced, unspaced = len(_WORD.findall(rest)), characters // CHARACTERS_A_WORD
    return Piece(start, end, spaced + unspaced, unspaced > spaced)


def pieces_of(text: str) -> Iterator[Piece]:
    """Sentences in order; one that is longer than a passage may be comes in parts."""
    for start, end in sentence_spans(text):
        piece = piece_at(text, start, end)
        if piece.words <= MOST:
            yield piece
        else:
            yield from _parts(text, start, end)


def _parts(text: str, start: int, end: int) -> Iterator[Piece]:
    while start < end:
        stop = _cut_place(text, start, end)
        last = stop
        while text[last - 1].isspace():
            last -= 1
        yield piece_at(text, start, last)
        start = stop
        while start < end and text[start].isspace():
            start += 1


def _cut_place(text: str, start: int, end: int) -> int:
    """Where to cut: the end if a passage may hold it all, else a clause end, else a word's, else anywhere.

    Only as many words as a passage may hold are looked at, so that cutting takes time in proportion to length.
    """
    aim = _place_after(text, start, end, AIM)
    if _place_after(text, aim, end, MOST - AIM) == end:
        return end
    least = _place_after(text, start, aim, FEWEST)
    clauses = [found.end() for found in _CLAUSE.finditer(text, least, aim)]
    return clauses[-1] if clauses else _before_marks(text, start, aim)


def _place_after(text: str, start: int, end: int, count: int) -> int:
    """The place where the word after so many words starts; `end` when there is none."""
    halves = 0
    for token in _TOKEN.finditer(text, start, end):
        if halves >= count * CHARACTERS_A_WORD:
            return token.start()
        halves += 1 if token["wide"] else CHARACTERS_A_WORD
    return end


def _before_marks(text: str, start: int, place: int) -> int:
    """The place, moved back to where no accent, vowel sign or joiner is cut off from what it belongs to."""
    moved = place
    while moved > start + 1 and _belong_together(text[moved - 1], text[moved]):
        moved -= 1
    return moved if moved > start + 1 else place


def _belong_together(before: str, after: str) -> bool:
    joiner = "\u200d"
    return unicodedata.category(after).startswith("M") or joiner in (before, after)
