"""A map on its way out: with the verdicts behind it, and without what stays home."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from debate.claims import REFERENCE_CLAIM_ID
from debate.maps import DebateMap
from debate.marks import Author
from debate.ports import Store
from debate.verdicts import JudgedMark, Verdict, judge
from debate.withholding import blank_mark, digest, flagged_marks, withhold


class Audience(StrEnum):
    """Who will read what leaves."""

    INTERNAL = "internal"
    """Colleagues: everything that was not rejected."""
    PUBLIC = "public"
    """Anyone: spans flagged as operational detail stay home, and so do paths of this machine."""


@dataclass(frozen=True, slots=True)
class Handout:
    """What an export writes."""

    map: DebateMap
    verdicts: tuple[Verdict, ...]
    """On the marks that leave, oldest first."""
    rejected: Mapping[str, JudgedMark]
    """Rejected marks; empty unless they were asked for."""
    rejections: Mapping[Author, int]
    """How many marks of each author were rejected, whether or not they leave."""
    withheld: Mapping[str, str]
    """Mark id -> SHA-256 of the words that stay home."""
    audience: Audience
    made_by: str
    """The program and its version."""
    made_at: str
    """ISO 8601, UTC."""

    @property
    def marks(self) -> dict[str, JudgedMark]:
        """Every mark that leaves."""
        return {**self.map.marks, **self.rejected}

    @property
    def stays(self) -> int:
        """How many rejected marks stay home."""
        return self.map.tally.rejected - len(self.rejected)


def hand_out(
    store: Store,
    picture: DebateMap,
    made_by: str,
    made_at: str,
    *,
    rejected: bool = False,
    audience: Audience = Audience.INTERNAL,
) -> Handout:
    """A map made ready to leave for an audience, with its rejected marks only when asked."""
    turned_down = _rejected(store, picture)
    extra = {judged.mark.id: judged for judged in turned_down} if rejected else {}
    verdicts = tuple(store.verdicts_on([*picture.marks, *extra]))
    rejections = dict(Counter(judged.mark.author for judged in turned_down))
    handout = Handout(picture, verdicts, extra, rejections, {}, audience, made_by, made_at)
    return handout if audience is Audience.INTERNAL else _for_the_public(handout, store)


def _for_the_public(handout: Handout, store: Store) -> Handout:
    without = withhold(handout.map, flagged_marks(store))
    extra = {mark_id: blank_mark(judged, without.spans) for mark_id, judged in handout.rejected.items()}
    lost = {
        mark_id: digest(handout.rejected[mark_id].mark.quote)
        for mark_id, judged in extra.items()
        if judged != handout.rejected[mark_id]
    }
    digests = {**without.digests, **lost}
    # An edit quotes words and a note may tell them, so both stay home with the words they are about.
    verdicts = tuple(
        replace(verdict, changes=None, note="") if verdict.mark_id in digests else verdict
        for verdict in handout.verdicts
    )
    return replace(handout, map=without.map, verdicts=verdicts, rejected=extra, withheld=digests)


def _rejected(store: Store, picture: DebateMap) -> Sequence[JudgedMark]:
    about = picture.claim.id if picture.claim else REFERENCE_CLAIM_ID
    marks = store.marks_on(picture.passages, (None, about))
    verdicts = store.verdicts_on(mark.id for mark in marks)
    return [judged for judged in judge(marks, verdicts) if judged.rejected]
