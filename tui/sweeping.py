"""Garbage is collected while nobody presses a key: beside a large picture that takes longer than a repaint may."""

import gc
import time
from collections.abc import Callable

REST = 3.0
"""Seconds without a key after which she is taken to be reading."""
APART = 30.0
"""Seconds between two collections."""


class Sweeper:
    """Knows when a key was pressed last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._touched = self._swept = clock()

    def touch(self) -> None:
        """A key was pressed, or the mouse was used."""
        self._touched = self._clock()

    @property
    def idle(self) -> float:
        """Seconds since then."""
        return self._clock() - self._touched

    def sweep(self) -> bool:
        """Collect everything, if she is reading and much was made since; says whether it was done."""
        now = self._clock()
        much = gc.get_count()[-1] > 0
        if not much or now - self._touched < REST or now - self._swept < APART:
            return False
        gc.collect()
        self._swept = now
        return True
