"""One line of a gold file, read field by field; what the framework does not know is refused with its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotate.quality.gold import NO_STANCE, STANCES, GoldError, Labels, Ratings
from debate.coverage import Level
from debate.errors import UnknownName
from debate.framework import Framework
from debate.marks import Pole
from debate.plain import clip, one_line

LEVELS = {level.value: level for level in (Level.ABSENT, Level.PARTIAL, Level.FULL)}
SHOWN = 60
"""Columns of a faulty value that a message repeats."""


@dataclass(frozen=True, slots=True)
class Line:
    """One object of a gold file."""

    place: str
    row: Mapping[str, Any]
    framework: Framework
    seen: set[str]
    """Ids met so far."""

    def error(self, field: str, fault: str, fix: str) -> GoldError:
        """What is wrong, where, and what to do about it."""
        return GoldError(f"{self.place}, field “{field}”: {fault}.", f"{fix}.")

    def text(self, field: str) -> str:
        """A field that must hold words."""
        value = self.row.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.error(field, "it is missing, empty, or no text", "Every row needs an id and a text")
        return self._sound(field, value)

    def optional_text(self, field: str) -> str | None:
        """A field that may hold words; None when it is not there."""
        value = self.row.get(field)
        return None if value is None or value == "" else self.text(field)

    def new_id(self) -> str:
        """The id; a second row for the same thing is refused, because it would count twice."""
        number = self.row.get("id")
        name = str(number) if isinstance(number, int) else self.text("id")
        if name in self.seen:
            raise self.error("id", f"{shown(name)} stands in an earlier line too", "Give every row an id of its own")
        self.seen.add(name)
        return name

    def annotators(self) -> list["Line"]:
        """Each annotator's own object."""
        own = self.items("annotators") or []
        if not all(isinstance(one, dict) for one in own):
            raise self.error("annotators", "one of them is no object", "Write a list of {…}")
        return [replace(self, place=f"{self.place}, annotator {at}", row=one) for at, one in enumerate(own, 1)]

    def labels(self) -> Labels:
        """Stance, steps and assumptions; a row that is not relevant has none of them."""
        relevant = self.row.get("relevant")
        if relevant is not None and not isinstance(relevant, bool):
            raise self.error("relevant", f"{shown(relevant)} is neither", "Write true or false")
        if relevant is False:
            return Labels(NO_STANCE, frozenset(), frozenset())
        return Labels(self._stance(), self._steps(), self._assumptions())

    def ratings(self) -> Ratings:
        """Levels, criteria and assumptions of a whole document."""
        return Ratings(self._levels(), self._criteria(), self._assumptions())

    def items(self, field: str) -> Sequence[Any] | None:
        """A field that holds a list; None when it is not there."""
        value = self.row.get(field)
        if value is None or isinstance(value, list):
            return value
        raise self.error(field, "it is no list", "Write […], or [] when there is none")

    def _sound(self, field: str, value: str) -> str:
        try:
            value.encode()
        except UnicodeEncodeError as half:
            raise self.error(field, "it holds half a character", "Write the file as UTF-8 once more") from half
        return value

    def _stance(self) -> str | None:
        if "stance" not in self.row:
            return None
        stance = NO_STANCE if self.row["stance"] is None else self.row["stance"]
        if stance not in STANCES:
            raise self.error("stance", f"{shown(stance)} is none", "Write raises, doubts, mixed, neutral or null")
        return str(stance)

    def _steps(self) -> frozenset[str] | None:
        named = self.items("steps")
        return None if named is None else frozenset(self._step("steps", name) for name in named)

    def _step(self, field: str, name: object) -> str:
        try:
            return self.framework.step(str(name)).id
        except UnknownName as unknown:
            steps = ", ".join(step.id for step in self.framework.steps)
            raise self.error(field, f"there is no step {shown(name)}", f"Steps: {steps}") from unknown

    def _assumptions(self) -> frozenset[str] | None:
        """`slot:pole` of each."""
        taken = self.items("assumptions")
        return None if taken is None else frozenset(self._assumption(one) for one in taken)

    def _assumption(self, one: Any) -> str:
        if not isinstance(one, Mapping) or not {"slot", "pole"} <= set(one):
            raise self.error("assumptions", "one of them lacks its slot or pole", 'Write {"slot": …, "pole": …}')
        slots = [slot.id for slot in self.framework.slots]
        if one["slot"] not in slots:
            raise self.error("assumptions", f"there is no slot {shown(one['slot'])}", f"Slots: {', '.join(slots)}")
        if one["pole"] not in list(Pole):
            raise self.error("assumptions", f"there is no pole {shown(one['pole'])}", "Write raises or doubts")
        return f"{one['slot']}:{one['pole']}"

    def _levels(self) -> dict[str, Level]:
        """Step id -> level; at least one."""
        given = self.row.get("levels")
        if not isinstance(given, Mapping) or not given:
            raise self.error("levels", "it is missing or empty", 'Write {"threat": "full", …}')
        return {self._step("levels", step): self._level(step, level) for step, level in given.items()}

    def _level(self, step: str, level: object) -> Level:
        if level not in list(LEVELS):
            raise self.error("levels", f"{shown(level)} at {shown(step)} is no level", f"Levels: {', '.join(LEVELS)}")
        return LEVELS[str(level)]

    def _criteria(self) -> frozenset[str] | None:
        """Criterion ids met."""
        named = self.items("criteria")
        if named is None:
            return None
        known = list(self.framework.criteria)
        if unknown := [name for name in named if name not in known]:
            raise self.error("criteria", f"there is no criterion {shown(unknown[0])}", f"Criteria: {', '.join(known)}")
        return frozenset(named)


def shown(value: object) -> str:
    """A value from a file as a message may repeat it: quoted, short, and harmless to a terminal."""
    return f"“{clip(one_line(str(value)), SHOWN)}”"
