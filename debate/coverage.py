"""Coverage: how far each side addresses each step, computed from marks by the framework's rules."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from debate.framework import Framework, LevelRule, Step
from debate.marks import AuthorKind, MarkKind
from debate.sides import Placing, Side
from debate.verdicts import JudgedMark

TRUST = 0.72
"""Marks below this confidence are tentative: listed on request, and counted only as `standing` says.

From here the local annotator's marks are right eight times in ten.
"""


class Level(StrEnum):
    """How far a step is addressed."""

    FULL = "full"
    PARTIAL = "partial"
    ABSENT = "absent"
    NOT_ASSESSED = "not_assessed"
    """Kept apart from absent: nothing was there to be judged."""

    @property
    def glyph(self) -> str:
        """⬤ ◑ ◯ or ·, as the paper prints them; the dot is ours."""
        return {"full": "⬤", "partial": "◑", "absent": "◯", "not_assessed": "·"}[self.value]

    @property
    def weight(self) -> float:
        """1 for full, a half for partial, 0 otherwise."""
        return {"full": 1.0, "partial": 0.5}.get(self.value, 0.0)


class Silence(StrEnum):
    """Why a cell is empty."""

    NOBODY_LOOKED = "nobody_looked"
    """No passage was examined for this step."""
    SIDE_SILENT = "side_silent"
    """Passages on this step exist, and this side has passages, but none of them is on it."""
    CORPUS_SILENT = "corpus_silent"
    """Passages were examined; none speaks of this step, or none takes this side at all."""
    NOT_ALL_READ = "not_all_read"
    """Passages wait to be encoded and marked: what is missing may stand in them."""

    @property
    def meaning(self) -> str:
        """One sentence for a reader."""
        return {
            "nobody_looked": "Nobody looked: no passage was examined for this step.",
            "side_silent": "Looked, and this side does not say: others speak of this step.",
            "corpus_silent": "The corpus has nothing here: no examined passage of this side or on this step.",
            "not_all_read": "Not all is read yet: passages wait to be marked, and this may stand in them.",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Cell:
    """One side's treatment of one step."""

    side_id: str
    step_id: str
    level: Level
    criteria: tuple[str, ...]
    """Criteria met by standing marks, sorted."""
    mark_ids: tuple[str, ...]
    """The marks that made the level, strongest first; never empty for full or partial."""
    tentative_ids: tuple[str, ...]
    """The other marks on the step: one key away."""
    confirmed: bool
    """Whether a person confirmed at least one of the marks that made the level."""
    silence: Silence | None
    """Why there is nothing; None for full and partial."""


def rate(step: Step, criteria: frozenset[str], marks: int) -> Level:
    """The level that a set of met criteria earns at a step, given how many marks' worth speaks of it.

    Full needs every group of the step's full rule and `full_marks` marks; partial any step mark at all.
    """
    if marks >= step.full_marks and holds(step.full, criteria):
        return Level.FULL
    if marks >= step.partial_marks and (not criteria or holds(step.partial, criteria)):
        return Level.PARTIAL
    return Level.ABSENT


def holds(rule: LevelRule, criteria: frozenset[str]) -> bool:
    """Whether every group of the rule has a criterion that is met."""
    return all(group & criteria for group in rule)


def counts(judged: JudgedMark, trust: float = TRUST) -> bool:
    """Whether a mark is part of the picture: not rejected, and confirmed or trusted.

    What another tool says of its confidence is not trusted: an imported mark counts when a person confirmed it.
    """
    if judged.rejected:
        return False
    mark = judged.mark
    return (mark.confidence >= trust and mark.author.kind is not AuthorKind.IMPORTED) or judged.confirmed


def standing(marks: Iterable[JudgedMark], trust: float = TRUST) -> list[JudgedMark]:
    """Of marks that say the same thing, those that make it count.

    They are the ones that count by themselves. When none does, tentative ones from different passages add up: the
    strongest of them whose confidences together reach `trust`, so that as many right ones are expected among them
    as of one trusted mark. When all of them fall short, none.
    """
    said = [judged for judged in marks if not judged.rejected]
    return [judged for judged in said if counts(judged, trust)] or _enough(said, trust)


def _enough(marks: Iterable[JudgedMark], trust: float) -> list[JudgedMark]:
    strongest = _strongest(judged for judged in marks if judged.mark.author.kind is not AuthorKind.IMPORTED)
    total = 0.0
    for number, judged in enumerate(strongest, 1):
        total += judged.mark.confidence
        if total >= trust:
            return strongest[:number]
    return []


def weigh(marks: Iterable[JudgedMark]) -> float:
    """How many passages may be expected to say it: the confidences of `_strongest`, a confirmed one as 1."""
    return sum(1.0 if judged.confirmed else judged.mark.confidence for judged in _strongest(marks))


