"""Reads a claim's fields out of its sentence: vector, direction, baselines, actor, horizon."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from debate.claims import Claim, Direction, claim_id
from debate.errors import CruxmapError
from debate.framework import Framework
from debate.topics import named

LONGEST_CLAIM = 2000
"""Characters. A claim is a sentence; what is longer is a document."""


class NotAClaim(CruxmapError):
    """The text given as a claim is empty, or far too long for one."""


def frame(
    framework: Framework,
    text: str,
    *,
    vector: str | None = None,
    direction: Direction | None = None,
    baselines: Sequence[str] | None = None,
    actor: str | None = None,
    horizon: str | None = None,
) -> Claim:
    """The claim that a sentence makes: fields that are given stand, the others are read from its words.

    Raises NotAClaim for an empty or overlong text, UnknownName for a vector or baseline not in the framework.
    """
    sentence = " ".join(text.replace("\x00", " ").split())
    if not sentence:
        raise NotAClaim("The claim is empty.", "Give one sentence, in quotes.")
    if len(sentence) > LONGEST_CLAIM:
        raise NotAClaim(
            f"The claim has {len(sentence):,} characters; a claim is one sentence of at most {LONGEST_CLAIM:,}.",
            "Import the text as a document, and ask about one sentence of it.",
        )
    if vector is not None:
        framework.vector(vector)
    for baseline in baselines or ():
        framework.baseline(baseline)
    chosen = direction or suggest_direction(sentence)
    return Claim(
        id=claim_id(sentence, chosen),
        text=sentence,
        vector=vector or suggest_vector(framework, sentence),
        direction=chosen,
        baselines=tuple(baselines) if baselines is not None else suggest_baselines(framework, sentence),
        actor=actor or _first("actors", sentence),
        horizon=horizon or _first("horizons", sentence),
    )


def suggest_vector(framework: Framework, text: str) -> str | None:
    """The one vector whose terms the text names first; None when it names none."""
    found = named(text, framework.vectors)
    return min(found, key=lambda vector: _position(framework, text, vector), default=None)


def suggest_direction(text: str) -> Direction:
    """Which way the text says the risk moves; unknown when no cue fires."""
    found = _first("directions", text)
    return Direction(found) if found else Direction.UNKNOWN


def suggest_baselines(framework: Framework, text: str) -> tuple[str, ...]:
    """The baselines that the text names, in the framework's order."""
    found = named(text, framework.baselines)
    return tuple(baseline.id for baseline in framework.baselines if baseline.id in found)


def _position(framework: Framework, text: str, vector: str) -> tuple[int, int]:
    folded = text.casefold()
    vectors = [topic.id for topic in framework.vectors]
    # The narrowest vector (last in the framework) wins where two share a word, as fraud and phishing do.
    starts = [folded.find(term.casefold()) for term in framework.vector(vector).terms]
    return min((start for start in starts if start >= 0), default=len(text)), -vectors.index(vector)


@dataclass(frozen=True, slots=True)
class _Cue:
    id: str
    pattern: re.Pattern[str]


def _first(kind: str, text: str) -> str | None:
    return next((cue.id for cue in _cues()[kind] if cue.pattern.search(text)), None)


@cache
def _cues() -> Mapping[str, tuple[_Cue, ...]]:
    data = tomllib.loads(Path(__file__).with_name("framing.toml").read_text(encoding="utf-8"))
    return {
        kind: tuple(_Cue(row["id"], re.compile("|".join(row["patterns"]), re.IGNORECASE)) for row in rows)
        for kind, rows in data.items()
    }
