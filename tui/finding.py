"""Words found in a long text."""

import re
from bisect import bisect_left, bisect_right

MOST = 5_000
"""Places that are kept; who finds more looks for something rarer."""


class Findings:
    """Every place where some words stand, whatever their case and however the lines break."""

    def __init__(self, text: str, wanted: str) -> None:
        self.places: list[tuple[int, int]] = []
        words = wanted.split()
        if words:
            pattern = re.compile(r"\s+".join(re.escape(word) for word in words), re.IGNORECASE)
            for found in pattern.finditer(text):
                self.places.append(found.span())
                if len(self.places) == MOST:
                    break
        self._starts = [start for start, _ in self.places]

    def rank(self, start: int) -> int | None:
        """The number of the place that starts here, from 1; None where none does."""
        place = bisect_left(self._starts, start)
        return place + 1 if self._starts[place : place + 1] == [start] else None

    def next_start(self, offset: int, step: int) -> int | None:
        """The next place, or the one before; past the end it begins anew."""
        if not self._starts:
            return None
        place = bisect_right(self._starts, offset) if step > 0 else bisect_left(self._starts, offset) - 1
        return self._starts[place % len(self._starts)]
