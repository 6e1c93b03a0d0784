"""Words behind a picture: a mark's quote, who said it, and where it stands."""

from collections.abc import Iterable

from debate.claims import Claim
from debate.framework import Framework, Topic
from debate.maps import DebateMap
from debate.plain import clip, one_line, width
from debate.sources import Passage, Source
from debate.verdicts import JudgedMark

DECISIONS = {"accepted": "✓", "edited": "✎", "rejected": "✗"}


def quoted(words: str, columns: int) -> str:
    """The words in quotation marks, cut to fit."""
    return f"“{clip(one_line(words), max(columns - 2, 8))}”"


def citation(source: Source, passage: Passage) -> str:
    """Source and place, as a reader would cite it."""
    place = f"p. {passage.page}" if passage.page else (passage.section or "")
    flag = " (superseded)" if source.superseded else ""
    return ", ".join(part for part in (one_line(source.title) + flag, one_line(place)) if part)


def signature(judged: JudgedMark) -> str:
    """Confidence, author and decision: `.81 local ?`."""
    mark = judged.mark
    confidence = f"{mark.confidence:.2f}".removeprefix("0")
    return f"{confidence} {one_line(mark.author.name)} {DECISIONS.get(judged.decision or '', '?')}"


def claim_fields(framework: Framework, claim: Claim) -> str:
    """The fields of a claim in a line, with what is not said named as such."""
    vector = _name(claim.vector, framework.vectors) if claim.vector else "any vector"
    direction = claim.direction.replace("_", " ") if claim.direction != "unknown" else "direction not given"
    baselines = ", ".join(_name(one, framework.baselines) for one in claim.baselines) or "baseline not named"
    actor = claim.actor or "actor not named"
    horizon = claim.horizon or "horizon not given"
    return f"{vector} · {direction} · against {baselines} · {actor} · {horizon}".replace("against baseline", "baseline")


def _name(topic_id: str, topics: Iterable[Topic]) -> str:
    """The topic's name; its id where the claim was asked under another framework."""
    return next((topic.name for topic in topics if topic.id == topic_id), topic_id)


def best_quote(picture: DebateMap, mark_ids: tuple[str, ...], columns: int) -> str:
    """The strongest mark's words, cut to fit; empty when there is none."""
    if not mark_ids:
        return ""
    return quoted(picture.marks[mark_ids[0]].mark.quote, columns)


def pad(value: str, columns: int) -> str:
    """The value clipped and filled with blanks to this many terminal columns."""
    clipped = clip(one_line(value), columns)
    return clipped + " " * (columns - width(clipped))
