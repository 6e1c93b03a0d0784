"""Asking a model what evidence would settle a crux, and reading what it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from debate.clashes import Evidence
from debate.framework import Slot
from debate.sources import Passage
from prompts.catalogue import fill, prompt
from prompts.material import material
from prompts.replies import find_json, rows, words

NAME = "settle_crux"
MOST_EVIDENCE = 3
FIELDS = ("kind", "done", "raises_if", "doubts_if", "still_open")


@dataclass(frozen=True, slots=True)
class SettlingReply:
    """What could be read of a reply."""

    evidence: tuple[Evidence, ...]
    open: str
    """Why no evidence could settle it, when the model says so."""
    faults: tuple[str, ...]
    unreadable: bool = False


def render_settling(claim: str, slot: Slot, passages: Sequence[Passage]) -> str:
    """The whole prompt; the passages are those that both sides' positions rest on."""
    poles = "\n".join(f"      {pole}: {words}" for pole, words in slot.poles.items())
    return fill(
        prompt(NAME), {"claim": claim, "slot": f"  {slot.name}\n{poles}", "passages": material(passages).blocks}
    )


def read_settling(text: str) -> SettlingReply:
    """The evidence in a reply that says what would be done and what both results would mean; never raises."""
    data = find_json(text)
    if not isinstance(data, dict):
        return SettlingReply((), "", ("the reply holds no JSON object",), unreadable=True)
    faults: list[str] = []
    read = (_evidence(item, faults) for item in rows(data.get("evidence"))[:MOST_EVIDENCE])
    return SettlingReply(tuple(one for one in read if one is not None), words(data.get("open")), tuple(faults))


def _evidence(item: Mapping[str, Any], faults: list[str]) -> Evidence | None:
    found = Evidence(*(words(item.get(field)) for field in FIELDS))
    if not (found.done and found.raises_if and found.doubts_if):
        faults.append("evidence that does not say what either result would mean")
        return None
    return found
