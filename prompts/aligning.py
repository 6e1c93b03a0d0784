"""Asking a model where two sides mean different things by the same words, and reading the clashes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from debate.arguments import Disagreement
from debate.framework import Framework
from debate.sources import Passage
from prompts.catalogue import fill, prompt
from prompts.material import material, slots_in_words
from prompts.replies import find_json, known, rows, words

NAME = "align_assumptions"
MOST_CLASHES = 5
KINDS = tuple(kind for kind in Disagreement if kind is not Disagreement.NONE)


class Statement(NamedTuple):
    """What one side means, and the words it rests on, not yet checked."""

    says: str
    passage_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing on which the sides pass each other by."""

    kind: Disagreement
    turns_on: str
    for_: Statement
    against: Statement


@dataclass(frozen=True, slots=True)
class AlignmentReply:
    """What could be read of a reply."""

    clashes: tuple[Clash, ...]
    faults: tuple[str, ...]
    unreadable: bool = False


def render_alignment(
    framework: Framework, claim: str, for_: Sequence[Passage], against: Sequence[Passage]
) -> tuple[str, Mapping[str, str], Mapping[str, str]]:
    """The whole prompt, and for each side the opaque id of its passages -> their real ids."""
    left, right = material(for_), material(against, first=len(for_) + 1)
    values = {
        "claim": claim,
        "slots": slots_in_words(framework),
        "for_ids": ", ".join(left.ids),
        "for_passages": left.blocks,
        "against_ids": ", ".join(right.ids),
        "against_passages": right.blocks,
    }
    return fill(prompt(NAME), values), left.ids, right.ids


def read_alignment(text: str, for_ids: Mapping[str, str], against_ids: Mapping[str, str]) -> AlignmentReply:
    """The clashes in which each side is quoted from a passage of its own; never raises."""
    data = find_json(text)
    if not isinstance(data, dict) or not isinstance(data.get("clashes"), list):
        return AlignmentReply((), ("the reply holds no JSON object with clashes",), unreadable=True)
    faults: list[str] = []
    read = (_clash(item, for_ids, against_ids, faults) for item in rows(data["clashes"])[:MOST_CLASHES])
    return AlignmentReply(tuple(one for one in read if one is not None), tuple(faults))


def _clash(
    item: Mapping[str, Any], for_ids: Mapping[str, str], against_ids: Mapping[str, str], faults: list[str]
) -> Clash | None:
    kinds = list(known(item.get("kind"), KINDS, "kind of clash", faults))
    left = _statement(item.get("for"), for_ids, faults)
    right = _statement(item.get("against"), against_ids, faults)
    if not kinds or left is None or right is None:
        faults.append("a clash that lacks its kind or one of its sides")
        return None
    return Clash(Disagreement(kinds[0]), words(item.get("turns_on")), left, right)


def _statement(value: object, ids: Mapping[str, str], faults: list[str]) -> Statement | None:
    if not isinstance(value, dict):
        return None
    named = list(known(value.get("passage"), ids, "passage id", faults))
    says = words(value.get("says"))
    return Statement(says, ids[named[0]], words(value.get("quote"))) if named and says else None
