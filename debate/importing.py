"""From documents to findable, marked passages, in two phases that can each be cut off at any moment.

First every text is read, cut and kept, which takes seconds; then passages are encoded and marked, batch by
batch. What is pending is computed from the record itself, so the same command always continues.
"""

import hashlib
import re
from collections import deque
from collections.abc import Container, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from debate.errors import CutShort, TakenMeanwhile
from debate.marks import Mark
from debate.plain import one_line
from debate.ports import Annotator, Cutter, Retriever, Store
from debate.sources import Document, Passage, Problem, Source

ATTEMPTS = 5
"""How often a document is tried to be kept while other imports take its name."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that is now in the project."""

    source: Source
    passages: int


@dataclass(frozen=True, slots=True)
class Known:
    """A document whose text is in the project already."""

    source: Source
    document: Document


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the slow phase has come, in passages."""

    done: int
    total: int


ImportEvent = Kept | Known | Problem


def keep_documents(items: Iterable[Document | Problem], store: Store, cutter: Cutter) -> Iterator[ImportEvent]:
    """Keep each document that is new or changed; a changed one becomes a new version of its source."""
    keeper = _Keeper(store, cutter)
    for item in items:
        yield item if isinstance(item, Problem) else keeper.keep(item)


class _Keeper:
    """Tells documents apart, by name and origin or by their text, and keeps those that are not known."""

    def __init__(self, store: Store, cutter: Cutter) -> None:
        self._store = store
        self._cutter = cutter
        self._by_text = {source.content_hash: source for source in store.sources() if not source.superseded}

    def keep(self, document: Document) -> ImportEvent:
        """What became of a document; tried again when another program takes its name in the meantime."""
        for _ in range(ATTEMPTS):
            try:
                return self._keep(document)
            except TakenMeanwhile as taken:
                reason = taken.message
        return Problem(document.origin, reason, "Run the same import again.")

    def _keep(self, document: Document) -> ImportEvent:
        digest = hashlib.sha256(document.text.encode()).hexdigest()
        earlier = self._earlier(document, digest)
        if isinstance(earlier, Source) and earlier.content_hash == digest:
            return Known(earlier, document)
        name, version = (earlier.name, earlier.version + 1) if isinstance(earlier, Source) else (earlier, 1)
        source_id = name if version == 1 else f"{name}@{version}"
        passages = self._cutter.cut(document, source_id)
        if not passages:
            return Problem(
                document.origin, "it holds no words to cut into passages", "Check that it is the right file."
            )
        source = Source(
            id=source_id,
            name=name,
            version=version,
            content_hash=digest,
            csl=document.csl,
            origin=document.origin,
            language=self._cutter.language(document.text),
            characters=len(document.text),
            licence=document.licence,
            extra=document.extra,
        )
        self._store.add_source(source, document.text, passages, ())
        if isinstance(earlier, Source):
            self._by_text.pop(earlier.content_hash, None)
        self._by_text[digest] = source
        return Kept(source, len(passages))

    def _earlier(self, document: Document, digest: str) -> Source | str:
        """The source that this document is, as it is or in an earlier version; else the name it is to have."""
        names = [sound_name(name) for name in (document.name, *document.longer_names)]
        # Sources are never removed, so a name behind a free one was never given.
        namesakes = list(takewhile(bool, map(self._store.find_document, names)))
        for source in filter(None, namesakes):
            if not document.longer_names or source.origin == document.origin:
                return source
        for source in filter(None, namesakes):
            if source.content_hash == digest:
                return source
        if document.copies_are_one and digest in self._by_text:
            return self._by_text[digest]
        return names[min(len(namesakes), len(names) - 1)]


def sound_name(name: str) -> str:
    """A name on one line, which cannot be taken for a version of another: those end in `@2` and the like."""
    return re.sub(r"@(\d+)$", r"-\1", one_line(name)) or "unnamed"


def catch_up(store: Store, retriever: Retriever, annotator: Annotator) -> Iterator[Progress]:
    """Encode and mark every passage that is pending, as many at a time as the annotator wants.

    Pending is what this annotator version has not read or this encoder has not indexed, so a new version
    of either redoes exactly its own part. What the annotator could not read stays pending.
    """
    unread = dict.fromkeys(store.unannotated(annotator.name, annotator.version))
    unindexed = dict.fromkeys(retriever.missing())
    pending = list(unread | unindexed)
    if not pending:
        return
    yield Progress(0, len(pending))
    annotator.expect(_in_turn(store, list(unread), annotator.at_once))
    done = 0
    with closing(_begun(store, annotator, pending, unread.keys())) as windows:
        for window in windows:
            marks, stopped = _marks_of(window)
            # The annotator asked the encoder first, so indexing the same texts costs no second pass.
            retriever.index([passage for passage in window.passages if passage.id in unindexed])
            read = [passage.id for passage in window.to_read if passage.id not in annotator.failed(None)]
            store.add_marks(marks, annotated=read, by=(annotator.name, annotator.version))
            if stopped:
                raise stopped
            done += len(window.passages)
            yield Progress(min(done, len(pending)), len(pending))


class _Window(NamedTuple):
    """Passages that are worked on together."""

    passages: list[Passage]
    to_read: list[Passage]
    marks: Iterator[Mark]
    stopped: CutShort | None
    """What kept the annotator from beginning."""


def _begun(
    store: Store, annotator: Annotator, pending: Sequence[str], unread: Container[str]
) -> Generator[_Window, None, None]:
    """The passages window by window, each when the next one is begun too: a chat model is never without questions."""
    waiting: deque[_Window] = deque()
    try:
        for start in range(0, len(pending), annotator.at_once):
            passages = list(store.passages(pending[start : start + annotator.at_once]).values())
            waiting.append(_begin(annotator, passages, [one for one in passages if one.id in unread]))
            if waiting[-1].stopped:
                break
            if len(waiting) > 1:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        for window in waiting:
            if isinstance(window.marks, Generator):
                window.marks.close()


def _begin(annotator: Annotator, passages: list[Passage], to_read: list[Passage]) -> _Window:
    try:
        marks = annotator.annotate(None, to_read) if to_read else iter(())
    except CutShort as stopped:
        return _Window(passages, [], iter(()), stopped)
    return _Window(passages, to_read, marks, None)


def _marks_of(window: _Window) -> tuple[list[Mark], CutShort | None]:
    """The marks of a window, and what cut the annotator short, if anything did."""
    marks: list[Mark] = []
    try:
        # What came before an error stays in the list.
        marks.extend(window.marks)
    except CutShort as stopped:
        return marks, stopped
    return marks, window.stopped


def _in_turn(store: Store, ids: Sequence[str], at_once: int) -> Iterator[Passage]:
    """The passages with these ids, without holding all of them at the same time."""
    for start in range(0, len(ids), at_once):
        yield from store.passages(ids[start : start + at_once]).values()
