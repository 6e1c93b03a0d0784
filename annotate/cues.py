"""Cues: words that betray a criterion, a pole or a stance, read from `cues.toml`."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cue:
    """A named set of patterns, and what it speaks for."""

    id: str
    marks: tuple[str, ...]
    """Criterion ids, `slot:pole`, `stance:pole`, `property:id`, `benefit:id`, or `caveat`."""
    pattern: re.Pattern[str]


@cache
def cues() -> tuple[Cue, ...]:
    """Every cue, in the order of the file; the order is part of the heads' features."""
    data = tomllib.loads(Path(__file__).with_name("cues.toml").read_text(encoding="utf-8"))
    return tuple(
        Cue(row["id"], tuple(row["marks"]), re.compile("|".join(row["patterns"] + row["ja"]), re.IGNORECASE))
        for row in data["cues"]
    )


@cache
def cues_for(mark: str) -> tuple[Cue, ...]:
    """The cues that speak for one criterion, pole, property or benefit."""
    return tuple(cue for cue in cues() if mark in cue.marks)


def counts(text: str) -> list[int]:
    """How often each cue fires in a text, in the order of `cues`."""
    return [sum(1 for _ in cue.pattern.finditer(text)) for cue in cues()]


def firing(text: str, found: Sequence[Cue]) -> list[str]:
    """The words that the given cues fire on, in the order of the cues."""
    return [hit.group(0) for cue in found if (hit := cue.pattern.search(text))]
