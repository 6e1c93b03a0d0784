"""Which misuse vectors and baselines a text names, by the terms in the framework."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from debate.framework import Topic
from debate.sources import Passage


def named(text: str, topics: Iterable[Topic]) -> frozenset[str]:
    """Ids of the topics whose terms occur in the text, as word prefixes and whatever the case."""
    return _named(text, tuple(topics))


@lru_cache(maxsize=50_000)
def _named(text: str, topics: tuple[Topic, ...]) -> frozenset[str]:
    """Remembered, because claim after claim is asked of the same passages and marks."""
    return frozenset(topic.id for topic in topics if first_term(text, topic.terms) is not None)


def on_topic(passages: Mapping[str, Passage], vector: str | None, vectors: Iterable[Topic]) -> dict[str, Passage]:
    """Leave out passages that speak of other misuse vectors only; general ones stay, and all without a vector."""
    topics = tuple(vectors)
    return {
        passage_id: passage
        for passage_id, passage in passages.items()
        if not speaks_of_others(passage.text, vector, topics)
    }


def speaks_of_others(text: str, vector: str | None, vectors: Iterable[Topic]) -> bool:
    """Whether the text names misuse vectors, and this one is not among them."""
    spoken_of = named(text, vectors) if vector is not None else frozenset()
    return bool(spoken_of) and vector not in spoken_of


def first_term(text: str, terms: tuple[str, ...]) -> str | None:
    """The first words of the text that start with one of the terms, as they are written there."""
    if not terms:
        return None
    found = _pattern(terms).search(text)
    return found.group(0) if found else None


@lru_cache(maxsize=256)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    latin = [re.escape(term).replace(r"\ ", r"[\s-]+") for term in terms if term.isascii()]
    other = [re.escape(term) for term in terms if not term.isascii()]
    # An acronym such as CSAM must not match inside a word; a stem such as “pathogen” may go on.
    alternatives = ([rf"\b(?:{'|'.join(latin)})\w*"] if latin else []) + other
    return re.compile("|".join(alternatives), re.IGNORECASE)
