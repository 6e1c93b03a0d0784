"""The model annotator: any chat model. A model proposes; a mark is made only of verified words."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from annotate.calls.caller import Caller, Question
from annotate.verifying import Verified, verify
from debate.claims import REFERENCE_CLAIM_ID, Claim
from debate.framework import Framework
from debate.marks import Author, AuthorKind, Mark, MarkKind, mark_id
from debate.proposals import ProposalStore, RejectedProposal
from debate.sources import Passage
from prompts.catalogue import prompt
from prompts.marking import NAME, STANCE, Proposal, Reply, read_reply, render, render_stance

BATCH, STANCE_BATCH = 6, 12
"""Passages a call: enough to share the instructions, few enough for a model to keep apart."""
CONFIDENCE = 0.8
"""What a verified proposal of a model is taken for until it has been measured against gold."""
REPAIRS = 2
"""How often an answer that cannot be read is asked for again."""
REPAIR = "\n\nYour answer {number} could not be read: {fault}. Answer again with the JSON object alone."
"""Numbered, so that a second repair is another question than the first and not answered from what is kept."""


class _Batch(NamedTuple):
    """What one call came to."""

    marks: list[Mark]
    rejected: list[RejectedProposal]
    faults: tuple[str, ...]
    unread: tuple[str, ...]
    """Ids of the passages, when no answer could be read."""


class ModelAnnotator:
    """Marks passages with a chat model, several calls at once; what cannot be verified is kept as rejected."""

    def __init__(
        self,
        caller: Caller,
        framework: Framework,
        proposals: ProposalStore,
        tell: Callable[[str], None],
        parallel: int = 16,
    ) -> None:
        self.name = caller.model
        self.version = prompt(NAME).version
        self.failed: set[str] = set()
        self._caller, self._framework, self._proposals, self._tell = caller, framework, proposals, tell
        self._parallel = parallel

    def annotate(
        self, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
    ) -> Iterator[Mark]:
        """With a claim the stance toward it; without one, steps, assumptions and the standing claim's stance.

        With what is `known`, only passages that were found to bear on misuse risk at all are asked about.
        """
        asked = passages if known is None else _bearing(passages, known)
        size = BATCH if claim is None else STANCE_BATCH
        pool = ThreadPoolExecutor(self._parallel, thread_name_prefix="model")
        try:
            parts = [asked[start : start + size] for start in range(0, len(asked), size)]
            for batch in pool.map(lambda part: self._read(claim, part), parts):
                yield from self._taken(batch)
        finally:
            # At a cap or an interruption nothing more is asked; answers that came are kept by the caller.
            pool.shutdown(wait=True, cancel_futures=True)

    def _taken(self, batch: _Batch) -> Iterator[Mark]:
        for fault in batch.faults:
            self._tell(f"{self.name}: {fault}; left out.")
        for one in batch.rejected:
            self._tell(f"{self.name}: a quote for {one.passage_id} is {one.verdict.replace('_', ' ')}; left out.")
        self._proposals.add_rejected(batch.rejected)
        self.failed.update(batch.unread)
        yield from batch.marks

    def _read(self, claim: Claim | None, passages: Sequence[Passage]) -> _Batch:
        reply = self._ask(claim, passages)
        if reply.unreadable:
            return _Batch([], [], reply.faults, tuple(passage.id for passage in passages))
        by_id = {passage.id: passage for passage in passages}
        marks, rejected = [], []
        for proposal in reply.proposals:
            if claim is not None and proposal.kind is not MarkKind.STANCE:
                continue
            verified = verify(proposal, by_id)
            if verified.stands:
                marks.append(self._mark(claim, proposal, by_id[proposal.passage_id], verified))
            else:
                rejected.append(self._rejected(claim, proposal, verified))
        return _Batch(marks, rejected, reply.faults, ())

    def _ask(self, claim: Claim | None, passages: Sequence[Passage]) -> Reply:
        text, ids = render(self._framework, None, passages) if claim is None else render_stance(claim, passages)
        asked, version = text, self._prompt_of(claim)
        for number in range(1, 2 + REPAIRS):
            reply = read_reply(self._caller.ask(Question(asked, version)).reply, self._framework, ids)
            if not reply.unreadable:
                break
            asked = text + REPAIR.format(number=number, fault=reply.faults[0])
        return reply

    def _prompt_of(self, claim: Claim | None) -> str:
        return prompt(NAME if claim is None else STANCE).version

    def _author(self, claim: Claim | None) -> Author:
        return Author(AuthorKind.MODEL, self.name, self.version, prompt=self._prompt_of(claim))

    def _mark(self, claim: Claim | None, proposal: Proposal, passage: Passage, verified: Verified) -> Mark:
        """A stance is of the whole passage once its quote checks out; anything else is where its quote stands."""
        found = verified.found
        whole = proposal.kind is MarkKind.STANCE
        start, end = (0, len(passage.text)) if whole else (found.start, found.end)
        claim_id = (claim.id if claim else REFERENCE_CLAIM_ID) if whole else None
        author, place = self._author(claim), (passage.start + start, passage.start + end)
        extra = f"{proposal.pole or ''}{claim_id or ''}"
        return Mark(
            id=mark_id(author, passage.id, proposal.kind, proposal.label, *place, extra),
            passage_id=passage.id,
            source_id=passage.source_id,
            kind=proposal.kind,
            label=proposal.label,
            start=place[0],
            end=place[1],
            quote=passage.text[start:end],
            confidence=CONFIDENCE,
            author=author,
            made_at=self._caller.now(),
            criteria=proposal.criteria,
            pole=proposal.pole,
            claim_id=claim_id,
            statement=proposal.statement,
        )

    def _rejected(self, claim: Claim | None, proposal: Proposal, verified: Verified) -> RejectedProposal:
        return RejectedProposal(
            passage_id=proposal.passage_id,
            author=self._author(claim),
            kind=proposal.kind,
            label=proposal.label,
            quote=proposal.quote,
            verdict=verified.found.verdict,
            nearest=verified.nearest,
            made_at=self._caller.now(),
        )


def _bearing(passages: Sequence[Passage], known: Sequence[Mark]) -> list[Passage]:
    """The passages that have a stance toward the standing claim, a neutral one included."""
    bearing = {mark.passage_id for mark in known if mark.claim_id == REFERENCE_CLAIM_ID}
    return [passage for passage in passages if passage.id in bearing]
