"""Asking a model to rate a whole document, and reading its levels and the words behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from debate.coverage import Level
from debate.framework import Framework
from debate.marks import MarkKind, Pole
from debate.sources import Passage
from prompts.catalogue import fill, prompt
from prompts.marking import Proposal
from prompts.material import levels_in_words, material, slots_in_words, steps_in_words
from prompts.replies import find_json, known, rows, words

NAME = "rate_document"
LEVELS = (Level.FULL.value, Level.PARTIAL.value, Level.ABSENT.value)


@dataclass(frozen=True, slots=True)
class RatingReply:
    """What could be read of a rating; quotes are not yet checked."""

    levels: Mapping[str, Level]
    """By step id; a step whose level could not be read is left out."""
    proposals: tuple[Proposal, ...]
    faults: tuple[str, ...]
    unreadable: bool = False


def render_rating(framework: Framework, passages: Sequence[Passage]) -> tuple[str, Mapping[str, str]]:
    """The whole prompt, and the opaque id of each passage -> its real id."""
    shown = material(passages)
    values = {
        "steps": steps_in_words(framework),
        "levels": levels_in_words(framework),
        "slots": slots_in_words(framework),
        "ids": ", ".join(shown.ids),
        "passages": shown.blocks,
    }
    return fill(prompt(NAME), values), shown.ids


def read_rating(text: str, framework: Framework, ids: Mapping[str, str]) -> RatingReply:
    """Levels and proposals in a reply, and what was wrong with the rest; never raises."""
    data = find_json(text)
    if not isinstance(data, dict) or not isinstance(data.get("levels"), dict):
        return RatingReply({}, (), ("the reply holds no JSON object with levels",), unreadable=True)
    faults: list[str] = []
    steps = {step.id for step in framework.steps}
    levels = {
        step_id: Level(level)
        for step_id, value in data["levels"].items()
        for level in known(value, LEVELS, "level", faults)
        if step_id in steps
    }
    faults += [f"no level for the step “{step_id}”" for step_id in sorted(steps - set(levels))]
    proposals = [
        *_criteria(rows(data.get("criteria")), framework, ids, faults),
        *_assumptions(rows(data.get("assumptions")), framework, ids, faults),
    ]
    return RatingReply(levels, tuple(proposals), tuple(faults))


def _criteria(
    items: Sequence[Mapping[str, Any]], framework: Framework, ids: Mapping[str, str], faults: list[str]
) -> list[Proposal]:
    return [
        Proposal(ids[short], MarkKind.STEP, framework.step_of(name).id, words(item.get("quote")), criteria=(name,))
        for item in items
        for name in known(item.get("criterion"), framework.criteria, "criterion", faults)
        for short in known(item.get("passage"), ids, "passage id", faults)
    ]


def _assumptions(
    items: Sequence[Mapping[str, Any]], framework: Framework, ids: Mapping[str, str], faults: list[str]
) -> list[Proposal]:
    slots, poles = {slot.id for slot in framework.slots}, {pole.value for pole in Pole}
    return [
        Proposal(
            ids[short],
            MarkKind.ASSUMPTION,
            slot,
            words(item.get("quote")),
            pole=Pole(pole),
            statement=words(item.get("statement")),
        )
        for item in items
        for slot in known(item.get("slot"), slots, "assumption slot", faults)
        for pole in known(item.get("pole"), poles, "pole", faults)
        for short in known(item.get("passage"), ids, "passage id", faults)
    ]
