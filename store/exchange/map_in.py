"""Takes a map of ours back in: the same marks under the same ids, on the sources of this project or on excerpts."""

import hashlib
from dataclasses import dataclass, field, replace

from debate.actions import Note
from debate.anchoring import Anchors, NotAnchored, Standing
from debate.errors import CruxmapError
from debate.handout import Handout
from debate.labels import Label
from debate.marks import Mark
from debate.ports import Store
from debate.sources import Passage, Source
from debate.taking import CHANGED
from store.exchange.labels import labels_of
from store.exchange.words import counted


@dataclass(slots=True)
class KeptMap:
    """What became of a map."""

    said: list[str] = field(default_factory=list)
    problems: list[CruxmapError] = field(default_factory=list)


def keep_map(handout: Handout, store: Store, file: str, now: str) -> KeptMap:
    """Keep the claim, the marks and the verdicts of a map; a source that is not here comes in as an excerpt."""
    kept = KeptMap()
    excerpts = [source for source in handout.map.sources.values() if store.find_document(source.name) is None]
    for source in excerpts:
        _keep_excerpt(handout, source, store)
    marks, changed = _placed(handout, store, kept)
    if handout.map.claim:
        store.save_claim(handout.map.claim)
    store.add_marks(marks)
    for mark_id in changed:
        store.add_note(Note(f"mark:{mark_id}", CHANGED, file, now))
    here = {mark.id for mark in marks}
    verdicts = [verdict for verdict in handout.verdicts if verdict.mark_id in here]
    for verdict in verdicts:
        store.add_verdict(verdict)
    kept.said.append(
        f"A map made by {handout.made_by} on {handout.made_at}: {counted(len(marks), 'mark')} and "
        f"{counted(len(verdicts), 'verdict')} taken over under their ids."
    )
    if excerpts:
        kept.said.append(f"{counted(len(excerpts), 'source')} not here; the passages came along as excerpts.")
    if changed:
        kept.said.append(f"{counted(len(changed), 'mark')} on a text that changed since; a note on each says so.")
    return kept


def _keep_excerpt(handout: Handout, source: Source, store: Store) -> None:
    """The passages of a source at their places, with blanks for what did not come along."""
    passages = sorted((p for p in handout.map.passages.values() if p.source_id == source.id), key=lambda one: one.start)
    text = ""
    for passage in passages:
        text += " " * (passage.start - len(text)) + passage.text
    digest = hashlib.sha256(text.encode()).hexdigest()
    extra = {**source.extra, "excerpt_of": source.content_hash}
    store.add_source(
        replace(source, content_hash=digest, characters=len(text), superseded=False, extra=extra), text, passages, ()
    )


def _placed(handout: Handout, store: Store, kept: KeptMap) -> tuple[list[Mark], list[str]]:
    """The marks on the passages of this project, and the ids of those whose source changed."""
    marks: list[Mark] = []
    changed: list[str] = []
    anchors = Anchors(store)
    known = store.passages(handout.map.passages)
    labels = {label.id: label for label in labels_of(handout)}
    for mark_id, judged in handout.marks.items():
        mark = judged.mark
        if _stands(known.get(mark.passage_id), handout.map.passages[mark.passage_id], mark):
            marks.append(mark)
            continue
        try:
            moved, standing = _moved(mark, labels[mark_id], anchors)
        except NotAnchored as wrong:
            kept.problems.append(wrong)
            continue
        marks.append(moved)
        if standing is Standing.CHANGED:
            changed.append(mark_id)
    return marks, changed


def _stands(here: Passage | None, there: Passage, mark: Mark) -> bool:
    """Whether the mark's passage is here as it was there, or at least the very words of the mark are."""
    if here is None or here.source_id != mark.source_id:
        return False
    words = here.text[mark.start - here.start : mark.end - here.start] if mark.start >= here.start else ""
    return here == there or words == mark.quote


def _moved(mark: Mark, label: Label, anchors: Anchors) -> tuple[Mark, Standing]:
    """The same mark, under its id, where its words stand here."""
    found = anchors.find(label)
    moved = replace(
        mark,
        passage_id=found.passage.id,
        source_id=found.passage.source_id,
        start=found.start,
        end=found.end,
        quote=found.quote,
    )
    return moved, found.standing
