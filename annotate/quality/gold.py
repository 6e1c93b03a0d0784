"""Gold labels: what the lines of a gold file say, checked while they are read."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from debate.coverage import Level
from debate.errors import CruxmapError, UnknownName
from debate.framework import Framework
from debate.marks import Pole

NO_STANCE = "none"
"""The fifth stance: the passage does not bear on the claim. `null` in a gold file."""
STANCES = ("raises", "doubts", "mixed", "neutral", NO_STANCE)
LEVELS = {level.value: level for level in (Level.ABSENT, Level.PARTIAL, Level.FULL)}
DOCUMENT = re.compile(r"[_#][^_#]*$")


class GoldError(CruxmapError):
    """A gold file cannot be read, or a line of it says something the framework does not know."""


class Kind(StrEnum):
    """What is measured on a passage."""

    STEPS = "steps"
    STANCE = "stance"
    ASSUMPTIONS = "assumptions"


@dataclass(frozen=True, slots=True)
class Labels:
    """One opinion on one passage; None where nothing was said either way, so that it is not scored."""

    stance: str | None = None
    """One of STANCES."""
    steps: frozenset[str] | None = None
    assumptions: frozenset[str] | None = None
    """`slot:pole`."""

    def of(self, kind: Kind) -> frozenset[str] | None:
        """The labels of one kind; a stance is a set of one."""
        if kind is Kind.STEPS:
            return self.steps
        if kind is Kind.ASSUMPTIONS:
            return self.assumptions
        return None if self.stance is None else frozenset([self.stance])


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A passage with its labels."""

    id: str
    text: str
    document: str
    labels: Labels
    annotators: tuple[Labels, ...] = ()
    """Each annotator's own labels, in an order that is the same for all passages."""
    spans: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Ratings:
    """One reading of a whole document."""

    levels: Mapping[str, Level]
    """By step id; a step that is not there is not scored."""
    criteria: frozenset[str] | None
    """None, here and below: not said either way, so not scored."""
    assumptions: frozenset[str] | None
    """`slot:pole`."""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A whole document with its ratings."""

    id: str
    text: str
    ratings: Ratings
    annotators: tuple[Ratings, ...] = ()
    """Each annotator's own ratings, in an order that is the same for all documents."""


def read_passages(path: Path, framework: Framework) -> list[GoldPassage]:
    """The passages of a gold file; raises GoldError with the line and the field at fault."""
    return [
        GoldPassage(
            id=line.new_id(),
            text=line.text("text"),
            document=str(line.row.get("document") or DOCUMENT.sub("", line.text("id"))),
            labels=line.labels(),
            annotators=tuple(one.labels() for one in line.annotators()),
            spans=tuple(str(span) for span in line.list("spans") or ()),
            language=line.row.get("language"),
        )
        for line in _lines(path, framework)
    ]


def read_documents(
    path: Path, framework: Framework, text_of: Callable[[str], str | None] | None = None
) -> list[GoldDocument]:
    """The documents of a gold file; a text that is not in the row is asked of `text_of`, by id."""
    found = []
    for line in _lines(path, framework):
        name = line.new_id()
        text = line.row.get("text") or (text_of(name) if text_of else None)
        if not text:
            raise line.error("text", f"“{name}” has none", "Add it, or name a file of id and text with --documents")
        annotators = tuple(one.ratings() for one in line.annotators())
        found.append(GoldDocument(name, str(text), line.ratings(), annotators))
    return found


def texts_from(path: Path) -> Callable[[str], str | None]:
    """A `text_of` for `read_documents`, from a JSONL file of rows with `id` and `text`."""
    rows = {str(row.get("id")): str(row.get("text") or "") for _, row in _rows(path)}
    return rows.get


def _lines(path: Path, framework: Framework) -> Iterator["Line"]:
    seen: set[str] = set()
    for number, row in _rows(path):
        yield Line(f"“{path.name}”, line {number}", row, framework, seen)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as wrong:
        raise GoldError(f"“{path}” cannot be read: {wrong}.", "Give a JSONL file in UTF-8.") from wrong
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as wrong:
            raise GoldError(f"“{path.name}”, line {number} is not JSON: {wrong}.", "One object a line.") from wrong
        if not isinstance(row, dict):
            raise GoldError(f"“{path.name}”, line {number} is no object.", "Write one {…} a line.")
        yield number, row


