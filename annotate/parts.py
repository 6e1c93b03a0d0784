"""The sentences of a passage, each with what is counted in it."""

from dataclasses import dataclass

from annotate.features import Reading, read
from annotate.saying import says_something
from debate.sentences import sentence_spans
from debate.sources import Passage


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, and what it counts."""

    start: int
    """Code-point offset into the passage."""
    end: int
    text: str
    reading: Reading
    says: bool
    """Whether its words can stand for what a mark says."""


def sentences_of(passage: Passage) -> list[Sentence]:
    """The sentences of a passage; one that has none is one."""
    found = []
    for start, end in sentence_spans(passage.text) or [(0, len(passage.text))]:
        text = passage.text[start:end]
        found.append(Sentence(start, end, text, read(text), says_something(text)))
    return found
