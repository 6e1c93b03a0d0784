"""Asking a model what exactly a claim claims, and reading the fields it found."""

from collections.abc import Iterable
from dataclasses import dataclass

from debate.claims import Direction
from debate.framework import Framework
from prompts.catalogue import fill, prompt
from prompts.material import defused, listed
from prompts.replies import find_json, known, words

NAME = "frame_claim"
MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class FramingReply:
    """The fields of a claim as a model read them; None and empty where it says nothing."""

    vector: str | None
    direction: Direction
    baselines: tuple[str, ...]
    actor: str | None
    horizon: str | None
    missing: tuple[str, ...]
    """What a reader would have to ask before the claim can be tested."""
    faults: tuple[str, ...]
    unreadable: bool = False


def render_framing(framework: Framework, sentence: str) -> str:
    """The whole prompt."""
    values = {
        "vectors": listed((vector.id, vector.name) for vector in framework.vectors),
        "baselines": listed((baseline.id, baseline.name) for baseline in framework.baselines),
        "claim": defused(sentence),
    }
    return fill(prompt(NAME), values)


def read_framing(text: str, framework: Framework, sentence: str) -> FramingReply:
    """The fields in a reply; a name that the framework does not have, or words not in the claim, are left out."""
    data = find_json(text)
    if not isinstance(data, dict):
        return FramingReply(
            None, Direction.UNKNOWN, (), None, None, (), ("the reply holds no JSON object",), unreadable=True
        )
    faults: list[str] = []
    vectors = list(known(data.get("vector"), {one.id for one in framework.vectors}, "misuse vector", faults))
    directions = list(known(data.get("direction"), {one.value for one in Direction}, "direction", faults))
    return FramingReply(
        vector=vectors[0] if vectors else None,
        direction=Direction(directions[0]) if directions else Direction.UNKNOWN,
        baselines=tuple(known(data.get("baselines"), {one.id for one in framework.baselines}, "baseline", faults)),
        actor=_said(data.get("actor"), sentence, "actor", faults),
        horizon=_said(data.get("horizon"), sentence, "horizon", faults),
        missing=tuple(_questions(data.get("missing")))[:MOST_QUESTIONS],
        faults=tuple(faults),
    )


def _said(value: object, sentence: str, field: str, faults: list[str]) -> str | None:
    """The value if the claim says it in these words."""
    said = words(value)
    if said and said.casefold() not in " ".join(sentence.split()).casefold():
        faults.append(f"the {field} is not in the claim's own words")
        return None
    return said or None


def _questions(value: object) -> Iterable[str]:
    return (found for item in value if (found := words(item))) if isinstance(value, list) else ()
