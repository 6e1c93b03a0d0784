"""Finds the words of a label in the sources of this project: by its quote, then by its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from debate.errors import CruxmapError
from debate.labels import Label
from debate.ports import Store
from debate.quotes import SHORTEST, QuoteVerdict, resolve
from debate.sources import Passage, Source


class NotAnchored(CruxmapError):
    """The words of a label do not stand in the project, or in too many places of it."""


class Standing(StrEnum):
    """How the words of a label were found."""

    SAME = "same"
    """On the very text the label was made on."""
    UNTOLD = "untold"
    """By its words; the file does not say on which text it was made."""
    CHANGED = "changed"
    """By its words, in a text that is not the one it was made on: somebody should look."""
    PLACE = "place"
    """By its place alone, on the very text it was made on."""

    @property
    def meaning(self) -> str:
        """A few words for a person, after a number."""
        return {
            "same": "on the very text they were made on",
            "untold": "by their words alone",
            "changed": "on a text that changed since: a note on each says so",
            "place": "by their place alone",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a label's words stand here."""

    passage: Passage
    start: int
    end: int
    quote: str
    """Exactly `source_text[start:end]`."""
    standing: Standing


class Anchors:
    """Finds labels one after another, and reads each source once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, str] = {}
        self._passages: dict[str, list[Passage]] = {}
        self._sources = store.sources()

    def find(self, label: Label) -> Anchored:
        """Where the label's words stand; raises NotAnchored with what to do."""
        candidates = self._candidates(label)
        if not candidates:
            raise NotAnchored(f"There is no source “{label.source}”.", "Import it first; `cruxmap sources` lists them.")
        for source in candidates:
            if (span := self._span(source, label)) is not None:
                return self._placed(source, *span)
        words = label.quote if len(label.quote) <= 60 else f"{label.quote[:60]}…"
        within = f"“{label.source}”" if label.source else "any source"
        raise NotAnchored(f"The words “{words}” do not stand in {within}.", "Look whether it is the same text.")

    def _candidates(self, label: Label) -> list[Source]:
        """Sources that the label may mean: of the same text first, then of the same name; all when it names none."""
        current = [source for source in self._sources if not source.superseded]
        if not (label.source or label.source_hash):
            return current
        same = [source for source in self._sources if label.source_hash and label.source_hash in _hashes(source)]
        named = [source for source in current if _is_named(source, label.source)]
        once = {source.id: source for source in (*same, *named)}
        # A text that was replaced is looked at last: marks on it are kept, but nobody reads them.
        return sorted(once.values(), key=lambda source: source.superseded)

    def _span(self, source: Source, label: Label) -> tuple[int, int, Standing] | None:
        text, same = self._text(source), label.source_hash in _hashes(source)
        standing = Standing.SAME if same else Standing.CHANGED if label.source_hash else Standing.UNTOLD
        start, end = label.start, label.end
        placed = start is not None and end is not None and 0 <= start < end <= len(text)
        if placed and label.quote and text[start:end] == label.quote:
            return start or 0, end or 0, standing
        if (found := _by_quote(text, label)) is not None:
            return *found, standing
        return (start or 0, end or 0, Standing.PLACE) if same and placed else None

    def _placed(self, source: Source, start: int, end: int, standing: Standing) -> Anchored:
        """The span cut to the passage that holds most of it."""
        passages = self._of(source)
        shares = [(min(end, one.end) - max(start, one.start), -one.start, one) for one in passages]
        share, _, passage = max(shares, key=lambda one: one[:2], default=(0, 0, None))
        if passage is None or share <= 0:
            raise NotAnchored(f"Nothing is read at {start}–{end} of “{source.id}”.", "Label words inside a paragraph.")
        first, last = max(start, passage.start), min(end, passage.end)
        return Anchored(passage, first, last, self._text(source)[first:last], standing)

    def _text(self, source: Source) -> str:
        if source.id not in self._texts:
            self._texts[source.id] = self._store.source_text(source.id)
        return self._texts[source.id]

    def _of(self, source: Source) -> list[Passage]:
        if source.id not in self._passages:
            self._passages[source.id] = self._store.passages_of([source.id])
        return self._passages[source.id]


def _hashes(source: Source) -> tuple[object, ...]:
    """Of its text, and of the text that it is an excerpt of, if it is one."""
    return source.content_hash, source.extra.get("excerpt_of")


def _is_named(source: Source, name: str) -> bool:
    folded = name.strip().casefold()
    known = (
        source.id,
        source.name,
        source.title,
        source.origin,
        str(source.csl.get("URL", "")),
        str(source.csl.get("DOI", "")),
    )
    return bool(folded) and folded in {one.casefold() for one in known}


def _by_quote(text: str, label: Label) -> tuple[int, int] | None:
    """The occurrence of the quote that the words around it, then the old place, speak for."""
    if not label.quote.strip():
        return None
    places = list(_places(text, label.quote))
    if not places:
        found = resolve(label.quote, text)
        good = found.verdict in (QuoteVerdict.VERBATIM, QuoteVerdict.NORMALISED)
        return (found.start, found.end) if good else None
    if len(places) > 1 and len(label.quote) < SHORTEST and label.start is None and not (label.prefix or label.suffix):
        return None  # A word or two in many places, with nothing that tells which.
    best = max(places, key=lambda at: (_around(text, at, label), -abs(at - (label.start or 0))))
    return best, best + len(label.quote)


def _places(text: str, quote: str) -> Iterator[int]:
    return (found.start() for found in re.finditer(f"(?={re.escape(quote)})", text))


def _around(text: str, at: int, label: Label) -> int:
    """Code points of the label's context that stand around this place too."""
    end = at + len(label.quote)
    before = text[max(at - len(label.prefix), 0) : at]
    return _agreeing(label.prefix[::-1], before[::-1]) + _agreeing(label.suffix, text[end : end + len(label.suffix)])


def _agreeing(one: str, other: str) -> int:
    """How many signs two texts have in common at their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
