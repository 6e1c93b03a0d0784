"""The framework, read from data: steps, criteria, level rules, slots, properties, benefits, vectors, baselines."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from debate.errors import CruxmapError, UnknownName
from debate.marks import Pole

LevelRule = tuple[frozenset[str], ...]
"""Groups of criterion ids: a rule holds when every group has at least one criterion met."""


class FrameworkError(CruxmapError):
    """A framework file cannot be read, or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the questions a complete analysis answers."""

    id: str
    number: int
    name: str
    short: str
    asks: str
    aliases: tuple[str, ...]
    criteria: tuple[str, ...]
    full: LevelRule
    partial: LevelRule
    full_marks: int
    """How many marks full needs at least, beside its criteria."""
    partial_marks: int
    levels: Mapping[str, str]
    """What full, partial and absent mean here, in words."""
    wanted: str
    query: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One assumption by which sides are aligned."""

    id: str
    name: str
    poles: Mapping[Pole, str]
    steps: tuple[str, ...]
    """The steps that a flip of this slot can change."""
    settled_by: str
    type: str
    """Kind of disagreement: factual, comparator, scope, horizon, value, evidential standard."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id, a name and, for benefits, the caveat that belongs to it."""

    id: str
    name: str
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A misuse vector or a baseline, with the terms that betray it in a text."""

    id: str
    name: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """Everything the analysis knows about its subject."""

    id: str
    name: str
    source: str
    reference_claim: str
    hedge: str
    limits: tuple[str, ...]
    steps: tuple[Step, ...]
    criteria: Mapping[str, str]
    slots: tuple[Slot, ...]
    properties: tuple[Named, ...]
    benefits: tuple[Named, ...]
    vectors: tuple[Topic, ...]
    baselines: tuple[Topic, ...]
    side_queries: Mapping[Pole, str]
    """What a side leaning to each pole would say, for queries aimed at it."""

    def step(self, name: str) -> Step:
        """The step with this id, number, name or alias."""
        folded = name.strip().casefold()
        for step in self.steps:
            if folded in {step.id, str(step.number), step.name.casefold(), step.short.casefold()}:
                return step
            if folded in {alias.casefold() for alias in step.aliases}:
                return step
        raise UnknownName(f"There is no step “{name}”.", f"Steps: {_ids(self.steps)}.")

    def step_of(self, criterion: str) -> Step:
        """The step that a criterion such as `4d` belongs to."""
        for step in self.steps:
            if criterion in step.criteria:
                return step
        raise UnknownName(f"There is no criterion “{criterion}”.", f"Criteria: {', '.join(self.criteria)}.")

    def slot(self, slot_id: str) -> Slot:
        """The assumption slot with this id."""
        return _find(self.slots, slot_id, "assumption slot")

    def vector(self, vector_id: str) -> Topic:
        """The misuse vector with this id."""
        return _find(self.vectors, vector_id, "misuse vector")

    def baseline(self, baseline_id: str) -> Topic:
        """The baseline with this id."""
        return _find(self.baselines, baseline_id, "baseline")


def load_framework(path: Path | None = None) -> Framework:
    """Read a framework file, the shipped one by default; raises FrameworkError with the place of the fault."""
    return _default() if path is None else _read(path)


@cache
def _default() -> Framework:
    return _read(Path(__file__).with_name("framework.toml"))


def _read(path: Path) -> Framework:
    try:
        return _parse(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as missing:
        raise FrameworkError(f"There is no framework file “{path}”.", "Check the path.") from missing
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as bad:
        raise FrameworkError(
            f"“{path}” is not readable TOML: {bad}.", "Compare it with debate/framework.toml."
        ) from bad
    except KeyError as absent:
        raise FrameworkError(
            f"“{path}” lacks the key {absent}.", "Every key of debate/framework.toml is needed."
        ) from absent


def _parse(data: Mapping[str, Any]) -> Framework:
    criteria = dict(data["criteria"])
    framework = Framework(
        id=data["id"],
        name=data["name"],
        source=data["source"],
        reference_claim=data["reference_claim"],
        hedge=data["hedge"],
        limits=tuple(data["limits"]),
        steps=tuple(_step(row, criteria) for row in data["steps"]),
        criteria=criteria,
        slots=tuple(_slot(row) for row in data["slots"]),
        properties=_rows(data["properties"], lambda row: Named(row["id"], row["name"])),
        benefits=_rows(data["benefits"], lambda row: Named(row["id"], row["name"], row["caveat"])),
        vectors=_rows(data["vectors"], _topic),
        baselines=_rows(data["baselines"], _topic),
        side_queries={pole: str(data["side_queries"][pole.value]) for pole in Pole},
    )
    _check(framework)
    return framework


def _step(row: Mapping[str, Any], criteria: Mapping[str, str]) -> Step:
    number = row["number"]
    return Step(
        id=row["id"],
        number=number,
        name=row["name"],
        short=row["short"],
        asks=row["asks"],
        aliases=tuple(row["aliases"]),
        criteria=tuple(name for name in criteria if name.startswith(str(number))),
        full=_rule(row["full"]),
        partial=_rule(row["partial"]),
        full_marks=row.get("full_marks", 1),
        partial_marks=row.get("partial_marks", 1),
        levels=dict(row["levels"]),
        wanted=row["wanted"],
        query=row["query"],
    )


def _slot(row: Mapping[str, Any]) -> Slot:
    poles = {pole: str(row[pole.value]) for pole in Pole}
    return Slot(row["id"], row["name"], poles, tuple(row["steps"]), row["settled_by"], row["type"])


def _topic(row: Mapping[str, Any]) -> Topic:
    return Topic(row["id"], row["name"], tuple(row["terms"]))


def _rule(groups: Iterable[Iterable[str]]) -> LevelRule:
    return tuple(frozenset(group) for group in groups)


Row = TypeVar("Row")


def _rows(rows: Iterable[Mapping[str, Any]], make: Callable[[Mapping[str, Any]], Row]) -> tuple[Row, ...]:
    return tuple(make(row) for row in rows)


def _check(framework: Framework) -> None:
    """A rule or slot that names what does not exist would silently never hold: refuse it."""
    known_steps = {step.id for step in framework.steps}
    for step in framework.steps:
        named = set().union(*step.full, *step.partial)
        if unknown := sorted(named - set(step.criteria)):
            raise FrameworkError(
                f"The level rule of step “{step.id}” names {', '.join(unknown)}.",
                f"Its criteria are {', '.join(step.criteria)}.",
            )
    for slot in framework.slots:
        if unknown := sorted(set(slot.steps) - known_steps):
            raise FrameworkError(
                f"Slot “{slot.id}” names the steps {', '.join(unknown)}.", f"Steps: {_ids(framework.steps)}."
            )


Item = TypeVar("Item", Step, Slot, Named, Topic)


def _find(items: tuple[Item, ...], wanted: str, kind: str) -> Item:
    for item in items:
        if item.id == wanted:
            return item
    raise UnknownName(f"There is no {kind} “{wanted}”.", f"Known: {_ids(items)}.")


def _ids(items: Iterable[Any]) -> str:
    return ", ".join(item.id for item in items)
