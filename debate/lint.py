"""The marginality lint: named rules that say where an argument falls short of marginal risk, without a model."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from debate.claims import Claim, Direction
from debate.coverage import Cell
from debate.framework import Framework
from debate.marks import Mark
from debate.sides import Side
from debate.sources import Passage


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, read from lint.toml."""

    id: str
    about: str
    """`claim` or `side`."""
    when: str
    """The name of the check below."""
    says: str
    fix: str
    needs: str = ""
    """The step a side must speak of for the rule to bear on it."""
    lacks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    words: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired, on what, and the words it fired on."""

    rule_id: str
    says: str
    fix: str
    side_id: str | None
    """None: it is about the claim."""
    words: str
    mark_ids: tuple[str, ...] = ()


def lint_claim(claim: Claim) -> tuple[Finding, ...]:
    """Findings about the claim alone, cheap enough to run at each key stroke."""
    return tuple(
        Finding(rule.id, rule.says, rule.fix, None, claim.text)
        for rule in _rules()
        if rule.about == "claim" and _CLAIM_CHECKS[rule.when](claim)
    )


_CLAIM_CHECKS: Mapping[str, Callable[[Claim], bool]] = {
    "no_baseline": lambda claim: not claim.baselines,
    "no_actor": lambda claim: not claim.actor,
    "no_vector": lambda claim: not claim.vector,
    "no_horizon": lambda claim: not claim.horizon,
    "no_direction": lambda claim: claim.direction is Direction.UNKNOWN,
}


def lint_sides(
    framework: Framework,
    sides: Sequence[Side],
    cells: Iterable[Cell],
    marks: Mapping[str, Mark],
    passages: Mapping[str, Passage],
) -> tuple[Finding, ...]:
    """Findings about each side's case, from its coverage and the words behind it."""
    by_side: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        by_side.setdefault(cell.side_id, {})[cell.step_id] = cell
    known = {step.id for step in framework.steps}
    found = []
    for side in sides:
        for rule in _rules():
            if rule.about == "side" and rule.needs in known:
                mark_ids = _SIDE_CHECKS[rule.when](rule, by_side[side.id], marks, passages)
                if mark_ids:
                    words = marks[mark_ids[0]].quote
                    found.append(Finding(rule.id, rule.says, rule.fix, side.id, words, mark_ids))
    return tuple(found)


Cells = Mapping[str, Cell]
Marks = Mapping[str, Mark]
Passages = Mapping[str, Passage]


def _step_without(rule: Rule, cells: Cells, marks: Marks, passages: Passages) -> tuple[str, ...]:
    """The side speaks of the step, and nowhere meets any of the criteria that would make it marginal."""
    del marks, passages
    met = {criterion for cell in cells.values() for criterion in cell.criteria}
    return () if met & set(rule.lacks) else cells[rule.needs].mark_ids


def _steps_missing(rule: Rule, cells: Cells, marks: Marks, passages: Passages) -> tuple[str, ...]:
    del marks, passages
    spoken = any(cells[step_id].mark_ids for step_id in rule.missing if step_id in cells)
    return () if spoken else cells[rule.needs].mark_ids


def _words_without(rule: Rule, cells: Cells, marks: Marks, passages: Passages) -> tuple[str, ...]:
    del passages
    cell = cells[rule.needs]
    if set(cell.criteria) & set(rule.lacks):
        return ()
    return tuple(mark_id for mark_id in cell.mark_ids if _fires(rule, marks[mark_id].quote))


def _closed_only(rule: Rule, cells: Cells, marks: Marks, passages: Passages) -> tuple[str, ...]:
    """Every mark of the step that names a model names closed ones only, judged in its whole passage."""
    step_marks = cells[rule.needs].mark_ids
    texts = {mark_id: passages[marks[mark_id].passage_id].text for mark_id in step_marks}
    if any(rule.unless and rule.unless.search(text) for text in texts.values()):
        return ()
    return tuple(mark_id for mark_id in step_marks if rule.words and rule.words.search(texts[mark_id]))


def _fires(rule: Rule, text: str) -> bool:
    named = rule.words is not None and rule.words.search(text) is not None
    return named and not (rule.unless is not None and rule.unless.search(text))


_SIDE_CHECKS: Mapping[str, Callable[[Rule, Cells, Marks, Passages], tuple[str, ...]]] = {
    "step_without": _step_without,
    "steps_missing": _steps_missing,
    "words_without": _words_without,
    "closed_only": _closed_only,
}


def rules() -> tuple[Rule, ...]:
    """Every rule of the lint, in the order of the file."""
    return _rules()


@cache
def _rules() -> tuple[Rule, ...]:
    data = tomllib.loads(Path(__file__).with_name("lint.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            id=row["id"],
            about=row["about"],
            when=row["when"],
            says=row["says"],
            fix=row["fix"],
            needs=row.get("needs", ""),
            lacks=tuple(row.get("lacks", ())),
            missing=tuple(row.get("missing", ())),
            words=_pattern(row.get("words")),
            unless=_pattern(row.get("unless")),
        )
        for row in data["rules"]
    )


def _pattern(parts: Sequence[str] | None) -> re.Pattern[str] | None:
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None
