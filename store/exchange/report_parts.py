"""What the report is made of: quotes, cells, positions, bars, annotators and references, ready to be laid out."""

from dataclasses import dataclass

from debate.coverage import Level
from debate.marks import Pole
from debate.sides import Side


@dataclass(frozen=True, slots=True)
class Quote:
    """Words with where they stand and who marked them."""

    mark_id: str
    words: str
    cited: str
    reference: int
    """Number in the list of sources."""
    signed: str
    confirmed: bool
    withheld: str
    """First digits of the digest of words that stay home; empty when they are shown."""


@dataclass(frozen=True, slots=True)
class CellView:
    """One side's treatment of one step."""

    side: Side
    level: Level
    word: str
    marks: int
    tentative: int
    confirmed: bool
    criteria: str
    silence: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class PositionView:
    """What one side assumes in one slot."""

    side: Side
    pole: Pole | None
    assumes: str
    both: bool
    marks: int
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Bar:
    """How many marks of one side take which pole of a slot."""

    side: Side
    raises: int
    doubts: int


@dataclass(frozen=True, slots=True)
class Annotator:
    """Who made marks, and what people decided on them."""

    name: str
    kind: str
    version: str
    prompt: str
    marks: int
    counted: int
    accepted: int
    edited: int
    rejected: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A source, as it is cited."""

    number: int
    line: str
    url: str
    marks: int
    superseded: bool
    licence: str
