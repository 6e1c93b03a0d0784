"""Requests to a provider that are not questions: tried again where that helps, and refusals in words."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from annotate.calls.caller import ModelSilent
from annotate.calls.faults import Fault, Kind, fault_of
from debate.errors import CutShort

TRIES = 8
"""Requests in vain, one after the other, before the provider is left in peace: some minutes."""
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0
"""Seconds between them, and between two looks at a batch."""
PASSING = (Kind.TROUBLE, Kind.TOO_MANY)

T = TypeVar("T")


class BatchRefused(CutShort):
    """The provider does not take a batch, or will not work on one that it took."""


@dataclass(frozen=True, slots=True)
class Trying:
    """Tries again, with longer and longer pauses."""

    model: str
    sleep: Callable[[float], None] = time.sleep

    def until_heard(self, do: Callable[[], T]) -> T:
        """What a request comes to."""
        attempt = 0
        while True:
            try:
                return do()
            except Exception as error:
                # Every provider's package raises errors of its own kinds; `fault_of` tells them apart.
                self.pause(fault_of(error), attempt, error)
            attempt += 1

    def pause(self, fault: Fault, attempt: int, error: Exception) -> None:
        """Wait until the request may be tried again; raises where that is of no use."""
        if fault.kind not in PASSING or attempt == TRIES - 1:
            raise self.refusal(fault) from error
        self.sleep(max(fault.retry_after, min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)))

    def refusal(self, fault: Fault) -> CutShort:
        """Why nothing comes of it, and what to do."""
        if fault.kind in PASSING:
            return ModelSilent(
                f"{self.model} says nothing of its batches: {fault.says}.",
                "What was handed in stays there: give the same command again later.",
            )
        return BatchRefused(
            f"{self.model} takes no batch: {fault.says}.",
            "Not every server does: leave --provider-batch out. Else check its key and the model's name.",
        )
