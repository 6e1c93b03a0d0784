"""Cuts a document into passages on sentence boundaries, with exact offsets."""

import bisect
from collections.abc import Sequence

from corpus.grouping import grouped
from corpus.languages import language_of
from corpus.pieces import pieces_of
from debate.sources import Document, Passage, Region


class Cutter:
    """The cutter that ships."""

    def language(self, text: str) -> str:
        """BCP 47 primary tag of most of the text, `und` when it cannot be told."""
        return language_of(text)

    def cut(self, document: Document, source_id: str) -> list[Passage]:
        """Passages of 60 to 200 words where the sentences allow it; a section starts a new one where it can.

        A text without any letter or digit has none.
        """
        text = document.text
        if not any(map(str.isalnum, text)):
            return []
        pages, sections = _Regions(document.pages), _Regions(document.sections)
        return [
            Passage(
                id=f"{source_id}#{ordinal:04}",
                source_id=source_id,
                ordinal=ordinal,
                start=piece.start,
                end=piece.end,
                text=text[piece.start : piece.end],
                language=language_of(text[piece.start : piece.end]),
                page=pages.at(piece.start),
                section=sections.at(piece.start),
            )
            for ordinal, piece in enumerate(grouped(list(pieces_of(text)), sections.starts))
        ]


class _Regions:
    """Regions of one kind, to look places up in."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self._labels = [region.label for region in regions]
        self.starts = [region.start for region in regions]

    def at(self, place: int) -> str | None:
        """The label of the region that holds a place."""
        before = bisect.bisect_right(self.starts, place)
        return self._labels[before - 1] if before else None
