"""What a chat model is asked about passages, call by call."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotate.calls.caller import Question
from debate.claims import REFERENCE_CLAIM_ID, Claim
from debate.framework import Framework
from debate.marks import Mark, MarkKind
from debate.sources import Passage
from prompts.catalogue import prompt
from prompts.marking import NAME, STANCE, render, render_stance

BATCH, STANCE_BATCH = 6, 12
"""Passages a call: enough to share the instructions, few enough for a model to keep apart."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One call: some passages, and the question about them."""

    passages: tuple[Passage, ...]
    ids: Mapping[str, str]
    question: Question


def questions(
    framework: Framework, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
) -> Iterator[Asked]:
    """With a claim, about the stance toward it; without one, about everything.

    With what is `known`, only passages that bear on misuse risk and say something of it are asked about: the stance
    of any other would move nothing in the picture.
    """
    asked = passages if known is None else _bearing(passages, known)
    size = BATCH if claim is None else STANCE_BATCH
    for start in range(0, len(asked), size):
        yield question(framework, claim, tuple(asked[start : start + size]))


def question(framework: Framework, claim: Claim | None, passages: tuple[Passage, ...]) -> Asked:
    """One call about these passages."""
    text, ids = render(framework, None, passages) if claim is None else render_stance(claim, passages)
    return Asked(passages, ids, Question(text, prompt(NAME if claim is None else STANCE).version))


def _bearing(passages: Sequence[Passage], known: Sequence[Mark]) -> list[Passage]:
    """The passages that have a stance toward the standing claim, a neutral one included, and another mark."""
    bearing = {mark.passage_id for mark in known if mark.claim_id == REFERENCE_CLAIM_ID}
    saying = {mark.passage_id for mark in known if mark.kind is not MarkKind.STANCE}
    return [passage for passage in passages if passage.id in bearing & saying]
