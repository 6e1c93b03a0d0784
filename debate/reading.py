"""One source opened to be read: its text, and what was said of its words."""

from dataclasses import dataclass

from debate.claims import REFERENCE_CLAIM_ID, Claim
from debate.session import Session
from debate.sources import Passage, Source
from debate.verdicts import JudgedMark


@dataclass(frozen=True, slots=True)
class OpenSource:
    """A source with its text and marks."""

    source: Source
    text: str
    passages: tuple[Passage, ...]
    marks: tuple[JudgedMark, ...]
    """Rejected ones left out; in the order of the text."""


def open_source(session: Session, source_id: str, claim: Claim | None = None) -> OpenSource:
    """The source, with its stance marks toward this claim, or toward the standing one."""
    source = session.source(source_id)
    passages = session.store.passages_of([source.id])
    claim_id = claim.id if claim else REFERENCE_CLAIM_ID
    marks = [one for one in session.judged([p.id for p in passages], claim_id) if not one.rejected]
    marks.sort(key=lambda one: (one.mark.start, one.mark.end, one.mark.id))
    return OpenSource(source, session.store.source_text(source.id), tuple(passages), tuple(marks))
