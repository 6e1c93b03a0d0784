"""The chain behind a cell, link by link."""

from collections.abc import Sequence

from cruxmap.show.console import line
from cruxmap.show.words import citation, claim_fields
from debate.coverage import Cell, Level
from debate.framework import Step
from debate.maps import DebateMap
from debate.marks import Author
from debate.plain import one_line
from debate.session import Reason


def show_reasons(picture: DebateMap, cell: Cell, reasons: Sequence[Reason]) -> None:
    """Print what the cell says, the rule that made it, and each mark with its words and its author."""
    step = picture.framework.step(cell.step_id)
    if picture.claim is not None:
        line(picture.claim.text, "bold")
        line(claim_fields(picture.framework, picture.claim), "dim")
    line(f"{cell.level.glyph} {step.number} {step.name} · {picture.side(cell.side_id).name}", "bold")
    line(f"asks: {step.asks}", "dim")
    line(_rule(step, cell))
    if cell.silence is not None:
        line(cell.silence.meaning)
    for reason in reasons:
        _show_reason(picture, reason)
    if cell.level in (Level.FULL, Level.PARTIAL):
        line(picture.framework.hedge, "italic")


def _rule(step: Step, cell: Cell) -> str:
    groups = " and ".join("(" + " or ".join(sorted(group)) + ")" for group in step.full)
    least = f", {step.full_marks} marks" if step.full_marks > 1 else ""
    met = ", ".join(cell.criteria) or "none"
    return f"criteria met: {met}; full needs {groups}{least}; partial needs any of {', '.join(step.criteria)}"


def _show_reason(picture: DebateMap, reason: Reason) -> None:
    mark = reason.judged.mark
    line()
    counted = "" if reason.counted else " · tentative, does not count"
    line(f"“{one_line(mark.quote)}”")
    for criterion in mark.criteria:
        line(f"{criterion} {picture.framework.criteria.get(criterion, '')}", indent=4)
    line(f"{citation(reason.source, reason.passage)}", indent=4)
    decided = reason.judged.decision or "no verdict yet"
    said = f"{_author(mark.author)}, {mark.made_at}, confidence {mark.confidence:.2f}, {decided}{counted}"
    line(f"said by: {said}", "dim", indent=4)
    place = f"{mark.source_id}[{mark.start}:{mark.end}], text sha256 {reason.source.content_hash[:16]}…"
    line(f"where: passage {mark.passage_id}, {place}, from {one_line(reason.source.origin)}", "dim", indent=4)
    line(f"mark: {mark.id}", "dim", indent=4)
    for verdict in reason.verdicts:
        blind = ", blind" if verdict.blind else ""
        note = f": {one_line(verdict.note)}" if verdict.note else ""
        line(f"verdict: {verdict.decision} by {one_line(verdict.by)}, {verdict.made_at}{blind}{note}", indent=4)


def _author(author: Author) -> str:
    """Kind, name, version and prompt; a name that is the kind is said once."""
    name = author.name if author.name != author.kind else ""
    return " ".join(one_line(part) for part in (author.kind, name, author.version, author.prompt) if part)
