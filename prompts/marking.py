"""Asking a model to mark passages, and reading its reply: a proposal is believed only as far as it checks out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from debate.claims import Claim
from debate.framework import Framework
from debate.marks import MarkKind, Pole, Stance
from debate.sources import Passage
from prompts.catalogue import fill, prompt
from prompts.material import defused, material, slots_in_words, steps_in_words
from prompts.replies import find_json, rows

NAME, STANCE = "mark_passages", "take_stance"
"""The prompt that asks for everything, and the short one that asks for the stance toward a claim alone."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One mark as a model proposed it; its quote is not yet checked."""

    passage_id: str
    kind: MarkKind
    label: str
    quote: str
    criteria: tuple[str, ...] = ()
    pole: Pole | None = None
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What could be read of a reply."""

    proposals: tuple[Proposal, ...]
    faults: tuple[str, ...]
    """Each thing that was wrong with it, as a sentence; an unreadable reply has one fault and no proposals."""
    unreadable: bool = False


def render(framework: Framework, claim: Claim | None, passages: Sequence[Passage]) -> tuple[str, Mapping[str, str]]:
    """The prompt for everything a passage says, with its stance toward the claim, by default the standing one.

    Also the opaque id of each passage -> its real id.
    """
    shown = material(passages)
    values = {
        "claim": claim_text(framework, claim),
        "steps": steps_in_words(framework),
        "slots": slots_in_words(framework),
        "ids": ", ".join(shown.ids),
        "passages": shown.blocks,
    }
    return fill(prompt(NAME), values), shown.ids


def render_stance(claim: Claim, passages: Sequence[Passage]) -> tuple[str, Mapping[str, str]]:
    """The short prompt for the stance toward one claim alone; its reply has the same shape.

    The claim stands last, so that claims which are asked about the same passages begin alike: providers and local
    servers do not read again, at the full price, what they have just read.
    """
    shown = material(passages)
    values = {"claim": defused(claim.text), "ids": ", ".join(shown.ids), "passages": shown.blocks}
    return fill(prompt(STANCE), values), shown.ids


def read_reply(text: str, framework: Framework, opaque: Mapping[str, str]) -> Reply:
    """Proposals in a reply, and what was wrong with the rest; never raises."""
    data = find_json(text)
    answered = data.get("passages") if isinstance(data, dict) else None
    if not isinstance(answered, list):
        return Reply((), ("the reply holds no JSON object with a list of passages",), unreadable=True)
    proposals: list[Proposal] = []
    faults: list[str] = []
    for row in answered:
        if not isinstance(row, dict) or str(row.get("id")) not in opaque:
            faults.append("a passage id that was not asked about")
            continue
        _read_row(row, opaque[str(row["id"])], framework, proposals, faults)
    return Reply(tuple(proposals), tuple(faults))


def _read_row(
    row: Mapping[str, Any], passage_id: str, framework: Framework, proposals: list[Proposal], faults: list[str]
) -> None:
    stance = str(row.get("stance") or "")
    if stance in {item.value for item in Stance}:
        proposals.append(Proposal(passage_id, MarkKind.STANCE, stance, str(row.get("stance_quote") or "")))
    elif stance:
        faults.append(f"an unknown stance “{stance}”")
    for item in rows(row.get("steps")):
        proposals += _step_proposals(item, passage_id, framework, faults)
    slots = {slot.id for slot in framework.slots}
    for item in rows(row.get("assumptions")):
        slot, pole = str(item.get("slot") or ""), str(item.get("pole") or "")
        if slot not in slots or pole not in {item.value for item in Pole}:
            faults.append(f"an unknown assumption “{slot}/{pole}”")
            continue
        quote, statement = str(item.get("quote") or ""), str(item.get("statement") or "")
        proposals.append(Proposal(passage_id, MarkKind.ASSUMPTION, slot, quote, pole=Pole(pole), statement=statement))


def _step_proposals(
    item: Mapping[str, Any], passage_id: str, framework: Framework, faults: list[str]
) -> list[Proposal]:
    named = item.get("criteria")
    by_step: dict[str, list[str]] = {}
    for criterion in named if isinstance(named, list) else [named]:
        if isinstance(criterion, str) and criterion in framework.criteria:
            by_step.setdefault(framework.step_of(criterion).id, []).append(criterion)
        else:
            faults.append(f"an unknown criterion “{criterion}”")
    quote = str(item.get("quote") or "")
    return [
        Proposal(passage_id, MarkKind.STEP, step_id, quote, criteria=tuple(sorted(set(criteria))))
        for step_id, criteria in by_step.items()
    ]


def claim_text(framework: Framework, claim: Claim | None) -> str:
    """The words of the claim asked about; without one, the framework's standing claim."""
    return defused(claim.text) if claim else framework.reference_claim
