"""What a model proposed and nobody could verify: kept, counted and shown, and never a mark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from debate.marks import Author
from debate.quotes import QuoteVerdict


@dataclass(frozen=True, slots=True)
class RejectedProposal:
    """A mark that was proposed with words its passage does not have."""

    passage_id: str
    author: Author
    kind: str
    label: str
    quote: str
    """As the model gave it."""
    verdict: QuoteVerdict
    nearest: str
    """The words of the passage that come closest, when the quote was altered; the passage that does have them,
    when it was misattributed; else empty."""
    made_at: str


class ProposalStore(Protocol):
    """Keeps rejected proposals."""

    def add_rejected(self, proposals: Sequence[RejectedProposal]) -> None:
        """Keep them; the very same one twice is kept once."""
        ...

    def rejected_on(self, passage_ids: Iterable[str]) -> list[RejectedProposal]:
        """The rejected proposals on these passages, oldest first."""
        ...