@dataclass(frozen=True, slots=True)
class Line:
    """One object of a gold file, read field by field."""

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
            raise self.error(field, "it is missing or empty", "Every row needs an id and a text")
        return value

    def new_id(self) -> str:
        """The id; a second row for the same thing is refused, because it would count twice."""
        name = self.text("id")
        if name in self.seen:
            raise self.error("id", f"“{name}” stands in an earlier line too", "Give every row an id of its own")
        self.seen.add(name)
        return name

    def annotators(self) -> list["Line"]:
        """Each annotator's own object."""
        own = self.list("annotators") or []
        if not all(isinstance(one, dict) for one in own):
            raise self.error("annotators", "one of them is no object", "Write a list of {…}")
        return [replace(self, place=f"{self.place}, annotator {at}", row=one) for at, one in enumerate(own, 1)]

    def ratings(self) -> Ratings:
        """Levels, criteria and assumptions of a whole document."""
        return Ratings(self._levels(), self._criteria(), self._assumptions())

    def labels(self) -> Labels:
        """Stance, steps and assumptions; a row that is not relevant has none of them."""
        if self.row.get("relevant") is False:
            return Labels(NO_STANCE, frozenset(), frozenset())
        return Labels(self._stance(), self._steps(), self._assumptions())

    def _stance(self) -> str | None:
        if "stance" not in self.row:
            return None
        stance = NO_STANCE if self.row["stance"] is None else self.row["stance"]
        if stance not in STANCES:
            raise self.error("stance", f"“{stance}” is none", "Write raises, doubts, mixed, neutral or null")
        return str(stance)

    def _steps(self) -> frozenset[str] | None:
        named = self.list("steps")
        if named is None:
            return None
        try:
            return frozenset(self.framework.step(str(name)).id for name in named)
        except UnknownName as unknown:
            raise self.error("steps", unknown.message.rstrip("."), unknown.hint.rstrip(".")) from unknown

    def _assumptions(self) -> frozenset[str] | None:
        """`slot:pole` of each."""
        taken = self.list("assumptions")
        return None if taken is None else frozenset(self._assumption(one) for one in taken)

    def _assumption(self, one: Any) -> str:
        if not isinstance(one, Mapping) or not {"slot", "pole"} <= set(one):
            raise self.error("assumptions", "one of them lacks its slot or pole", 'Write {"slot": …, "pole": …}')
        slots = [slot.id for slot in self.framework.slots]
        if one["slot"] not in slots:
            raise self.error("assumptions", f"there is no slot “{one['slot']}”", f"Slots: {', '.join(slots)}")
        if one["pole"] not in list(Pole):
            raise self.error("assumptions", f"there is no pole “{one['pole']}”", "Write raises or doubts")
        return f"{one['slot']}:{one['pole']}"

    def _levels(self) -> dict[str, Level]:
        """Step id -> level; at least one."""
        given = self.row.get("levels")
        if not isinstance(given, Mapping) or not given:
            raise self.error("levels", "it is missing or empty", 'Write {"threat": "full", …}')
        steps = [step.id for step in self.framework.steps]
        if unknown := sorted(set(given) - set(steps)):
            raise self.error("levels", f"there is no step “{unknown[0]}”", f"Steps: {', '.join(steps)}")
        for step, level in given.items():
            if level not in LEVELS:
                raise self.error("levels", f"“{level}” at {step} is no level", f"Levels: {', '.join(LEVELS)}")
        return {step: LEVELS[level] for step, level in given.items()}

    def _criteria(self) -> frozenset[str] | None:
        """Criterion ids met."""
        named = self.list("criteria")
        if named is None:
            return None
        if unknown := [name for name in named if name not in self.framework.criteria]:
            known = ", ".join(self.framework.criteria)
            raise self.error("criteria", f"there is no criterion “{unknown[0]}”", f"Criteria: {known}")
        return frozenset(named)

    def list(self, field: str) -> Sequence[Any] | None:
        """A field that holds a list; None when it is not there."""
        value = self.row.get(field)
        if value is None or isinstance(value, list):
            return value
        raise self.error(field, "it is no list", "Write […], or [] when there is none")
