"""Structured debate: asking for one side's case at a step, and for the other side's answer to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from debate.arguments import Disagreement, Relation
from debate.framework import Framework
from debate.sources import Passage
from prompts.catalogue import fill, prompt
from prompts.material import defused, material, step_in_words
from prompts.replies import find_json, known, rows, words

CASE, REBUTTAL = "argue_side", "rebut_side"
MOST_SENTENCES = 5
ANSWERS = (Relation.ATTACKS, Relation.UNDERCUTS)
"""How a sentence of an answer may stand to what it answers."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft, with what it rests on; its quote is not yet checked."""

    text: str
    passage_ids: tuple[str, ...]
    """The first one is where the quote should stand."""
    quote: str
    answers: int | None = None
    """Number of the opponent's sentence, from 1; None in a case."""
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class DraftReply:
    """What could be read of a draft."""

    sentences: tuple[Sentence, ...]
    disagreement: Disagreement | None
    """None in a case."""
    disagreement_text: str
    faults: tuple[str, ...]
    unreadable: bool = False


def render_case(
    framework: Framework, claim: str, side: str, view: str, step_id: str, passages: Sequence[Passage]
) -> tuple[str, Mapping[str, str]]:
    """The prompt for one side's case, and the opaque id of each passage -> its real id."""
    shown = material(passages)
    values = {
        "claim": claim,
        "side": side,
        "view": view,
        "step": step_in_words(framework, step_id),
        "ids": ", ".join(shown.ids),
        "passages": shown.blocks,
    }
    return fill(prompt(CASE), values), shown.ids


def render_rebuttal(
    framework: Framework,
    claim: str,
    side: str,
    view: str,
    step_id: str,
    opponent: str,
    case: Sequence[str],
    passages: Sequence[Passage],
) -> tuple[str, Mapping[str, str]]:
    """The prompt for the answer to a case, and the opaque id of each passage -> its real id."""
    shown = material(passages)
    values = {
        "claim": claim,
        "side": side,
        "view": view,
        "step": step_in_words(framework, step_id),
        "opponent": opponent,
        "draft": "\n".join(f"{number} {defused(sentence)}" for number, sentence in enumerate(case, 1)),
        "ids": ", ".join(shown.ids),
        "passages": shown.blocks,
    }
    return fill(prompt(REBUTTAL), values), shown.ids


def read_draft(text: str, ids: Mapping[str, str], case_length: int = 0) -> DraftReply:
    """The sentences of a case, or with `case_length` of an answer to so many sentences; never raises.

    A sentence that names no passage, or answers no sentence of the case, is dropped and noted.
    """
    data = find_json(text)
    if not isinstance(data, dict) or not isinstance(data.get("sentences"), list):
        return DraftReply((), None, "", ("the reply holds no JSON object with sentences",), unreadable=True)
    faults: list[str] = []
    read = (_sentence(item, ids, case_length, faults) for item in rows(data["sentences"])[:MOST_SENTENCES])
    disagreement, said = _disagreement(data.get("disagreement"), faults) if case_length else (None, "")
    return DraftReply(tuple(one for one in read if one is not None), disagreement, said, tuple(faults))


def _sentence(item: Mapping[str, Any], ids: Mapping[str, str], case_length: int, faults: list[str]) -> Sentence | None:
    text = words(item.get("text"))
    passage_ids = tuple(ids[short] for short in known(item.get("passages"), ids, "passage id", faults))
    if not text or not passage_ids:
        faults.append("a sentence that names no passage it was given")
        return None
    if not case_length:
        return Sentence(text, passage_ids, words(item.get("quote")))
    answers, relations = item.get("answers"), list(known(item.get("relation"), ANSWERS, "relation", faults))
    if not isinstance(answers, int) or not 1 <= answers <= case_length or not relations:
        faults.append("an answer to no sentence of the case")
        return None
    return Sentence(text, passage_ids, words(item.get("quote")), answers, Relation(relations[0]))


def _disagreement(value: object, faults: list[str]) -> tuple[Disagreement | None, str]:
    if not isinstance(value, dict):
        faults.append("no disagreement is named")
        return None, ""
    kinds = list(known(value.get("kind"), list(Disagreement), "kind of disagreement", faults))
    return (Disagreement(kinds[0]) if kinds else None), words(value.get("text"))
