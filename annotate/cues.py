"""Cues: words that betray a criterion, a pole or a stance, read from `cues.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ESCAPED_OR_CAPITAL = re.compile(r"(\\.)|([A-Z]+)")


@dataclass(frozen=True, slots=True)
class Cue:
    """A named set of patterns, and what it speaks for."""

    id: str
    marks: tuple[str, ...]
    """Criterion ids, `slot:pole`, `stance:pole`, `property:id`, `benefit:id`, or `caveat`."""
    pattern: re.Pattern[str]
    """For text in lower case: twice as fast as a pattern that ignores case."""


@cache
def cues() -> tuple[Cue, ...]:
    """Every cue, in the order of the file; the order is part of the heads' features."""
    data = tomllib.loads(Path(__file__).with_name("cues.toml").read_text(encoding="utf-8"))
    return tuple(
        Cue(row["id"], tuple(row["marks"]), re.compile(_lower("|".join(row["patterns"] + row["ja"]))))
        for row in data["cues"]
    )


def _lower(pattern: str) -> str:
    """Its letters in lower case, and its escapes as they are: with a capital they mean the opposite."""
    return _ESCAPED_OR_CAPITAL.sub(lambda found: found[1] or found[2].lower(), pattern)


@cache
def _cues_for(mark: str) -> tuple[Cue, ...]:
    return tuple(cue for cue in cues() if mark in cue.marks)


def counts(text: str) -> list[int]:
    """How often each cue fires in a text, in the order of `cues`."""
    lower = text.lower()
    return [sum(1 for _ in cue.pattern.finditer(lower)) for cue in cues()]


def fires(mark: str, text: str) -> bool:
    """Whether a cue that speaks for this criterion, pole, property or benefit fires in the text."""
    lower = text.lower()
    return any(cue.pattern.search(lower) for cue in _cues_for(mark))
