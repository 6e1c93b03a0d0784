"""Asks a chat model what lies beyond the slots of a map: clashes of meaning, and what would settle each crux."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from annotate.calls.caller import Caller, Question, QuestionUnfit
from annotate.repairing import ask_until_read
from annotate.verifying import ground_in
from debate.clashes import Beyond, Clash, Meaning, Settling
from debate.cruxes import Crux
from debate.maps import DebateMap
from debate.sources import Passage
from prompts.aligning import NAME as ALIGN
from prompts.aligning import AlignmentReply, Statement, read_alignment, render_alignment
from prompts.catalogue import prompt
from prompts.settling import NAME as SETTLE
from prompts.settling import SettlingReply, read_settling, render_settling

MOST_PASSAGES = 8
"""Passages of each side that a model is shown."""
MOST_CRUXES = 3


class Alignment(NamedTuple):
    """The question about clashes of meaning, and the ids that its answer may name for each side."""

    question: Question
    for_ids: Mapping[str, str]
    against_ids: Mapping[str, str]


def beyond(caller: Caller, picture: DebateMap) -> Beyond:
    """What the model says; agreed to before anything is asked."""
    asked, cruxes = alignment(picture), picture.cruxes[:MOST_CRUXES]
    questions = [settling(picture, crux) for crux in cruxes]
    caller.agreement.spend(caller.forecast([*([asked.question] if asked else []), *questions]))
    with ThreadPoolExecutor(1 + MOST_CRUXES, thread_name_prefix="beyond") as pool:
        clashing = pool.submit(_align, caller, picture, asked) if asked else None
        settled = list(pool.map(lambda pair: _settle(caller, *pair), zip(cruxes, questions, strict=True)))
        clashes, dropped = clashing.result() if clashing else ((), 0)
    used = [question.prompt for question in (*([asked.question] if asked else []), *questions)]
    return Beyond(caller.model, tuple(dict.fromkeys(used)), clashes, dropped, tuple(settled))


def alignment(picture: DebateMap) -> Alignment | None:
    """The question about clashes of meaning; None where a side says nothing, or the sides are not two."""
    shown = [_passages_of(picture, side.id) for side in picture.sides]
    if len(shown) != 2 or not all(shown) or picture.claim is None:
        return None
    text, left, right = render_alignment(picture.framework, picture.claim.text, *shown)
    return Alignment(Question(text, prompt(ALIGN).version), left, right)


def settling(picture: DebateMap, crux: Crux) -> Question:
    """The question about what would settle a crux, with the words that both sides' positions rest on."""
    difference = next(one for one in picture.differences if one.slot_id == crux.slot_id)
    marks = [mark_id for position in difference.positions for mark_id in position.mark_ids[: MOST_PASSAGES // 2]]
    ids = dict.fromkeys(picture.marks[mark_id].mark.passage_id for mark_id in marks)
    claim = picture.claim.text if picture.claim else picture.framework.reference_claim
    text = render_settling(claim, picture.framework.slot(crux.slot_id), [picture.passages[one] for one in ids])
    return Question(text, prompt(SETTLE).version)


def _passages_of(picture: DebateMap, side_id: str) -> list[Passage]:
    """Those with the strongest marks of a side, step by step in turn, so that no step crowds out the others."""
    cells = [cell.mark_ids for cell in picture.cells if cell.side_id == side_id]
    in_turn = [cell[rank] for rank in range(MOST_PASSAGES) for cell in cells if rank < len(cell)]
    ids = dict.fromkeys(picture.marks[mark_id].mark.passage_id for mark_id in in_turn)
    return [picture.passages[one] for one in list(ids)[:MOST_PASSAGES]]


def _align(caller: Caller, picture: DebateMap, asked: Alignment) -> tuple[tuple[Clash, ...], int]:
    def read(text: str) -> AlignmentReply:
        return read_alignment(text, asked.for_ids, asked.against_ids)

    try:
        reply = ask_until_read(caller, asked.question, read, lambda said: said.faults[0] if said.unreadable else None)
    except QuestionUnfit:
        return (), 0
    sides = [side.id for side in picture.sides]
    found = [
        Clash(one.kind, one.turns_on, meanings)
        for one in reply.clashes
        if len(meanings := _meanings(picture, sides, (one.for_, one.against))) == len(sides)
    ]
    return tuple(found), len(reply.clashes) - len(found)


def _meanings(picture: DebateMap, sides: Sequence[str], said: Sequence[Statement]) -> tuple[Meaning, ...]:
    found = []
    for side_id, statement in zip(sides, said, strict=True):
        ground = ground_in(statement.quote, picture.passages[statement.passage_id])
        if ground is not None:
            found.append(Meaning(side_id, statement.says, ground))
    return tuple(found)


def _settle(caller: Caller, crux: Crux, question: Question) -> Settling:
    def fault(reply: SettlingReply) -> str | None:
        return reply.faults[0] if reply.unreadable else None

    try:
        reply = ask_until_read(caller, question, read_settling, fault)
    except QuestionUnfit:
        return Settling(crux.slot_id, (), "")
    return Settling(crux.slot_id, reply.evidence, reply.open)
