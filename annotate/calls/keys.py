"""Keys of providers: never told and never kept, whatever a server says back."""

import os
import re
from collections.abc import Iterator

NAMES = ("_API_KEY", "_API_TOKEN", "_AUTH_TOKEN", "_ACCESS_KEY")
"""How names of environment variables end that hold keys."""
SHORTEST = 12
"""Characters of a key that could not as well be a word: `none` stands for no key."""
HIDDEN = "…key…"

_fetched: set[str] = set()
"""Keys that came from the system's keyring."""


def fetched(key: str) -> str:
    """The same key, from now on hidden too."""
    _fetched.add(key)
    return key


def hidden(text: str) -> str:
    """The text without any key that this process knows."""
    known = [key for key in _known() if key in text]
    return re.sub("|".join(map(re.escape, sorted(known, key=len, reverse=True))), HIDDEN, text) if known else text


def _known() -> Iterator[str]:
    yield from _fetched
    yield from (key for name, key in os.environ.items() if name.endswith(NAMES) and len(key) >= SHORTEST)
