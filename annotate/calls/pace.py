"""How many questions may be under way at once: as many as the server bears, found out by asking."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

FIRST = 4.0
"""Questions under way at the start; doubled with every round of answers until the server first says no."""
HALVED = 0.5
GROWTH_PAUSE = 5.0
"""Seconds for which nothing grows after the server was in trouble of its own."""


class Pace:
    """Additive increase, multiplicative decrease, shared by all threads that ask.

    A *too many requests* halves the number, once for all questions that were under way then, and holds new ones
    back for as long as the server asks. Trouble on the server's side only pauses growth.
    """

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = float(most), clock
        self._limit = min(FIRST, self._most)
        self._under_way = 0
        self._generation = 0
        self._said_no = False
        self._resume_at = self._grow_at = 0.0
        self._changed = threading.Condition()

    @property
    def limit(self) -> float:
        """Questions that may be under way now."""
        return self._limit

    @contextmanager
    def turn(self) -> Iterator[int]:
        """Wait for a turn and hold it; gives the generation to report back with."""
        with self._changed:
            while (wait := self._wait()) is not None:
                self._changed.wait(wait)
            self._under_way += 1
            generation = self._generation
        try:
            yield generation
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def went_well(self) -> None:
        """An answer came: a little more may be asked at once."""
        with self._changed:
            if self._clock() >= self._grow_at:
                self._limit = min(self._most, self._limit + (1.0 / self._limit if self._said_no else 1.0))
                self._changed.notify_all()

    def too_many(self, generation: int, retry_after: float) -> None:
        """The server said no to a question of this generation; nothing is asked for `retry_after` seconds."""
        with self._changed:
            if generation == self._generation:
                self._generation += 1
                self._limit = max(1.0, self._limit * HALVED)
                self._said_no = True
            self._resume_at = max(self._resume_at, self._clock() + retry_after)

    def in_trouble(self) -> None:
        """The server failed by itself: asking less would not help, asking more might harm."""
        with self._changed:
            self._grow_at = self._clock() + GROWTH_PAUSE

    def _wait(self) -> float | None:
        """Seconds to wait for at most before looking again; None when there is a turn to take."""
        held_back = self._resume_at - self._clock()
        if held_back > 0:
            return held_back
        return None if self._under_way < int(self._limit) else 60.0
