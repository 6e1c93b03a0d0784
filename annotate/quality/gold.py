"""Gold labels: what others said of passages and of whole documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from debate.coverage import Level
from debate.errors import CruxmapError

NO_STANCE = "none"
"""The fifth stance: the passage does not bear on the claim. `null` in a gold file."""
STANCES = ("raises", "doubts", "mixed", "neutral", NO_STANCE)


class GoldError(CruxmapError):
    """A gold file cannot be read, or a line of it says something the framework does not know."""


class Kind(StrEnum):
    """What is measured on a passage."""

    STEPS = "steps"
    STANCE = "stance"
    ASSUMPTIONS = "assumptions"


@dataclass(frozen=True, slots=True)
class Labels:
    """One opinion on one passage; None where nothing was said either way, so that it is not scored."""

    stance: str | None = None
    """One of STANCES."""
    steps: frozenset[str] | None = None
    assumptions: frozenset[str] | None = None
    """`slot:pole`."""

    def of(self, kind: Kind) -> frozenset[str] | None:
        """The labels of one kind; a stance is a set of one."""
        if kind is Kind.STEPS:
            return self.steps
        if kind is Kind.ASSUMPTIONS:
            return self.assumptions
        return None if self.stance is None else frozenset([self.stance])


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A passage with its labels."""

    id: str
    text: str
    document: str
    labels: Labels
    annotators: tuple[Labels, ...] = ()
    """Each annotator's own labels, in an order that is the same for all passages."""
    spans: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Ratings:
    """One reading of a whole document."""

    levels: Mapping[str, Level]
    """By step id; a step that is not there is not scored."""
    criteria: frozenset[str] | None
    """None, here and below: not said either way, so not scored."""
    assumptions: frozenset[str] | None
    """`slot:pole`."""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A whole document with its ratings."""

    id: str
    text: str
    ratings: Ratings
    annotators: tuple[Ratings, ...] = ()
    """Each annotator's own ratings, in an order that is the same for all documents."""
