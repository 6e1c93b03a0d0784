"""Arguments put together from the strongest marks of each cell: no model, and every sentence is a source's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from debate.arguments import Argument, Disagreement, Ground, Part, Relation, Sentence, argument_id
from debate.differences import Alignment, Difference
from debate.framework import Slot
from debate.gaps import Gap
from debate.maps import DebateMap
from debate.marks import Author, AuthorKind, Mark
from debate.plain import one_line
from debate.verdicts import Decision

MOST_SENTENCES = 3
ASSEMBLED = Author(AuthorKind.LOCAL, "assembled")
DISAGREEMENTS: Mapping[str, Disagreement] = {
    "factual": Disagreement.FACTS,
    "comparator": Disagreement.BASELINE,
    "scope": Disagreement.SCOPE,
    "horizon": Disagreement.HORIZON,
    "value": Disagreement.VALUE,
    "evidential standard": Disagreement.EVIDENCE_STANDARD,
}
"""Type of an assumption slot -> what the sides disagree about when it is contested."""
UNDERCUTTING = frozenset({Disagreement.SCOPE, Disagreement.EVIDENCE_STANDARD, Disagreement.BASELINE})
"""Disagreements in which an answer says that a case does not bear on the claim, rather than that it is wrong."""


@dataclass(frozen=True, slots=True)
class StepDebate:
    """What the sides say to each other at one step."""

    step_id: str
    arguments: tuple[Argument, ...]
    """Cases in the order of the sides, each followed by the answer to it, if there is one."""
    gaps: tuple[Gap, ...]
    """Cells for which there is nothing: they are left so, with the query that would fill them."""


def assemble(picture: DebateMap, made_at: str) -> tuple[StepDebate, ...]:
    """The debate of a map, step by step, from its marks alone."""
    return tuple(
        StepDebate(step.id, tuple(_arguments(picture, step.id, made_at)), gaps_at(picture, step.id))
        for step in picture.framework.steps
    )


def in_order(steps: Iterable[str], arguments: Sequence[Argument], picture: DebateMap) -> tuple[StepDebate, ...]:
    """The debate that given arguments make, each answer behind the case it answers."""
    found = []
    for step_id in steps:
        here = [one for one in arguments if one.step_id == step_id]
        cases = [one for one in here if one.part is Part.CASE]
        ordered = [two for case in cases for two in (case, *(one for one in here if one.answers_id == case.id))]
        found.append(StepDebate(step_id, tuple(ordered), gaps_at(picture, step_id)))
    return tuple(found)


def filled(picture: DebateMap, given: Sequence[Argument], made_at: str) -> list[Argument]:
    """Given arguments, and what marks make for the cells that have no case among them.

    An answer whose case is not there is left out.
    """
    cases = {one.id for one in given if one.part is Part.CASE}
    standing = [one for one in given if one.part is Part.CASE or one.answers_id in cases]
    taken = {(one.side_id, one.step_id) for one in standing if one.part is Part.CASE}
    made = [one for step in assemble(picture, made_at) for one in step.arguments]
    dropped = {one.id for one in made if one.part is Part.CASE and (one.side_id, one.step_id) in taken}
    return [*standing, *(one for one in made if one.id not in dropped and one.answers_id not in dropped)]


def standing_debate(picture: DebateMap, kept: Iterable[Argument], made_at: str) -> tuple[StepDebate, ...]:
    """What is to be read: accepted arguments, else the newest draft nobody rejected, else what marks make."""
    chosen: dict[tuple[str, ...], Argument] = {}
    for one in kept:
        accepted = one.decision is Decision.ACCEPTED
        place = (one.side_id, one.step_id, one.part, one.answers_id or "")
        known = chosen.get(place)
        if one.decision is not Decision.REJECTED and (accepted or known is None or known.draft):
            chosen[place] = one
    steps = [step.id for step in picture.framework.steps]
    return in_order(steps, filled(picture, list(chosen.values()), made_at), picture)


def gaps_at(picture: DebateMap, step_id: str) -> tuple[Gap, ...]:
    """The gaps of one step."""
    return tuple(gap for gap in picture.gaps if gap.step_id == step_id)


def contested_at(picture: DebateMap, step_id: str) -> Difference | None:
    """The contested slot that bears on a step and on which most of the picture rests."""
    contested = {one.slot_id: one for one in picture.differences if one.alignment is Alignment.CONTESTED}
    ranked = [contested[crux.slot_id] for crux in picture.cruxes if crux.slot_id in contested]
    return next((one for one in ranked if step_id in picture.framework.slot(one.slot_id).steps), None)


def _arguments(picture: DebateMap, step_id: str, made_at: str) -> Iterable[Argument]:
    contested = contested_at(picture, step_id)
    for side in picture.sides:
        cell = picture.cell(side.id, step_id)
        marks = [picture.marks[mark_id].mark for mark_id in cell.mark_ids]
        sentences = tuple(_sentence(mark) for mark in _strongest(marks))
        if not sentences:
            continue
        case = _argument(picture, side.id, step_id, Part.CASE, sentences, made_at)
        yield case
        if contested is not None:
            yield from _answers(picture, case, contested, made_at)


def _answers(picture: DebateMap, case: Argument, contested: Difference, made_at: str) -> Iterable[Argument]:
    """The other sides' strongest words on the contested slot, as the answer to a case that rests on it."""
    slot = picture.framework.slot(contested.slot_id)
    kind = DISAGREEMENTS.get(slot.type, Disagreement.FACTS)
    relation = Relation.UNDERCUTS if kind in UNDERCUTTING else Relation.ATTACKS
    mine = next(position for position in contested.positions if position.side_id == case.side_id)
    for position in contested.positions:
        if position.pole is None or mine.pole is None or position.pole is mine.pole:
            continue
        marks = [picture.marks[mark_id].mark for mark_id in position.mark_ids]
        # A passage that stands on both sides is no answer to what it says itself.
        own = {ground.passage_id for sentence in case.sentences for ground in sentence.grounds}
        leading = [mark for mark in marks if mark.pole is position.pole and mark.passage_id not in own]
        sentences = tuple(_sentence(mark, relation) for mark in _strongest(leading)[:1])
        if sentences:
            yield _argument(
                picture,
                position.side_id,
                case.step_id,
                Part.REBUTTAL,
                sentences,
                made_at,
                case.id,
                kind,
                _turns_on(slot),
            )


