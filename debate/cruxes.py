"""Cruxes: contested slots, ranked by how much of the picture rests on them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from debate.coverage import Cell, Level, rate
from debate.differences import Alignment, Difference, Position
from debate.framework import Framework, Slot
from debate.verdicts import JudgedMark


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that would fall if the slot turned out the other way."""

    side_id: str
    step_id: str
    before: Level
    after: Level
    marks_lost: int


@dataclass(frozen=True, slots=True)
class Crux:
    """A contested slot with the measured effect of flipping it."""

    slot_id: str
    score: float
    changes: tuple[Change, ...]
    explanation: str
    settled_by: str
    type: str


def find_cruxes(
    framework: Framework,
    differences: Iterable[Difference],
    cells: Sequence[Cell],
    marks: Iterable[JudgedMark],
    name_of: Callable[[str], str],
) -> tuple[Crux, ...]:
    """Contested slots, highest score first.

    The flip test: suppose the slot is settled against a side. Then the side's step marks, in the steps
    the slot bears on, no longer count where they stand in a passage that rests on that assumption, and
    the cells are rated again. With L_s the confidence lost by side s and T_s all the confidence behind
    its coverage, the score is the mean over the sides that take a pole of L_s / T_s, times the evenness
    2·min(w)/Σw of the two strongest opposite positions: 0 when nothing rests on the slot, 1 when
    everything does and both sides press it equally.
    """
    by_id = {judged.mark.id: judged for judged in marks}
    cruxes = [
        _crux(framework, framework.slot(difference.slot_id), difference, cells, by_id, name_of)
        for difference in differences
        if difference.alignment is Alignment.CONTESTED
    ]
    return tuple(sorted(cruxes, key=lambda crux: (-crux.score, crux.slot_id)))


def _crux(
    framework: Framework,
    slot: Slot,
    difference: Difference,
    cells: Sequence[Cell],
    marks: dict[str, JudgedMark],
    name_of: Callable[[str], str],
) -> Crux:
    changes: list[Change] = []
    shares: list[float] = []
    for position in difference.positions:
        if position.pole is None:
            continue
        lost_by_side, share = _flip(framework, slot, position, cells, marks)
        changes += lost_by_side
        shares.append(share)
    score = sum(shares) / len(shares) * _evenness(difference.positions)
    return Crux(
        slot_id=slot.id,
        score=round(score, 4),
        changes=tuple(changes),
        explanation=_explain(framework, changes, name_of),
        settled_by=slot.settled_by,
        type=slot.type,
    )


def _flip(
    framework: Framework, slot: Slot, position: Position, cells: Sequence[Cell], marks: dict[str, JudgedMark]
) -> tuple[list[Change], float]:
    """The side's cells that lose marks, and the share of its coverage confidence that goes with them."""
    resting = {
        marks[mark_id].mark.passage_id for mark_id in position.mark_ids if marks[mark_id].mark.pole is position.pole
    }
    changes = []
    lost = total = 0.0
    for cell in cells:
        if cell.side_id != position.side_id:
            continue
        counted = [marks[mark_id] for mark_id in cell.mark_ids]
        total += sum(judged.mark.confidence for judged in counted)
        if cell.step_id not in slot.steps:
            continue
        kept = [judged for judged in counted if judged.mark.passage_id not in resting]
        if len(kept) == len(counted):
            continue
        lost += sum(judged.mark.confidence for judged in counted if judged.mark.passage_id in resting)
        criteria = frozenset(criterion for judged in kept for criterion in judged.mark.criteria)
        after = rate(framework.step(cell.step_id), criteria, len(kept))
        changes.append(Change(cell.side_id, cell.step_id, cell.level, after, len(counted) - len(kept)))
    return changes, lost / total if total else 0.0


def _evenness(positions: Iterable[Position]) -> float:
    strongest: dict[object, float] = {}
    for position in positions:
        if position.pole is not None:
            strongest[position.pole] = max(strongest.get(position.pole, 0.0), position.weight)
    total = sum(strongest.values())
    return 2 * min(strongest.values()) / total if len(strongest) == 2 and total else 0.0


def _explain(framework: Framework, changes: Iterable[Change], name_of: Callable[[str], str]) -> str:
    by_side: dict[str, list[Change]] = {}
    for change in changes:
        by_side.setdefault(change.side_id, []).append(change)
    if not by_side:
        return "Both sides speak of it, and no cell rests on it."
    return "; ".join(f"{name_of(side_id)} {_loses(framework, lost)}" for side_id, lost in by_side.items())


def _loses(framework: Framework, changes: Sequence[Change]) -> str:
    fallen = [change for change in changes if change.before is not change.after]
    marks = sum(change.marks_lost for change in changes)
    plural = "s" if marks != 1 else ""
    if not fallen:
        return f"would lose {marks} mark{plural}, no cell falls"
    names = ", ".join(
        f"{framework.step(change.step_id).short} {change.before.glyph}→{change.after.glyph}" for change in fallen
    )
    return f"would lose {marks} mark{plural}: {names}"
