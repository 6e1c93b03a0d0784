"""Which misuse vectors and baselines a text names, by the terms in the framework."""

import re
from collections.abc import Iterable
from functools import lru_cache

from debate.framework import Topic


def named(text: str, topics: Iterable[Topic]) -> frozenset[str]:
    """Ids of the topics whose terms occur in the text, as word prefixes and whatever the case."""
    return frozenset(topic.id for topic in topics if first_term(text, topic.terms) is not None)


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
