"""What heads see of a text: its vector, which cues fire, and which words it has."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from annotate.cues import counts, cues

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

VECTOR_SCALE, CUE_SCALE, WORD_SCALE = 1.0, 0.3, 3.0
"""How much weight a regularised head can give each kind; chosen on silver labels, grouped by document."""
_TOKEN = re.compile(r"[a-z][a-z'-]+")


@dataclass(frozen=True)
class Vocabulary:
    """Words and pairs of words with their inverse document frequency."""

    terms: tuple[str, ...]
    weights: "Array"

    @cached_property
    def places(self) -> dict[str, int]:
        """Term -> its column."""
        return {term: place for place, term in enumerate(self.terms)}


@dataclass(frozen=True, slots=True)
class Reading:
    """One text as counts, so that a passage is the sum of its sentences."""

    cue_counts: tuple[int, ...]
    word_counts: Counter[str]


def read(text: str) -> Reading:
    """Count cues, words and pairs of words."""
    return Reading(tuple(counts(text)), Counter(words_of(text)))


def words_of(text: str) -> list[str]:
    """Lower-case words and pairs of neighbours."""
    tokens = _TOKEN.findall(text.lower().replace("’", "'"))
    return tokens + [f"{first} {second}" for first, second in pairwise(tokens)]


def together(readings: Sequence[Reading]) -> Reading:
    """Several texts as one."""
    words: Counter[str] = Counter()
    for reading in readings:
        words.update(reading.word_counts)
    columns = zip(*(reading.cue_counts for reading in readings), strict=True)
    return Reading(tuple(sum(column) for column in columns) or (0,) * len(cues()), words)


def cue_matrix(readings: Sequence[Reading]) -> "Array":
    """log(1 + count) of each cue: shape (texts, cues)."""
    import numpy as np

    if not readings:
        return np.zeros((0, len(cues())), np.float32)
    return np.log1p(np.array([reading.cue_counts for reading in readings], np.float32))


def matrix(readings: Sequence[Reading], vectors: "Array", vocabulary: Vocabulary) -> "Array":
    """Vector, cues and words side by side: shape (texts, dimensions + cues + vocabulary).

    Words are 1 + log(count) times inverse document frequency, each text's row scaled to length one.
    """
    import numpy as np

    words = np.zeros((len(readings), len(vocabulary.terms)), np.float32)
    for row, reading in enumerate(readings):
        for term, count in reading.word_counts.items():
            place = vocabulary.places.get(term)
            if place is not None:
                words[row, place] = 1 + np.log(count)
    words *= vocabulary.weights
    words /= np.maximum(np.linalg.norm(words, axis=1, keepdims=True), 1e-9)
    return np.hstack(
        [np.asarray(vectors, np.float32) * VECTOR_SCALE, cue_matrix(readings) * CUE_SCALE, words * WORD_SCALE]
    )
