"""Every mark of a map as a label, with a few words before and after it."""

from debate.handout import Handout
from debate.labels import Label
from debate.sources import Passage
from debate.verdicts import JudgedMark

CONTEXT = 32
"""Code points of context before and after a quote, by which it is found again in a changed text."""


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
