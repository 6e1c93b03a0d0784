"""What prompts put before a model: passages fenced off as data under opaque ids, and the framework in words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from debate.framework import Framework, Step
from debate.sources import Passage


class Material(NamedTuple):
    """Passages as a model sees them."""

    blocks: str
    ids: Mapping[str, str]
    """Opaque id -> real id; a model may name no other."""


def material(passages: Sequence[Passage], first: int = 1) -> Material:
    """Each passage in tags of its own, under an id that tells nothing; numbered from `first`."""
    ids = {f"p{number}": passage.id for number, passage in enumerate(passages, first)}
    blocks = [
        f'<passage id="{short}">\n{defused(passage.text)}\n</passage>'
        for short, passage in zip(ids, passages, strict=True)
    ]
    return Material("\n\n".join(blocks), ids)


def defused(text: str) -> str:
    """Text that cannot open or close a tag of ours: the angle bracket of anything like one becomes a look-alike."""
    return re.sub(r"<(?=\s*/?\s*(?:passage|claim|draft|document)\b)", "‹", text, flags=re.IGNORECASE)


def steps_in_words(framework: Framework) -> str:
    """Every step with its question and its criteria by id."""
    return "\n".join(line for step in framework.steps for line in _step(framework, step))


def step_in_words(framework: Framework, step_id: str) -> str:
    """One step with its question and its criteria by id."""
    return "\n".join(_step(framework, framework.step(step_id)))


def levels_in_words(framework: Framework) -> str:
    """What full, partial and absent mean at each step."""
    lines = []
    for step in framework.steps:
        lines.append(f"  {step.id}")
        lines += [f"      {level}: {meaning}" for level, meaning in step.levels.items()]
    return "\n".join(lines)


def slots_in_words(framework: Framework) -> str:
    """Every assumption slot with its two poles."""
    return "\n".join(
        f"  {slot.id}\n" + "\n".join(f"      {pole}: {words}" for pole, words in slot.poles.items())
        for slot in framework.slots
    )


def listed(pairs: Iterable[tuple[str, str]]) -> str:
    """Ids with what they stand for, one a line."""
    return "\n".join(f"  {name}: {meaning}" for name, meaning in pairs)


def _step(framework: Framework, step: Step) -> list[str]:
    head = f"  {step.number} {step.name}: {step.asks}"
    return [head, *(f"      {name} {framework.criteria[name]}" for name in step.criteria)]
