"""Queries aimed at each side, step and slot, so that a silent cell means something."""

from collections.abc import Sequence
from dataclasses import dataclass

from debate.claims import Claim
from debate.framework import Framework
from debate.sides import Side, pole_of


@dataclass(frozen=True, slots=True)
class Probe:
    """One query, and what it is after."""

    side_id: str
    query: str
    step_id: str | None = None
    slot_id: str | None = None


def probes(framework: Framework, claim: Claim, sides: Sequence[Side]) -> list[Probe]:
    """The same number of queries for each side: the claim, and every step and every slot as that side sees them.

    Without the side's view the step queries find what the side that says most has to say: on labelled comments
    the share found of what the doubting side says on a step was .138, and with it .161; of the other side .21.
    """
    return [probe for side in sides for probe in _of_side(framework, claim, side)]


def _of_side(framework: Framework, claim: Claim, side: Side) -> list[Probe]:
    pole = pole_of(side, claim)
    topic = framework.vector(claim.vector).name.lower() + ": " if claim.vector else ""
    view = framework.side_queries[pole] if pole else ""
    found = [Probe(side.id, claim.text), Probe(side.id, f"{topic}{view} {claim.text}".strip())]
    found += [Probe(side.id, f"{topic}{step.query} {view}".strip(), step_id=step.id) for step in framework.steps]
    found += [
        Probe(side.id, f"{topic}{slot.poles[pole] if pole else slot.name}", slot_id=slot.id) for slot in framework.slots
    ]
    return found
