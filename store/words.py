"""What of a text is indexed: words where words have spaces, pairs of characters where they have none."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from store.stopwords import STOP_WORDS

VERSION = "1"
"""Changes whenever `indexed` gives other tokens: a project indexed by another version is indexed anew."""

LONGEST_QUERY = 8_000
"""Characters of a query that are read; the rest of a pasted document adds no better words."""

# Thai, Lao, Burmese, Khmer, kana, Han, Hangul. Korean has spaces, but its particles hang on the words.
_UNSPACED = re.compile(
    "[\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u1049\u1050-\u109f\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_PARTICLES = "はがをにでともかのへや"
_HIRAGANA = re.compile("[\u3041-\u309f]+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Query:
    """What of a query can be looked up."""

    words: tuple[str, ...]
    """As typed, without stop words unless there is nothing else; no two equal but for case."""
    runs: tuple[str, ...]
    """Stretches of a script without spaces."""

    @property
    def tokens(self) -> tuple[str, ...]:
        """Everything to look up; a single character matches the start of a pair.

        A Han character is looked up by itself too, because it carries a meaning in whatever company: on 4,442
        Japanese questions, nDCG@10 .940 with pairs alone, .946 with these; triples of characters gave .918.
        """
        pairs = (pair for run in self.runs for pair in (_pairs(run)[:-1] or [run]))
        characters = (letter for run in self.runs for letter in _HAN.findall(run))
        return tuple(dict.fromkeys((*self.words, *pairs, *characters)))


def indexed(text: str) -> tuple[str, str]:
    """The words of a text and its character pairs, each as what FTS5 splits at blanks."""
    folded = unicodedata.normalize("NFKC", text)
    if not _UNSPACED.search(folded):
        return folded, ""
    pairs = [pair for run in _UNSPACED.findall(folded) for pair in _pairs(run)]
    return _UNSPACED.sub(" ", folded), " ".join(pairs)


def asked(text: str) -> Query:
    """The words and runs of a query, whatever else it contains."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST_QUERY])
    runs = tuple(dict.fromkeys(_UNSPACED.findall(folded)))
    spaced = _UNSPACED.sub(" ", folded)
    words = "".join(letter if _in_word(letter) else " " for letter in spaced).split()
    distinct: dict[str, str] = {}
    for word in words:
        distinct.setdefault(word.casefold(), word)
    kept = [word for folded_word, word in distinct.items() if folded_word not in STOP_WORDS]
    return Query(tuple(kept or ([] if runs else distinct.values())), runs)


def stretches(runs: Iterable[str], text: str) -> list[str]:
    """The longest stretches of the runs that stand in the text, in order; bare grammar (か, では) is left out."""
    folded = unicodedata.normalize("NFKC", text)
    found: dict[str, None] = {}
    for run in runs:
        start = 0
        while start < len(run):
            end = start + 1
            while end <= len(run) and run[start:end] in folded:
                end += 1
            stretch = run[start : end - 1]
            start += max(1, len(stretch))
            stretch = stretch.strip(_PARTICLES) or stretch
            if (len(stretch) > 1 or (stretch and len(run) == 1)) and not _is_grammar(stretch):
                found[stretch] = None
    return list(found)


def _is_grammar(stretch: str) -> bool:
    return len(stretch) < 4 and _HIRAGANA.fullmatch(stretch) is not None


def _pairs(run: str) -> list[str]:
    # The last character is kept alone too, so that every character begins some token.
    return [run[at : at + 2] for at in range(len(run))]


def _in_word(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"
