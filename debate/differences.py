"""Assumption differences: slot by slot, who takes which pole, in whose words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from debate.coverage import TRUST, counts
from debate.framework import Framework
from debate.marks import MarkKind, Pole
from debate.sides import Placing, Side
from debate.verdicts import JudgedMark


class Alignment(StrEnum):
    """How the sides stand to each other on one slot."""

    CONTESTED = "contested"
    """Two sides lean to opposite poles."""
    SHARED = "shared"
    """Every side that speaks, and at least two do, leans to the same pole."""
    ONE_SIDED = "one_sided"
    """Only one side speaks."""
    SILENT = "silent"
    """No side speaks."""

    @property
    def glyph(self) -> str:
        """⇄ = ◂ ∅."""
        return {"contested": "⇄", "shared": "=", "one_sided": "◂", "silent": "∅"}[self.value]


@dataclass(frozen=True, slots=True)
class Position:
    """What one side assumes in one slot."""

    side_id: str
    pole: Pole | None
    """The pole with more confidence behind it; None when the side says nothing."""
    both: bool
    """Whether the other pole is argued too."""
    mark_ids: tuple[str, ...]
    """The side's marks on this slot: the leading pole first, strongest first."""
    weight: float
    """Summed confidence behind the leading pole."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One slot, aligned across the sides."""

    slot_id: str
    alignment: Alignment
    positions: tuple[Position, ...]
    """One a side, in the order of the sides."""


def differ(
    framework: Framework,
    sides: Sequence[Side],
    marks: Iterable[JudgedMark],
    place: Placing,
    trust: float = TRUST,
) -> tuple[Difference, ...]:
    """Every slot of the framework: contested ones first, then shared, one-sided, silent."""
    by_position: dict[tuple[str, str], list[JudgedMark]] = {}
    for judged in marks:
        if judged.mark.kind is MarkKind.ASSUMPTION and counts(judged, trust):
            for side_id in place.mark(judged.mark):
                by_position.setdefault((judged.mark.label, side_id), []).append(judged)
    found = []
    for slot in framework.slots:
        positions = tuple(_position(side.id, by_position.get((slot.id, side.id), [])) for side in sides)
        found.append(Difference(slot.id, align(positions), positions))
    order = list(Alignment)
    return tuple(sorted(found, key=lambda difference: order.index(difference.alignment)))


def align(positions: Iterable[Position]) -> Alignment:
    """Opposite leanings are contested; a side that argues both poles is read by the stronger one."""
    poles = [position.pole for position in positions if position.pole is not None]
    if not poles:
        return Alignment.SILENT
    if len(poles) == 1:
        return Alignment.ONE_SIDED
    return Alignment.SHARED if len(set(poles)) == 1 else Alignment.CONTESTED


def _position(side_id: str, marks: list[JudgedMark]) -> Position:
    mass = {pole: sum(judged.mark.confidence for judged in marks if judged.mark.pole is pole) for pole in Pole}
    if not marks:
        return Position(side_id, None, both=False, mark_ids=(), weight=0.0)
    leading = max(Pole, key=lambda pole: mass[pole])
    ranked = sorted(
        marks,
        key=lambda judged: (
            judged.mark.pole is not leading,
            not judged.confirmed,
            -judged.mark.confidence,
            judged.mark.id,
        ),
    )
    return Position(
        side_id,
        leading,
        both=mass[leading.other] > 0,
        mark_ids=tuple(judged.mark.id for judged in ranked),
        weight=round(mass[leading], 4),
    )
