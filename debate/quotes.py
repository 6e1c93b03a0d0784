"""Where a quote stands in a text: verbatim, after harmless normalisation, altered, or not at all."""

import difflib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

SHORTEST = 12
"""Code points of a quote that can be told from chance; CJK text says as much in half of it."""
ALTERED = 0.8
"""Share of a quote that one contiguous run of the text must hold for it to count as altered, not invented."""


class QuoteVerdict(StrEnum):
    """What became of a quote. Only the first two may become marks by themselves."""

    VERBATIM = "verbatim"
    NORMALISED = "normalised"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    NOT_FOUND = "not_found"
    TOO_SHORT = "too_short"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A quote with its verdict and, when it was found, its exact place."""

    verdict: QuoteVerdict
    start: int = 0
    end: int = 0
    """Code points of the text the quote was looked for in."""


def resolve(quote: str, text: str) -> Resolved:
    """Look for a quote in one text; an altered one gives the place of the run that resembles it."""
    wanted = quote.strip()
    if len(wanted) < _shortest(wanted):
        return Resolved(QuoteVerdict.TOO_SHORT)
    at = text.find(wanted)
    if at >= 0:
        return Resolved(QuoteVerdict.VERBATIM, at, at + len(wanted))
    folded, places = _folded(text)
    needle, _ = _folded(wanted)
    at = folded.find(needle) if needle else -1
    if at >= 0:
        return Resolved(QuoteVerdict.NORMALISED, places[at], places[at + len(needle) - 1] + 1)
    run = difflib.SequenceMatcher(None, folded, needle, autojunk=False).find_longest_match()
    if needle and run.size >= ALTERED * len(needle):
        return Resolved(QuoteVerdict.ALTERED, places[run.a], places[run.a + run.size - 1] + 1)
    return Resolved(QuoteVerdict.NOT_FOUND)


def _shortest(quote: str) -> int:
    wide = any(unicodedata.east_asian_width(character) in ("W", "F") for character in quote)
    return SHORTEST // 2 if wide else SHORTEST


_QUOTES = str.maketrans("“”„‟«»‘’‚‛`´", "\"\"\"\"\"\"''''''")
_DASHES = re.compile("[‐‑‒–—―−]")


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with NFKC, one kind of quote and dash, no soft or line-end hyphens, no blanks, folded case.

    Also the place in the original of every character that is left.
    """
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character == "\u00ad" or character.isspace() or _breaks_word(text, place):
            continue
        plain = _DASHES.sub("-", unicodedata.normalize("NFKC", character).translate(_QUOTES)).casefold()
        kept.append(plain)
        places += [place] * len(plain)
    return "".join(kept), places


def _breaks_word(text: str, place: int) -> bool:
    """A hyphen at the end of a line, between two letters, was put there by a typesetter."""
    if text[place] not in "-‐":
        return False
    after = text[place + 1 : place + 2]
    return after == "\n" and text[place + 2 : place + 3].isalpha()
