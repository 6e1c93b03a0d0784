"""What a chat model is asked for a structured debate, each side from its own passages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from annotate.calls.caller import Question
from debate.arguments import Argument
from debate.claims import Claim
from debate.differences import Alignment
from debate.framework import Framework, Step
from debate.maps import DebateMap
from debate.sides import Side, pole_of
from debate.sources import Passage
from prompts.arguing import CASE, REBUTTAL, render_case, render_rebuttal
from prompts.catalogue import prompt

MOST_PASSAGES = 8
"""Passages from which a side argues at a step: those with the strongest marks first."""


class Asked(NamedTuple):
    """A question for one argument, and the ids that its answer may name."""

    question: Question
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DebateQuestions:
    """The questions about one map."""

    picture: DebateMap
    claim: Claim

    @property
    def framework(self) -> Framework:
        """The framework of the map."""
        return self.picture.framework

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides of the map."""
        return self.picture.sides

    def case(self, side: Side, step_id: str) -> Iterator[Asked]:
        """The question for a side's case; none where the side says nothing on the step: a gap stays a gap."""
        passages = self.passages(side, step_id)
        if passages:
            view = self._view(side)
            text, ids = render_case(self.framework, self.claim.text, side.name, view, step_id, passages)
            yield Asked(Question(text, prompt(CASE).version), ids)

    def rebuttal(self, side: Side, case: Argument) -> Iterator[Asked]:
        """The question for a side's answer to a case; none where it has nothing to answer from."""
        passages = self.passages(side, case.step_id, answering=True)
        if passages:
            opponent = self.picture.side(case.side_id).name
            said = [sentence.text for sentence in case.sentences]
            text, ids = render_rebuttal(
                self.framework, self.claim.text, side.name, self._view(side), case.step_id, opponent, said, passages
            )
            yield Asked(Question(text, prompt(REBUTTAL).version), ids)

    def passages(self, side: Side, step_id: str, *, answering: bool = False) -> list[Passage]:
        """From what a side argues: its marks at the step; to answer, also on contested slots that bear on it."""
        cell = self.picture.cell(side.id, step_id)
        mark_ids = [*cell.mark_ids]
        if answering:
            mark_ids += self._contested(side, self.framework.step(step_id))
        ids = dict.fromkeys(self.picture.marks[mark_id].mark.passage_id for mark_id in mark_ids)
        return [self.picture.passages[one] for one in list(ids)[:MOST_PASSAGES] if one in self.picture.passages]

    def _contested(self, side: Side, step: Step) -> list[str]:
        return [
            mark_id
            for difference in self.picture.differences
            if difference.alignment is Alignment.CONTESTED and step.id in self.framework.slot(difference.slot_id).steps
            for position in difference.positions
            if position.side_id == side.id
            for mark_id in position.mark_ids
        ]

    def _view(self, side: Side) -> str:
        pole = pole_of(side, self.claim)
        return self.framework.side_queries[pole] if pole else side.name
