"""Drafts a structured debate with a chat model: each side's case, the other side's answer, and where they disagree."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

from annotate.calls.caller import Caller, QuestionUnfit
from annotate.debate_questions import Asked, DebateQuestions
from annotate.repairing import ask_until_read
from annotate.verifying import ground_in
from debate.arguments import Argument, Ground, Part, Relation, Sentence, argument_id
from debate.claims import Claim
from debate.maps import DebateMap
from debate.marks import Author, AuthorKind, MarkKind
from debate.sides import Side
from prompts.arguing import DraftReply, read_draft
from prompts.arguing import Sentence as Proposed


class Checked(NamedTuple):
    """The sentences of a draft that rest on words which stand in their passage."""

    sentences: tuple[Sentence, ...]
    dropped: int


@dataclass(frozen=True, slots=True)
class Drafter:
    """Drafts the debate of one map."""

    caller: Caller
    picture: DebateMap
    claim: Claim
    now: Callable[[], str]
    parallel: int = 16

    @property
    def questions(self) -> DebateQuestions:
        """What is asked."""
        return DebateQuestions(self.picture, self.claim)

    def draft(self, step_ids: Sequence[str]) -> Iterator[tuple[str, tuple[Argument, ...]]]:
        """Step by step, in order, each with its cases and answers; agreed to before anything is asked."""
        first = [
            asked.question
            for step_id in step_ids
            for side in self.picture.sides
            for asked in self.questions.case(side, step_id)
        ]
        # Each case is answered once, by a prompt of about the same length.
        cases = self.caller.forecast(first)
        self.caller.agreement.announce(cases.plus(cases))
        pool = ThreadPoolExecutor(self.parallel, thread_name_prefix="debate")
        try:
            yield from zip(step_ids, pool.map(self._at_step, step_ids), strict=True)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _at_step(self, step_id: str) -> tuple[Argument, ...]:
        asked = [(side, one) for side in self.picture.sides for one in self.questions.case(side, step_id)]
        self._spend(one for _, one in asked)
        cases = [case for side, one in asked for case in self._case(side, step_id, one)]
        answers = [
            (side, case, one)
            for case in cases
            for side in self.picture.sides
            if side.id != case.side_id
            for one in self.questions.rebuttal(side, case)
        ]
        self._spend(one for _, _, one in answers)
        return (*cases, *(answer for each in answers for answer in self._rebuttal(*each)))

    def _spend(self, asked: Iterable[Asked]) -> None:
        self.caller.agreement.spend(self.caller.forecast(one.question for one in asked))

    def _case(self, side: Side, step_id: str, asked: Asked) -> Iterator[Argument]:
        reply = self._ask(asked, 0)
        checked = self._checked(reply.sentences)
        if checked.sentences:
            yield self._argument(side, step_id, Part.CASE, checked, asked, None, reply)

    def _rebuttal(self, side: Side, case: Argument, asked: Asked) -> Iterator[Argument]:
        reply = self._ask(asked, len(case.sentences))
        checked = self._checked(reply.sentences)
        if checked.sentences:
            yield self._argument(side, case.step_id, Part.REBUTTAL, checked, asked, case.id, reply)

    def _ask(self, asked: Asked, case_length: int) -> DraftReply:
        def read(text: str) -> DraftReply:
            return read_draft(text, asked.ids, case_length)

        try:
            return ask_until_read(
                self.caller, asked.question, read, lambda reply: reply.faults[0] if reply.unreadable else None
            )
        except QuestionUnfit:
            return read_draft("", asked.ids, case_length)

    def _checked(self, proposed: Sequence[Proposed]) -> Checked:
        kept = tuple(found for one in proposed if (found := self._verified(one)))
        return Checked(kept, len(proposed) - len(kept))

    def _verified(self, proposed: Proposed) -> Sentence | None:
        """The sentence with the words it rests on; None when these stand in no passage of it, or it adds a number."""
        passages = [self.picture.passages[one] for one in proposed.passage_ids]
        if not numbers(proposed.text) <= {number for passage in passages for number in numbers(passage.text)}:
            return None
        grounds = (ground_in(proposed.quote, passage) for passage in passages)
        ground = next((one for one in grounds if one is not None), None)
        if ground is None:
            return None
        ground = ground._replace(mark_id=self._mark_at(ground))
        return Sentence(proposed.text, (ground,), proposed.answers, proposed.relation or Relation.SUPPORTS)

    def _mark_at(self, ground: Ground) -> str | None:
        """The narrowest mark whose words these are, or are part of."""
        marks = [judged.mark for judged in self.picture.marks.values() if judged.mark.passage_id == ground.passage_id]
        around = [one for one in marks if one.start <= ground.start and ground.end <= one.end]
        around = [one for one in around if one.kind is not MarkKind.STANCE]
        return min(around, key=lambda one: one.end - one.start).id if around else None

    def _argument(
        self,
        side: Side,
        step_id: str,
        part: Part,
        checked: Checked,
        asked: Asked,
        answers_id: str | None,
        reply: DraftReply,
    ) -> Argument:
        author = Author(
            AuthorKind.MODEL, self.caller.model, asked.question.prompt.partition(":")[2], asked.question.prompt
        )
        return Argument(
            id=argument_id(self.claim.id, side.id, step_id, part, checked.sentences, author),
            claim_id=self.claim.id,
            side_id=side.id,
            step_id=step_id,
            part=part,
            sentences=checked.sentences,
            author=author,
            made_at=self.now(),
            answers_id=answers_id,
            disagreement=reply.disagreement,
            disagreement_text=reply.disagreement_text,
            dropped=checked.dropped + len(reply.faults),
        )


def numbers(text: str) -> set[str]:
    """The numbers that a text names in digits, without what groups them."""
    return {found.replace(",", "").rstrip(".") for found in re.findall(r"\d[\d,.]*", text)}
