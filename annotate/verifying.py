"""A proposal is believed as far as its words stand in its passage."""

from collections.abc import Mapping
from typing import NamedTuple

from debate.arguments import Ground
from debate.quotes import QuoteVerdict, Resolved, resolve
from debate.sources import Passage
from prompts.marking import Proposal

STANDING = (QuoteVerdict.VERBATIM, QuoteVerdict.NORMALISED)
"""Verdicts with which a proposal may become a mark by itself."""


class Verified(NamedTuple):
    """Where a proposal's words stand, or what stands nearest to them."""

    found: Resolved
    nearest: str
    """The words of the passage an altered quote resembles, or the id of the passage a misattributed one is from."""

    @property
    def stands(self) -> bool:
        """Whether the proposal may become a mark."""
        return self.found.verdict in STANDING


def ground_in(quote: str, passage: Passage, mark_id: str | None = None) -> Ground | None:
    """The words of a passage that a quote is; None when they do not stand there."""
    found = resolve(quote, passage.text)
    if found.verdict not in STANDING:
        return None
    start, end = passage.start + found.start, passage.start + found.end
    return Ground(passage.id, passage.source_id, start, end, passage.text[found.start : found.end], mark_id)


def verify(proposal: Proposal, passages: Mapping[str, Passage]) -> Verified:
    """Look for the quote in its passage, then in the others that the model was shown with it."""
    passage = passages[proposal.passage_id]
    found = resolve(proposal.quote, passage.text)
    if found.verdict in (*STANDING, QuoteVerdict.TOO_SHORT):
        return Verified(found, "")
    for other in passages.values():
        if other.id != passage.id and resolve(proposal.quote, other.text).verdict in STANDING:
            return Verified(Resolved(QuoteVerdict.MISATTRIBUTED), other.id)
    return Verified(found, passage.text[found.start : found.end])
