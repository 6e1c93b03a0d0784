"""Rates documents behind a screen, some at a time, and stands back while keys are pressed."""

from collections.abc import Sequence
from typing import Protocol

from debate.ratings import kept_rating
from debate.session import Session
from tui.atlas_table import Rated, rated
from tui.waiting import AskingScreen

AT_ONCE = 8
"""Documents rated before somebody else may ask: some 20 ms where they are long."""
BETWEEN_KEYS = 2
"""Documents rated at once while keys are pressed: some 5 ms."""
AFTER_A_KEY = 0.3
"""Seconds without a key after which rating goes on: two threads that work take each other's time."""
PATIENCE = 2.0
"""Seconds after which some are rated though keys are still pressed."""


class Taker(Protocol):
    """Hears of documents as they are rated."""

    def __call__(self, some: Sequence[Rated], *, whole: bool) -> None:
        """Some were rated; `whole` when they were the last ones."""
        ...


class RatingBehind:
    """One run at a time: what an earlier one still brings is passed over."""

    def __init__(self, screen: AskingScreen, take: Taker) -> None:
        self._screen = screen
        self._take = take
        self._turn = 0

    def rate(self, names: Sequence[str]) -> None:
        """Rate these documents, in this order; the first of them at once, because she looks at them."""
        self.stop()
        self._rate(self._turn, names, AT_ONCE)

    def stop(self) -> None:
        """Let what is under way come to nothing."""
        self._turn += 1

    def _go_on(self, turn: int, names: Sequence[str], waited: float) -> None:
        if turn != self._turn:
            return
        pressed = self._screen.house.sweeper.idle < AFTER_A_KEY
        if pressed and waited < PATIENCE:
            self._wait(turn, names, waited)
            return
        self._rate(turn, names, BETWEEN_KEYS if pressed else AT_ONCE)

    def _rate(self, turn: int, names: Sequence[str], many: int) -> None:
        now, later = names[:many], names[many:]
        self._screen.ask(lambda session: _rated(session, now), lambda some: self._took(turn, some, later))

    def _took(self, turn: int, some: Sequence[Rated], later: Sequence[str]) -> None:
        if turn != self._turn:
            return
        self._take(some, whole=not later)
        if later:
            self._go_on(turn, later, 0.0)

    def _wait(self, turn: int, names: Sequence[str], waited: float) -> None:
        self._screen.set_timer(AFTER_A_KEY, lambda: self._go_on(turn, names, waited + AFTER_A_KEY))


def _rated(session: Session, names: Sequence[str]) -> list[Rated]:
    return [rated(one, kept_rating(session.store, one.source.id)) for one in session.assess(names)]
