"""A mark as it travels between tools: the words, where they stand, and who said it, without the text around them."""

from dataclasses import dataclass

from debate.handout import Handout
from debate.marks import Author, MarkKind, Pole
from debate.sources import Passage
from debate.verdicts import Decision, JudgedMark

CONTEXT = 32
"""Code points of context before and after a quote, by which it is found again in a changed text."""


@dataclass(frozen=True, slots=True)
class Label:
    """What an annotator said of some words, before the words are found in a source of this project."""

    kind: MarkKind
    label: str
    quote: str
    id: str = ""
    start: int | None = None
    """Code-point offset into the source; None when the file does not say."""
    end: int | None = None
    prefix: str = ""
    suffix: str = ""
    source: str = ""
    """Id, name or title of the source."""
    source_hash: str = ""
    """SHA-256 of the text it was made on; empty when the file does not say."""
    page: str | None = None
    criteria: tuple[str, ...] = ()
    pole: Pole | None = None
    claim: str | None = None
    """For a stance: the id of the claim, or its sentence."""
    statement: str = ""
    caveat: bool = False
    confidence: float | None = None
    author: Author | None = None
    made_at: str = ""
    decision: Decision | None = None


def labels_of(handout: Handout) -> list[Label]:
    """Every mark that leaves, as a label."""
    return [_label(handout, judged) for judged in handout.marks.values()]


def _label(handout: Handout, judged: JudgedMark) -> Label:
    mark, passage = judged.mark, handout.map.passages[judged.mark.passage_id]
    return Label(
        kind=mark.kind,
        label=mark.label,
        quote=mark.quote,
        id=mark.id,
        start=mark.start,
        end=mark.end,
        prefix=before(passage, mark.start),
        suffix=after(passage, mark.end),
        source=mark.source_id,
        source_hash=handout.map.sources[mark.source_id].content_hash,
        page=passage.page,
        criteria=mark.criteria,
        pole=mark.pole,
        claim=mark.claim_id,
        statement=mark.statement,
        caveat=mark.caveat,
        confidence=mark.confidence,
        author=mark.author,
        made_at=mark.made_at,
        decision=judged.decision,
    )


def before(passage: Passage, start: int) -> str:
    """The words of the passage before an offset into the source."""
    at = start - passage.start
    return passage.text[max(at - CONTEXT, 0) : max(at, 0)]


def after(passage: Passage, end: int) -> str:
    """The words of the passage after an offset into the source."""
    at = end - passage.start
    return passage.text[at : at + CONTEXT]
