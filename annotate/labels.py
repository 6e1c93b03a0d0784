"""The labels that heads predict, in a fixed order, and where each comes from in a training row."""

from collections.abc import Mapping
from typing import Any

from debate.framework import Framework
from debate.marks import Pole

STANCES = ("raises", "doubts", "mixed", "neutral")
"""Toward the framework's standing claim; a passage with none of them has no bearing on it."""
POLES = {"raises": Pole.RAISES, "doubts": Pole.DOUBTS}


def step_labels(framework: Framework) -> list[str]:
    """`step:threat` and so on."""
    return [f"step:{step.id}" for step in framework.steps]


def assumption_labels(framework: Framework) -> list[str]:
    """`bottleneck:raises`, and so on."""
    return [f"{slot.id}:{pole}" for slot in framework.slots for pole in Pole]


def stance_labels() -> list[str]:
    """`stance:raises` and so on, and `stance:none`."""
    return [f"stance:{stance}" for stance in (*STANCES, "none")]


def passage_labels(framework: Framework) -> list[str]:
    """Everything that is predicted of a whole passage."""
    return step_labels(framework) + stance_labels() + assumption_labels(framework)


def labels_of(row: Mapping[str, Any]) -> set[str]:
    """The labels of a training row: `relevant`, `stance`, `steps`, `criteria`, `assumptions` of the gold format."""
    stance = row.get("stance") if row.get("relevant", True) else None
    found = {f"step:{step}" for step in row.get("steps", ())} | {f"stance:{stance or 'none'}"}
    found |= {f"{taken['slot']}:{taken['pole']}" for taken in row.get("assumptions", ())}
    return found | set(row.get("criteria", ()))
