"""What another annotator said of some words, before the words are found in a source of this project."""

from dataclasses import dataclass

from debate.marks import Author, MarkKind, Pole
from debate.verdicts import Decision


@dataclass(frozen=True, slots=True)
class Label:
    """A mark as it travels between tools: the words, where they stand, and who said it."""

    kind: MarkKind
    label: str
    quote: str
    id: str = ""
    start: int | None = None
    """Code-point offset into the source; None when the file does not say."""
    end: int | None = None
    prefix: str = ""
    suffix: str = ""
    source: str = ""
    """Id, name or title of the source."""
    source_hash: str = ""
    """SHA-256 of the text it was made on; empty when the file does not say."""
    page: str | None = None
    criteria: tuple[str, ...] = ()
    pole: Pole | None = None
    claim: str | None = None
    """For a stance: the id of the claim, or its sentence."""
    statement: str = ""
    caveat: bool = False
    confidence: float | None = None
    author: Author | None = None
    made_at: str = ""
    decision: Decision | None = None
