"""What the shipped library says of a source: an opening, and pieces of evidence that say how sure they are."""

from dataclasses import dataclass
from enum import StrEnum

from debate.sources import CslItem


class Lean(StrEnum):
    """Which side a source is mostly cited by. Told to the reader; no annotator sees it."""

    RAISES = "raises"
    DOUBTS = "doubts"
    MIXED = "mixed"
    """It argues for both sides, or for neither."""
    MEASURES = "measures"
    """An experiment or a count that both sides cite."""


class Citer(StrEnum):
    """Which side cites a piece of evidence."""

    RAISES = "raises"
    DOUBTS = "doubts"
    BOTH = "both"


class Openness(StrEnum):
    """Whether the weights of the model behind the evidence could be downloaded."""

    OPEN = "open"
    CLOSED = "closed"
    BOTH = "open and closed"
    UNDISCLOSED = "undisclosed"
    NONE = "none"
    """No model was tested: an argument, a forecast, a law."""


class Verified(StrEnum):
    """Whether the evidence was read in the source itself."""

    YES = "yes"
    SECOND_HAND = "second-hand"
    """Read in a text about the source."""
    NO = "no"
    """Read nowhere: remembered."""

    @property
    def caution(self) -> str:
        """The words that must stand beside what was not read in the source; empty when it was."""
        return {"second-hand": "(second-hand)", "no": "(unverified)"}.get(self.value, "")


@dataclass(frozen=True, slots=True)
class EvidenceNote:
    """One piece of evidence, in our own words."""

    heading: str
    text: str
    cited_by: Citer
    design: str
    """How it was found out: trial, measurement, forecast, argument, and against what."""
    model: Openness
    verified: Verified
    locator: str | None
    """Where in the source; None when not known."""

    @property
    def label(self) -> str:
        """The heading with its caution, so that whoever cites an unchecked note shows that it is one."""
        return f"{self.heading} {self.verified.caution}".rstrip()


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """One source of the shipped library."""

    csl: CslItem
    vectors: tuple[str, ...]
    """Misuse vector ids of the framework; empty when the source cuts across them."""
    leans: Lean
    opening: str
    """What the source is and argues."""
    notes: tuple[EvidenceNote, ...]