def _strongest(marks: Iterable[JudgedMark]) -> list[JudgedMark]:
    """The strongest of the marks in each passage, strongest first."""
    ranked = sorted(marks, key=lambda judged: (not judged.confirmed, -judged.mark.confidence, judged.mark.id))
    first: dict[str, JudgedMark] = {}
    for judged in ranked:
        first.setdefault(judged.mark.passage_id, judged)
    return list(first.values())


@dataclass(frozen=True, slots=True)
class Examined:
    """What was looked at, so that a silence can be told from a lack of looking."""

    steps: frozenset[str]
    """Steps for which passages were sought or read."""
    passages_by_side: Mapping[str, int]
    """How many examined passages take each side."""
    pending: int = 0
    """How many passages waited to be encoded and marked: what they say is not in the picture."""


def cover(
    framework: Framework,
    sides: Sequence[Side],
    marks: Iterable[JudgedMark],
    place: Placing,
    examined: Examined,
    trust: float = TRUST,
) -> tuple[Cell, ...]:
    """One cell for each side and step, sides in order, steps in order."""
    step_marks = [judged for judged in marks if judged.mark.kind is MarkKind.STEP and not judged.rejected]
    spoken_of = frozenset(
        step.id
        for step in framework.steps
        if standing([judged for judged in step_marks if judged.mark.label == step.id], trust)
    )
    by_cell: dict[tuple[str, str], list[Placed]] = {}
    for judged in step_marks:
        side_ids = place.mark(judged.mark)
        for side_id in side_ids:
            placed = Placed(judged, len(side_ids) > 1, place.sure(judged.mark))
            by_cell.setdefault((side_id, judged.mark.label), []).append(placed)

    def why_silent(side_id: str, step_id: str) -> Silence:
        if examined.pending:
            return Silence.NOT_ALL_READ
        if step_id not in examined.steps:
            return Silence.NOBODY_LOOKED
        if step_id not in spoken_of and len(sides) > 1:
            return Silence.CORPUS_SILENT
        return Silence.SIDE_SILENT if examined.passages_by_side.get(side_id) else Silence.CORPUS_SILENT

    return tuple(
        _cell(side.id, step, by_cell.get((side.id, step.id), []), why_silent, trust)
        for side in sides
        for step in framework.steps
    )


class Placed(NamedTuple):
    """A mark in a cell."""

    judged: JudgedMark
    shared: bool
    """Whether it stands in the other side's cell too, as what a mixed passage says does."""
    sure: float
    """How sure it is that it belongs to this side."""

    def rank(self) -> tuple[bool, bool, float, float, str]:
        """Confirmed first, then what is this side's own, then what is surest in both label and side."""
        mark = self.judged.mark
        return not self.judged.confirmed, self.shared, -min(mark.confidence, self.sure), -mark.confidence, mark.id


def _cell(
    side_id: str, step: Step, marks: list[Placed], why_silent: Callable[[str, str], Silence], trust: float
) -> Cell:
    ranked = [placed.judged for placed in sorted(marks, key=Placed.rank)]
    behind = {criterion: standing(_meeting(criterion, ranked), trust) for criterion in step.criteria}
    criteria = frozenset(criterion for criterion, found in behind.items() if found)
    made = {judged.mark.id for found in (standing(ranked, trust), *behind.values()) for judged in found}
    level = rate(step, criteria, max(1, round(weigh(ranked))) if made else 0)
    silence = None
    if level is Level.ABSENT:
        silence = why_silent(side_id, step.id)
        level = Level.ABSENT if silence is Silence.SIDE_SILENT else Level.NOT_ASSESSED
    return Cell(
        side_id=side_id,
        step_id=step.id,
        level=level,
        criteria=tuple(sorted(criteria)),
        mark_ids=tuple(judged.mark.id for judged in ranked if judged.mark.id in made),
        tentative_ids=tuple(judged.mark.id for judged in ranked if judged.mark.id not in made),
        confirmed=any(judged.confirmed for judged in ranked if judged.mark.id in made),
        silence=silence,
    )


def _meeting(criterion: str, marks: Iterable[JudgedMark]) -> list[JudgedMark]:
    return [judged for judged in marks if criterion in judged.mark.criteria]


def talking_past(cells: Iterable[Cell]) -> float | None:
    """The share of coverage that is found on one side only, 0 to 1.

    For each step, the highest and the lowest level weight among the sides (full 1, partial ½, else 0):
    Σ (highest − lowest) / Σ highest. 0 when the sides cover the same steps equally far, 1 when no step
    is covered by all; None when nothing is covered or there are fewer than two sides.
    """
    by_step: dict[str, list[float]] = {}
    for cell in cells:
        by_step.setdefault(cell.step_id, []).append(cell.level.weight)
    total = sum(max(weights) for weights in by_step.values())
    if not total or any(len(weights) < 2 for weights in by_step.values()):
        return None
    return sum(max(weights) - min(weights) for weights in by_step.values()) / total
