"""Cuts a document into passages on sentence boundaries, with exact offsets."""

import bisect
import re
from collections.abc import Iterator, Sequence

from corpus.languages import UNSPACED, language_of
from debate.sentences import sentence_spans
from debate.sources import Document, Passage, Region

FEWEST, MOST, AIM = 60, 200, 140
"""Words of a passage: at least, at most, and where the next sentence starts a new one.

The aim keeps nearly every passage within the 256 tokens that the embedded encoder reads.
"""
CHARACTERS_A_WORD = 2
"""Unspaced scripts are counted in characters; two of them say about as much as one spaced word."""
LONGEST_RUN = 1000
"""Code points after which a run without any blank is cut all the same."""

Span = tuple[int, int]
_WORD = re.compile(r"\S+")


class Cutter:
    """The cutter that ships."""

    def language(self, text: str) -> str:
        """BCP 47 primary tag of most of the text, `und` when it cannot be told."""
        return language_of(text)

    def cut(self, document: Document, source_id: str) -> list[Passage]:
        """Passages of 60 to 200 words; a section starts a new one unless it is too short to stand alone."""
        text = document.text
        starts = [region.start for region in document.sections]
        pieces = [piece for span in sentence_spans(text) for piece in _halved(text, span)]
        spans = _grouped(text, pieces, starts)
        return [
            Passage(
                id=f"{source_id}#{ordinal:04}",
                source_id=source_id,
                ordinal=ordinal,
                start=start,
                end=end,
                text=text[start:end],
                language=language_of(text[start:end]),
                page=_region_at(document.pages, start),
                section=_region_at(document.sections, start),
            )
            for ordinal, (start, end) in enumerate(spans)
        ]


def words(text: str) -> int:
    """How many words a text has; characters of an unspaced script count half a word each."""
    unspaced = len(UNSPACED.findall(text))
    return len(_WORD.findall(UNSPACED.sub(" ", text))) + unspaced // CHARACTERS_A_WORD


def _grouped(text: str, pieces: Sequence[Span], section_starts: Sequence[int]) -> list[Span]:
    """Sentences put together until a passage is long enough; a short rest joins its neighbour."""
    groups: list[tuple[Span, int]] = []
    for start, end in pieces:
        count = words(text[start:end])
        if groups and not _starts_anew(groups[-1], (start, end), count, section_starts):
            (first, _), so_far = groups[-1]
            groups[-1] = ((first, end), so_far + count)
        else:
            groups.append(((start, end), count))
    if len(groups) > 1 and _joins(groups[-2], groups[-1], section_starts):
        ((first, _), before), ((_, last), after) = groups[-2:]
        groups[-2:] = [((first, last), before + after)]
    return [span for span, _ in groups]


def _joins(before: tuple[Span, int], last: tuple[Span, int], section_starts: Sequence[int]) -> bool:
    """Whether the last group is too short to stand alone and may join the one before it."""
    if last[1] >= FEWEST or before[1] + last[1] > MOST:
        return False
    return last[1] < FEWEST // 3 or not _crosses(before[0], last[0], section_starts)


def _starts_anew(group: tuple[Span, int], piece: Span, count: int, section_starts: Sequence[int]) -> bool:
    span, so_far = group
    if so_far + count > MOST:
        return True
    if _crosses(span, piece, section_starts):
        return so_far >= FEWEST // 2
    return so_far >= FEWEST and so_far + count > AIM


def _crosses(before: Span, after: Span, section_starts: Sequence[int]) -> bool:
    """Whether a section starts between the beginnings of two spans."""
    return bisect.bisect_right(section_starts, before[0]) != bisect.bisect_right(section_starts, after[0])


def _halved(text: str, span: Span) -> Iterator[Span]:
    """A sentence that is longer than a passage may be, cut at clauses, else at blanks, else anywhere."""
    start, end = span
    while words(text[start:end]) > MOST:
        cut = _cut_place(text, start, end)
        yield start, len(text[:cut].rstrip()) if text[cut - 1].isspace() else cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


_CLAUSE = re.compile(r"[;:、，,；：](?=\s|[^\x00-\x7f])|\s[-–—]\s")


def _cut_place(text: str, start: int, end: int) -> int:
    """Where to cut: the last clause end within the aim, else the last blank, else so many code points."""
    limit = _place_of_word(text, start, end)
    clauses = [found.end() for found in _CLAUSE.finditer(text, start + (limit - start) // 2, limit)]
    if clauses:
        return clauses[-1]
    blank = max(text.rfind(" ", start + 1, limit), text.rfind("\n", start + 1, limit))
    return blank + 1 if blank > start else limit


def _place_of_word(text: str, start: int, end: int) -> int:
    """The place where the aimed number of words is reached, never further than the longest run allows."""
    count = 0.0
    for place in range(start, end):
        if UNSPACED.match(text[place]):
            count += 1 / CHARACTERS_A_WORD
        elif text[place].isspace():
            count += 1
        if count >= AIM or place - start >= LONGEST_RUN:
            return max(place, start + 1)
    return end


def _region_at(regions: Sequence[Region], place: int) -> str | None:
    """The label of the region that holds a place."""
    at = bisect.bisect_right([region.start for region in regions], place)
    return regions[at - 1].label if at else None
