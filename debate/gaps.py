"""Evidence wanted: what would fill each empty cell, with a query that is ready to run."""

from collections.abc import Iterable
from dataclasses import dataclass

from debate.claims import Claim
from debate.coverage import Cell, Silence
from debate.framework import Framework


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty cell, and what kind of source would fill it."""

    side_id: str
    step_id: str
    silence: Silence
    wanted: str
    query: str


def find_gaps(framework: Framework, claim: Claim | None, cells: Iterable[Cell]) -> tuple[Gap, ...]:
    """One line for each cell that is empty, in the order of the cells."""
    return tuple(
        Gap(
            cell.side_id,
            cell.step_id,
            cell.silence,
            framework.step(cell.step_id).wanted,
            gap_query(framework, claim, cell.step_id),
        )
        for cell in cells
        if cell.silence is not None
    )


def gap_query(framework: Framework, claim: Claim | None, step_id: str) -> str:
    """A query for passages on a step, about the claim's vector when it has one."""
    step = framework.step(step_id)
    topic = framework.vector(claim.vector).name.lower() if claim and claim.vector else ""
    return f"{topic}: {step.query}" if topic else step.query
