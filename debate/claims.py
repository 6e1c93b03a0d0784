"""A contested claim and the fields that say what exactly is claimed."""

import hashlib
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum


class Direction(StrEnum):
    """Which way the claim says misuse risk moves when weights are open."""

    INCREASE = "increase"
    NO_CHANGE = "no_change"
    DECREASE = "decrease"
    UNKNOWN = "unknown"
    """Not said: read as an increase when sides are named, and flagged."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One contestable sentence about misuse risk."""

    id: str
    text: str
    vector: str | None = None
    """A vector id of the framework (`bio`, `cyber`, …); None when the claim is general."""
    direction: Direction = Direction.UNKNOWN
    baselines: tuple[str, ...] = ()
    """Baseline ids of the framework; empty is legal, and flagged by the lint."""
    actor: str | None = None
    horizon: str | None = None

    @property
    def leans(self) -> "Direction":
        """The direction used to name sides: an unknown one counts as an increase."""
        return Direction.INCREASE if self.direction is Direction.UNKNOWN else self.direction

    def swapped(self) -> "Claim":
        """The same claim with its direction turned round, so that its sides change places."""
        turned = Direction.NO_CHANGE if self.leans is Direction.INCREASE else Direction.INCREASE
        return replace(self, id=claim_id(self.text, turned), direction=turned)


def claim_id(text: str, direction: Direction = Direction.UNKNOWN) -> str:
    """An id that the same sentence always gets: twelve hexadecimal digits.

    Blanks and case do not matter. The direction does, because every stance mark depends on it; an unknown
    one counts as an increase.
    """
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    rises = direction in (Direction.UNKNOWN, Direction.INCREASE)
    return hashlib.sha256((folded if rises else f"{folded}\x1f{direction}").encode()).hexdigest()[:12]


REFERENCE_CLAIM_ID = "reference"
"""The framework's standing claim: stance marks made at import, before any claim is asked, are toward it."""
