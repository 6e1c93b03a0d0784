"""Verdicts: what a person decided on a mark. Append-only; the newest one on a mark counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from debate.marks import Mark, Pole


class Decision(StrEnum):
    """What was decided."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"
    """Accepted with the changes in `Verdict.changes`."""
    WITHDRAWN = "withdrawn"
    """An earlier verdict taken back: the mark is a suggestion again."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision by one person on one mark."""

    id: str
    mark_id: str
    decision: Decision
    by: str
    made_at: str
    """ISO 8601, UTC."""
    changes: Mapping[str, object] | None = None
    """For an edit: any of label, criteria, pole, start, end, quote."""
    note: str = ""
    blind: bool = False
    """True when it was made before the suggestion was shown."""


@dataclass(frozen=True, slots=True)
class JudgedMark:
    """A mark as it stands after its verdicts."""

    mark: Mark
    """With a person's edits applied."""
    decision: Decision | None
    """None: nobody has decided."""

    @property
    def confirmed(self) -> bool:
        """A person accepted or edited it, or made it and nobody rejected it."""
        by_hand = self.mark.author.kind == "person" and not self.rejected
        return by_hand or self.decision in (Decision.ACCEPTED, Decision.EDITED)

    @property
    def rejected(self) -> bool:
        """A person rejected it: it never counts."""
        return self.decision is Decision.REJECTED


def judge(marks: Iterable[Mark], verdicts: Iterable[Verdict]) -> list[JudgedMark]:
    """Apply to each mark the newest verdict on it; verdicts are given oldest first."""
    newest = {verdict.mark_id: verdict for verdict in verdicts}
    return [_judged(mark, newest.get(mark.id)) for mark in marks]


def _judged(mark: Mark, verdict: Verdict | None) -> JudgedMark:
    if verdict is None or verdict.decision is Decision.WITHDRAWN:
        return JudgedMark(mark, None)
    return JudgedMark(edited(mark, verdict.changes or {}), verdict.decision)


def edited(mark: Mark, changes: Mapping[str, object]) -> Mark:
    """The mark with a person's changes; its id stays, so that the suggestion remains traceable."""
    known = {name: changes[name] for name in ("label", "start", "end", "quote") if name in changes}
    if "criteria" in changes:
        known["criteria"] = tuple(str(item) for item in changes["criteria"])  # type: ignore[attr-defined]
    if changes.get("pole"):
        known["pole"] = Pole(str(changes["pole"]))
    return replace(mark, **known)  # type: ignore[arg-type]
