"""Marked stretches of a long text, laid over each other, so that any line is painted without looking at all of them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of the text, and the roles in which it is painted."""

    start: int
    end: int
    roles: str


class Overlaid:
    """Spans cut where any of them begins or ends."""

    def __init__(self, spans: Iterable[Span]) -> None:
        events: dict[int, list[tuple[str, int]]] = {}
        for span in spans:
            if span.start < span.end:
                events.setdefault(span.start, []).append((span.roles, 1))
                events.setdefault(span.end, []).append((span.roles, -1))
        active: Counter[str] = Counter()
        self._cuts: list[int] = []
        self._roles: list[str] = []
        for place in sorted(events):
            for roles, step in events[place]:
                active[roles] += step
            self._cuts.append(place)
            self._roles.append(" ".join(roles for roles, times in active.items() if times > 0))

    def between(self, start: int, end: int) -> Iterator[Span]:
        """The whole stretch from start to end, piece by piece, each with the roles that lie on it."""
        at = start
        place = bisect_right(self._cuts, start) - 1
        while at < end:
            roles = self._roles[place] if place >= 0 else ""
            place += 1
            until = min(self._cuts[place], end) if place < len(self._cuts) else end
            if until > at:
                yield Span(at, until, roles)
            at = until
