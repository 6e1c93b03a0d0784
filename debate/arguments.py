"""Structured debate: what a side argues at a step, on which words it rests, and what it answers."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from debate.marks import Author
from debate.verdicts import Decision


class Part(StrEnum):
    """What an argument is in its debate."""

    CASE = "case"
    """What a side holds at a step."""
    REBUTTAL = "rebuttal"
    """What a side answers to the other side's case."""


class Relation(StrEnum):
    """How a sentence stands to what it speaks to."""

    SUPPORTS = "supports"
    """Says that it is right."""
    ATTACKS = "attacks"
    """Says that it is wrong."""
    UNDERCUTS = "undercuts"
    """Says that it does not bear on the claim."""


class Disagreement(StrEnum):
    """About what two sides disagree."""

    FACTS = "facts"
    DEFINITION = "definition"
    SCOPE = "scope"
    BASELINE = "baseline"
    EVIDENCE_STANDARD = "evidence_standard"
    VALUE = "value"
    HORIZON = "horizon"
    NONE = "none"
    """The answer does not meet the case: they pass each other by."""


class Ground(NamedTuple):
    """The words that a sentence rests on."""

    passage_id: str
    source_id: str
    start: int
    """Code points of the source."""
    end: int
    quote: str
    """Exactly `source_text[start:end]`."""
    mark_id: str | None = None
    """The mark on these words, when there is one."""


class Link(NamedTuple):
    """From one sentence to what it speaks to."""

    argument_id: str
    sentence: int
    """From 1."""
    target_id: str
    """Id of an argument, or of the claim."""
    target_sentence: int | None
    """None for a whole argument or the claim."""
    relation: Relation


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an argument; it has grounds, or it would not be there."""

    text: str
    grounds: tuple[Ground, ...]
    answers: int | None = None
    """In a rebuttal: number of the sentence of the case it answers, from 1; None for all of it."""
    relation: Relation = Relation.SUPPORTS
    """To what it answers; of a case, to the side's own position."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One side's case or rebuttal at one step."""

    id: str
    claim_id: str
    side_id: str
    step_id: str
    part: Part
    sentences: tuple[Sentence, ...]
    author: Author
    made_at: str
    """ISO 8601, UTC."""
    answers_id: str | None = None
    """Of a rebuttal: the case it answers."""
    disagreement: Disagreement | None = None
    """Of a rebuttal: about what the sides disagree."""
    disagreement_text: str = ""
    dropped: int = 0
    """Sentences that were left out because their words could not be verified."""
    decision: Decision | None = None
    """What a person decided; what a model wrote is a draft until she accepts it."""

    @property
    def draft(self) -> bool:
        """Whether a model wrote it and nobody accepted it."""
        return self.author.kind == "model" and self.decision is not Decision.ACCEPTED

    @property
    def text(self) -> str:
        """The argument as one paragraph."""
        return " ".join(sentence.text for sentence in self.sentences)


class ArgumentStore(Protocol):
    """Keeps arguments that models drafted, and what people decided on them."""

    def keep_arguments(self, arguments: Iterable[Argument]) -> None:
        """Keep drafts; the very same one is kept once."""
        ...

    def arguments_on(self, claim_id: str) -> list[Argument]:
        """The drafts on a claim with the newest decision on each, oldest first."""
        ...

    def argument(self, argument_id: str) -> Argument | None:
        """One draft."""
        ...

    def decide_argument(self, argument_id: str, decision: Decision, by: str, made_at: str) -> None:
        """Append a person's decision on a draft; raises UnknownName when it is not known."""
        ...


def argument_id(
    claim_id: str, side_id: str, step_id: str, part: Part, sentences: Sequence[Sentence], author: Author
) -> str:
    """The id that the same author always gives the same argument."""
    said = [[one.text, [list(ground) for ground in one.grounds], one.answers, one.relation] for one in sentences]
    parts = [claim_id, side_id, step_id, part, said, author.kind, author.name, author.version, author.prompt]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:12]


def links_of(argument: Argument) -> tuple[Link, ...]:
    """Every link that goes out of an argument: a case speaks to the claim, a rebuttal to the case it answers."""
    if argument.part is Part.CASE:
        relation = Relation.SUPPORTS if argument.side_id == "for" else Relation.ATTACKS
        return tuple(
            Link(argument.id, number, argument.claim_id, None, relation)
            for number, _ in enumerate(argument.sentences, 1)
        )
    return tuple(
        Link(argument.id, number, argument.answers_id or argument.claim_id, sentence.answers, sentence.relation)
        for number, sentence in enumerate(argument.sentences, 1)
    )
