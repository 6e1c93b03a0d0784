"""How much of a text an encoder can read, told by its letters."""

import re
import unicodedata
from functools import lru_cache

HALF = 0.5
"""Below this share of Latin letters a text's vector says more about its acronyms than about its meaning."""

_HIRAGANA = re.compile("[\u3041-\u309f]")


def readable_share(text: str) -> float:
    """How far a reader of Latin script may trust what it makes of a text, 0 to 1.

    Nothing of a text that is mostly in another script, nor of a Japanese sentence, however many names in
    Latin letters stand in it: hiragana is its grammar.
    """
    share = latin_share(text)
    return 0.0 if share < HALF or _HIRAGANA.search(text) else share


def latin_share(text: str) -> float:
    """Share of Latin ones among the letters of a text, 0 to 1; 1 for a text without letters."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(_is_latin, letters)) / len(letters) if letters else 1.0


@lru_cache(maxsize=4096)
def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN"))
