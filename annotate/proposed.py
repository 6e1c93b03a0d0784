"""From what a model proposed to marks, and to proposals that are kept as rejected."""

from dataclasses import dataclass

from annotate.verifying import Verified, verify
from debate.claims import REFERENCE_CLAIM_ID, Claim
from debate.marks import Author, Mark, MarkKind, mark_id
from debate.proposals import RejectedProposal
from debate.sources import Passage
from prompts.marking import Proposal

CONFIDENCE = 0.8
"""What a verified proposal of a model is taken for until it has been measured against gold."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the proposals of one reply."""

    marks: tuple[Mark, ...]
    rejected: tuple[RejectedProposal, ...]


@dataclass(frozen=True, slots=True)
class Taker:
    """Takes proposals about some passages in, each as far as its words stand in its passage."""

    author: Author
    made_at: str
    claim: Claim | None
    """The claim asked about; None when everything was asked, with the standing claim."""

    def take(self, proposals: tuple[Proposal, ...], passages: tuple[Passage, ...]) -> Taken:
        """Marks of verified words, and the rest; toward a claim only stances were asked for."""
        by_id = {passage.id: passage for passage in passages}
        marks, rejected = [], []
        for proposal in proposals:
            if self.claim is not None and proposal.kind is not MarkKind.STANCE:
                continue
            verified = verify(proposal, by_id)
            if verified.stands:
                marks.append(self._mark(proposal, by_id[proposal.passage_id], verified))
            else:
                rejected.append(self._rejected(proposal, verified))
        return Taken(tuple(marks), tuple(rejected))

    def _mark(self, proposal: Proposal, passage: Passage, verified: Verified) -> Mark:
        """A stance is of the whole passage once its quote checks out; anything else is where its quote stands."""
        found = verified.found
        whole = proposal.kind is MarkKind.STANCE
        start, end = (0, len(passage.text)) if whole else (found.start, found.end)
        claim_id = (self.claim.id if self.claim else REFERENCE_CLAIM_ID) if whole else None
        place = (passage.start + start, passage.start + end)
        extra = f"{proposal.pole or ''}{claim_id or ''}"
        return Mark(
            id=mark_id(self.author, passage.id, proposal.kind, proposal.label, *place, extra),
            passage_id=passage.id,
            source_id=passage.source_id,
            kind=proposal.kind,
            label=proposal.label,
            start=place[0],
            end=place[1],
            quote=passage.text[start:end],
            confidence=CONFIDENCE,
            author=self.author,
            made_at=self.made_at,
            criteria=proposal.criteria,
            pole=proposal.pole,
            claim_id=claim_id,
            statement=proposal.statement,
        )

    def _rejected(self, proposal: Proposal, verified: Verified) -> RejectedProposal:
        return RejectedProposal(
            passage_id=proposal.passage_id,
            author=self.author,
            kind=proposal.kind,
            label=proposal.label,
            quote=proposal.quote,
            verdict=verified.found.verdict,
            nearest=verified.nearest,
            made_at=self.made_at,
        )
