"""Marks: what an annotator says of a span. Immutable, and always signed."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    """What a mark speaks of; `Mark.label` is read accordingly."""

    STEP = "step"
    """`label` is a step id; `criteria` are the checklist items the span meets."""
    ASSUMPTION = "assumption"
    """`label` is a slot id; `pole` says which of the two poles the span takes."""
    STANCE = "stance"
    """`label` is a `Stance` toward the claim `claim_id`."""
    PROPERTY = "property"
    """`label` is one of the distinctive properties of open models."""
    BENEFIT = "benefit"
    """`label` is a benefit of openness; `caveat` says whether its caveat is given too."""


class Pole(StrEnum):
    """The two ends of an assumption slot, named by what each does to the marginal risk."""

    RAISES = "raises"
    DOUBTS = "doubts"

    @property
    def other(self) -> "Pole":
        """The opposite pole."""
        return Pole.DOUBTS if self is Pole.RAISES else Pole.RAISES


class Stance(StrEnum):
    """Toward one claim. For the framework's standing claim, *for* is what the codebook calls raises."""

    FOR = "for"
    AGAINST = "against"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    """Bears on the claim and takes no side."""


class AuthorKind(StrEnum):
    """Who can make a mark."""

    PERSON = "person"
    MODEL = "model"
    LOCAL = "local"
    IMPORTED = "imported"
    """Came in from another tool; tentative until a person accepts it."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who made a mark, exactly enough to make it again."""

    kind: AuthorKind
    name: str
    """A person's name, a model's name, or `local`."""
    version: str = ""
    """Model or weights version."""
    prompt: str = ""
    """Name and hash of the prompt, for a model."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement about one span of one source."""

    id: str
    passage_id: str
    source_id: str
    kind: MarkKind
    label: str
    start: int
    """Code-point offset into the source text."""
    end: int
    quote: str
    """Exactly `source_text[start:end]`."""
    confidence: float
    """Calibrated probability that a careful reader would agree, 0 to 1; a person's own mark has 1."""
    author: Author
    made_at: str
    """ISO 8601, UTC."""
    criteria: tuple[str, ...] = ()
    pole: Pole | None = None
    claim_id: str | None = None
    statement: str = ""
    """The assumption in one sentence, when the annotator can put it so."""
    caveat: bool = False


def mark_id(author: Author, passage_id: str, kind: MarkKind, label: str, start: int, end: int, extra: str = "") -> str:
    """The id the same annotator always gives the same statement, so that re-running adds nothing.

    `extra` is what else tells two marks apart: the pole, or the claim.
    """
    parts = (
        author.kind,
        author.name,
        author.version,
        author.prompt,
        passage_id,
        kind,
        label,
        str(start),
        str(end),
        extra,
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
