"""Nothing is paid for that nobody agreed to: a person at the terminal, an option, or a cap that was set."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from cruxmap.settings import Settings
from debate.calls import Usage
from debate.errors import CutShort

if TYPE_CHECKING:
    from annotate.calls.budget import Price
    from annotate.calls.forecast import Agreement, Forecast

LEEWAY = 1.25
"""How far beyond an estimate a run may go, as repairs do, before it has to be agreed to again."""


class NotAgreed(CutShort):
    """A chat model would have to be paid for, and nobody agreed."""


class Spending:
    """Asks once for a run, then keeps to what was agreed."""

    def __init__(self, settings: Settings, price: "Price | None", ask: Callable[[str], bool] | None) -> None:
        self._free = settings["model_ask"] == "no"
        self._capped = bool(settings["model_max_tokens"] or settings["model_max_cost"])
        self._price, self._ask = price, ask
        self._left = 0
        self._one_at_a_time = threading.Lock()

    def announce(self, coming: "Forecast") -> None:
        """Agree to a whole run, unless it is part of one; what it then spends is not asked about again."""
        if coming.calls and not self._free and coming.usage.total > self._left:
            self._agree(coming)
            self._left = int(coming.usage.total * LEEWAY)

    def spend(self, now: "Forecast") -> None:
        """Agree to this, unless it is part of what was agreed to before."""
        if not now.calls or self._free:
            return
        with self._one_at_a_time:
            if now.usage.total > self._left:
                self._agree(now)
                self._left = 0
            else:
                self._left -= now.usage.total

    def _agree(self, coming: "Forecast") -> None:
        said = in_words(coming, self._price)
        if self._ask is not None:
            if not self._ask(f"{said} Go on?"):
                raise NotAgreed("Nothing was asked of the chat model.", "What is done is kept.")
        elif not self._capped:
            raise NotAgreed(said, "Nobody is there to be asked: say --yes, or set model_max_tokens or model_max_cost.")


class Stoppable:
    """Another agreement, until a person wants to stop."""

    def __init__(self, agreement: "Agreement", stopped: Callable[[], bool]) -> None:
        self._agreement, self._stopped = agreement, stopped

    def announce(self, coming: "Forecast") -> None:
        """Agree to a whole run."""
        self._agreement.announce(coming)

    def spend(self, now: "Forecast") -> None:
        """Agree to this, unless she stopped meanwhile."""
        if self._stopped():
            raise NotAgreed("Stopped.", "What is done is kept, and the same goes on from there.")
        self._agreement.spend(now)


def in_words(coming: "Forecast", price: "Price | None") -> str:
    """An estimate as a sentence."""
    plural = "s" if coming.calls != 1 else ""
    cost = f", ${price.of(coming.usage):,.2f}" if price else ""
    return f"About {coming.calls:,} question{plural} to {coming.model}: {tokens_in_words(coming.usage)}{cost}."


def tokens_in_words(usage: Usage) -> str:
    """Tokens sent and answered."""
    return f"{usage.input:,} tokens in, {usage.output:,} out"
