"""How much of a text an encoder can read, told by its letters."""

import unicodedata
from functools import lru_cache


def latin_share(text: str) -> float:
    """Share of Latin ones among the letters of a text, 0 to 1; 1 for a text without letters."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(_is_latin, letters)) / len(letters) if letters else 1.0


@lru_cache(maxsize=4096)
def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN"))
