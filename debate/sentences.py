"""Sentence boundaries as exact code-point spans, for spaced and for unspaced scripts.

Written here because what is needed is offsets at thousands of passages a second, which the usual splitters
give up for rewriting the text.
"""

import re
from collections.abc import Iterator

_CLOSING = "」』）】〉》”’)\\]"
_END = re.compile(
    # Japanese and Chinese: no blank follows; after a quotation that a particle follows, the sentence goes on.
    rf"[。！？｡]++(?:(?![{_CLOSING}])|[{_CLOSING}]++(?![、とのをにはが]))"
    r"|．(?![0-9０-９])[」』）]*"  # the full stop of Japanese scholarly prose, which is a decimal point too
    r"|(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=\s|$)"  # spaced scripts: a blank or the end follows
    r"|[।॥؟۔]+(?=\s|$)"  # Hindi, Arabic, Urdu
    r"|\n\s*\n\s*"  # a blank line
    r"|\n(?=\s*(?:[•▪◦‣*–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s)"  # a new item of a list
    r"|(?=\s[•▪◦‣]\s)"  # a bullet inside a line, as text out of a PDF has it
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|al|etc|approx|fig|figs|eq|sec|ch|vol|no|nos|pp|p|ed|eds|rev|dept|est|inc|ltd|corp|co"
    r"|mr|mrs|ms|dr|prof|sen|rep|gov|gen|st|jr|sr|hon|u\.s|u\.k|u\.n|e\.u|d\.c|a\.m|p\.m|ph\.d"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
    r"|(?:^|[\s(.])[A-Za-z])\.$",
    re.IGNORECASE,
)
_LIST_NUMBER = re.compile(r"(?:^|\n|[•▪◦‣])\s*\(?(?:\d{1,3}|[ivxIVX]{1,4}|[a-zA-Z])\.$")
_LOOKBACK = 24
"""Code points before a full stop that can tell an abbreviation."""


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences, in order, without overlap, trimmed of blanks; together they hold all else.

    A full stop after an abbreviation, an initial or a list number ends no sentence, and neither does one
    that a lower-case letter follows.
    """
    spans = (_trimmed(text, start, end) for start, end in _pieces(text))
    return [span for span in spans if span is not None]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        if not _is_boundary(text, start, found):
            continue
        yield start, found.end()
        start = found.end()
    yield start, len(text)


def _is_boundary(text: str, start: int, found: re.Match[str]) -> bool:
    mark = found.group(0)
    if not mark or mark[0] not in ".…!?":
        return True
    if _next_letter(text, found.end()).islower():
        return False
    if mark[0] != ".":
        return True
    before = text[max(start, found.start() - _LOOKBACK) : found.start() + 1]
    starts_here = found.start() - start < _LOOKBACK
    return not (_ABBREVIATION.search(before) or (starts_here and _LIST_NUMBER.search(before)))


def _next_letter(text: str, place: int) -> str:
    """The first character after the blanks; empty at the end."""
    window = text[place : place + 8].lstrip()
    return window[:1]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