def _turns_on(slot: Slot) -> str:
    return f"{slot.name}: {' — or '.join(slot.poles.values())}."


def _argument(
    picture: DebateMap,
    side_id: str,
    step_id: str,
    part: Part,
    sentences: tuple[Sentence, ...],
    made_at: str,
    answers_id: str | None = None,
    disagreement: Disagreement | None = None,
    disagreement_text: str = "",
) -> Argument:
    claim_id = picture.claim.id if picture.claim else ""
    unique = argument_id(claim_id, side_id, step_id, part, sentences, ASSEMBLED)
    return Argument(
        unique, claim_id, side_id, step_id, part, sentences, ASSEMBLED, made_at, answers_id, disagreement,
        disagreement_text,
    )  # fmt: skip


def _strongest(marks: Iterable[Mark]) -> list[Mark]:
    """The strongest mark, which is the first, of each passage, so that one passage does not speak for all."""
    found: dict[str, Mark] = {}
    for mark in marks:
        found.setdefault(mark.passage_id, mark)
    return list(found.values())[:MOST_SENTENCES]


def _sentence(mark: Mark, relation: Relation = Relation.SUPPORTS) -> Sentence:
    ground = Ground(mark.passage_id, mark.source_id, mark.start, mark.end, mark.quote, mark.id)
    return Sentence(one_line(mark.quote), (ground,), relation=relation)
