"""Printed pages as running text: without what is printed on every page, and with broken words made whole."""

import re
from collections import Counter
from collections.abc import Sequence

EDGE = 2
"""Lines at the top and at the bottom of a page where headers, footers and page numbers stand."""
FEW, SHARE = 3, 3
"""A line is a running one when it stands on at least so many pages, and on one in so many."""
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft", 0xFB06: "st"}
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])\n([^\W\d_]+)")
_NUMBER = re.compile(r"\d+|^[ivxl]+$", re.IGNORECASE)


def running_text(pages: Sequence[str]) -> list[str]:
    """The pages, ready to be read on from one to the next."""
    cleared = _without_running_lines([page.translate(_LIGATURES) for page in pages])
    known = {word for page in cleared for word in _WORDS.findall(_BROKEN.sub(" ", page.casefold()))}
    return [_with_whole_words(page, known) for page in cleared]


def _with_whole_words(page: str, known: set[str]) -> str:
    """Words that were broken at the end of a line, joined as the document writes them elsewhere."""

    def joined(found: re.Match[str]) -> str:
        first, hyphen, second = found.groups()
        if hyphen == "\u00ad":
            return first + second
        if not second[0].islower():
            return f"{first}-{second}"
        whole, compound = (first + second).casefold(), f"{first}-{second}".casefold()
        halves_are_words = first.casefold() in known and second.casefold() in known
        is_compound = whole not in known and (compound in known or halves_are_words)
        return f"{first}-{second}" if is_compound else first + second

    return _BROKEN.sub(joined, page).replace("\u00ad", "")


def _without_running_lines(pages: Sequence[str]) -> list[str]:
    """Pages without headers, footers and page numbers; one with words in it stays where it stands first."""
    counts = Counter(key for page in pages for key in set(_edge_keys(page.splitlines())))
    least = max(FEW, len(pages) / SHARE)
    running = {key for key, count in counts.items() if count >= least}
    kept: set[str] = set()
    return [_cleared(page, running, kept) for page in pages]


def _cleared(page: str, running: set[str], kept: set[str]) -> str:
    lines = page.splitlines()
    edges = [*range(min(EDGE, len(lines))), *range(max(EDGE, len(lines) - EDGE), len(lines))]
    gone = set()
    for at in edges:
        key = _key(lines[at])
        if key in running and (key in kept or not any(map(str.isalpha, key))):
            gone.add(at)
        kept.add(key)
    return "\n".join(line for at, line in enumerate(lines) if at not in gone).strip()


def _edge_keys(lines: Sequence[str]) -> list[str]:
    return [_key(line) for line in (*lines[:EDGE], *lines[EDGE:][-EDGE:]) if line.strip()]


def _key(line: str) -> str:
    """A line with its numbers taken out, so that it is the same on every page."""
    return _NUMBER.sub("#", line.strip())
