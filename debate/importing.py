"""From documents to findable, marked passages, in two phases that can each be cut off at any moment.

First every text is read, cut and kept, which takes seconds; then passages are encoded and marked, source by
source. What is pending is computed from the record itself, so the same command always continues.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from debate.ports import Annotator, Cutter, Retriever, Store
from debate.sources import Document, Problem, Source


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that is now in the project."""

    source: Source
    passages: int


@dataclass(frozen=True, slots=True)
class Known:
    """A document whose text is in the project already."""

    source: Source


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the slow phase has come, in passages."""

    done: int
    total: int


ImportEvent = Kept | Known | Problem


def keep_documents(items: Iterable[Document | Problem], store: Store, cutter: Cutter) -> Iterator[ImportEvent]:
    """Keep each document that is new or changed; a changed one becomes a new version of its source."""
    for item in items:
        yield item if isinstance(item, Problem) else _keep(item, store, cutter)


def _keep(document: Document, store: Store, cutter: Cutter) -> ImportEvent:
    content_hash = hashlib.sha256(document.text.encode()).hexdigest()
    earlier = store.find_document(document.name)
    if earlier is not None and earlier.content_hash == content_hash:
        return Known(earlier)
    version = earlier.version + 1 if earlier else 1
    source_id = document.name if version == 1 else f"{document.name}@{version}"
    passages = cutter.cut(document, source_id)
    if not passages:
        return Problem(document.origin, "it holds no text to cut into passages", "Check that the file is not blank.")
    source = Source(
        id=source_id,
        name=document.name,
        version=version,
        content_hash=content_hash,
        csl=document.csl,
        origin=document.origin,
        language=cutter.language(document.text),
        characters=len(document.text),
        licence=document.licence,
        extra=document.extra,
    )
    store.add_source(source, document.text, passages, ())
    return Kept(source, len(passages))


def catch_up(store: Store, retriever: Retriever, annotator: Annotator) -> Iterator[Progress]:
    """Encode and mark every passage that is pending, a source at a time.

    Pending is what this annotator version has not read or this encoder has not indexed, so a new version
    of either redoes exactly its own part.
    """
    unread = set(store.unannotated(annotator.name, annotator.version))
    unindexed = set(retriever.missing())
    pending = unread | unindexed
    by_id = store.passages(pending)
    ordered = sorted(by_id.values(), key=lambda passage: (passage.source_id, passage.ordinal))
    done, total = 0, len(ordered)
    if total:
        yield Progress(0, total)
    for _, group in groupby(ordered, key=lambda passage: passage.source_id):
        passages = list(group)
        to_read = [passage for passage in passages if passage.id in unread]
        marks = list(annotator.annotate(None, to_read)) if to_read else []
        # The annotator asked the encoder first, so indexing the same texts costs no second pass.
        retriever.index([passage for passage in passages if passage.id in unindexed])
        read_by = (annotator.name, annotator.version)
        store.add_marks(marks, annotated=[passage.id for passage in to_read], by=read_by)
        done += len(passages)
        yield Progress(done, total)
