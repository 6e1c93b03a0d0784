"""What is looked at: a cell, an assumption, a crux or a caution, as columns of marks with a title."""

from collections.abc import Sequence, Sized
from dataclasses import dataclass, replace
from typing import NamedTuple

from debate.coverage import Cell, counts
from debate.cruxes import Crux
from debate.differences import Difference
from debate.lint import Finding
from debate.maps import DebateMap
from debate.marks import Pole
from debate.plain import one_line
from debate.ratings import WholeRating
from debate.verdicts import JudgedMark
from tui.drawing import POLES, side_role


class Row(NamedTuple):
    """One mark in a list."""

    judged: JudgedMark
    counted: bool
    side: str = ""
    """Name of its side, where a list holds several."""
    together: bool = False
    """Whether it is too unsure to count alone, and counts because others say the same."""


@dataclass(frozen=True, slots=True)
class Column:
    """Marks under one heading."""

    heading: str
    role: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Subject:
    """What the right half shows."""

    key: str
    """The same while the same thing is selected, whatever becomes of its marks."""
    title: str
    columns: Sequence[Column]
    """One, or two to be read next to each other."""
    beside: str = ""
    """What is to be read with the marks: what rests on a crux, how to mend a fault."""
    explained: str = ""
    """What it means that there are no marks."""
    query: str = ""
    """What to search for to fill the gap."""


def cell_subject(picture: DebateMap, cell: Cell) -> Subject:
    """The marks of a cell, or what its silence means and what would fill it."""
    step, side = picture.framework.step(cell.step_id), picture.side(cell.side_id)
    rows = [_counted(picture, mark_id) for mark_id in cell.mark_ids]
    count = _count(rows) if rows else "no marks count"
    rows += [Row(picture.marks[mark_id], counted=False) for mark_id in cell.tentative_ids]
    if cell.tentative_ids:
        count += f", {len(cell.tentative_ids)} tentative"
    gap = next((gap for gap in picture.gaps if (gap.side_id, gap.step_id) == (cell.side_id, cell.step_id)), None)
    explained = ""
    if gap is not None:
        explained = (
            f"{gap.silence.meaning}\n\nAsks: {step.asks}\nWanted: {gap.wanted}\n\nPress g to search: {gap.query}"
        )
    return Subject(
        key=f"cell {cell.side_id} {cell.step_id}",
        title=f"{cell.level.glyph} {step.short} · {one_line(side.name)} — {count}",
        columns=(Column("", side_role(picture, side.id), rows),),
        explained=explained,
        beside=f"{gap.silence.meaning} g searches for it." if gap is not None and rows else "",
        query=gap.query if gap else "",
    )


def _counted(picture: DebateMap, mark_id: str, side: str = "") -> Row:
    judged = picture.marks[mark_id]
    return Row(judged, counted=True, side=side, together=not counts(judged, picture.trust))


def _count(rows: Sequence[Row]) -> str:
    """How many marks count, how many of them only together, and of how many sources they are."""
    unsure = sum(row.together for row in rows)
    sources = _many({row.judged.mark.source_id for row in rows}, "source")
    if unsure == len(rows):
        return f"{unsure} unsure marks count together, {sources}"
    return _many(rows, "mark") + (f", {unsure} of them only together" if unsure else "") + f", {sources}"


def _many(things: Sized, name: str) -> str:
    return f"{len(things):,} {name}{'s' if len(things) != 1 else ''}"


def rated_subject(picture: DebateMap, cell: Cell, rating: WholeRating, quoted: Sequence[JudgedMark]) -> Subject:
    """The marks of a document's cell beside what a chat model says of it, with the words it quotes."""
    subject = cell_subject(picture, cell)
    level = rating.levels.get(cell.step_id)
    if level is None:
        return subject
    known = {*cell.mark_ids, *cell.tentative_ids}
    rows = [Row(one, counted=False) for one in quoted if one.mark.label == cell.step_id and one.mark.id not in known]
    model, says = one_line(rating.model), f"{level.glyph} {level.value.replace('_', ' ')}"
    if not rows:
        why = "no words that stand carry it" if cell.step_id in rating.unfounded else "it quotes nothing more"
        return replace(subject, beside=f"{model} rates it {says}: {why}")
    marks = Column("From marks", subject.columns[0].role, subject.columns[0].rows)
    return replace(subject, columns=(marks, Column(f"{model} rates it {says}, with these words", "accent", rows)))


def difference_subject(picture: DebateMap, difference: Difference) -> Subject:
    """Both sides' words on one slot, next to each other."""
    slot = picture.framework.slot(difference.slot_id)
    stands = difference.alignment.value.replace("_", "-")
    return Subject(
        key=f"slot {difference.slot_id}",
        title=f"{difference.alignment.glyph} {slot.name} — {stands}",
        columns=_by_side(picture, difference) if len(picture.sides) == 2 else _by_pole(picture, difference),
        explained=f"▲ {slot.poles[Pole.RAISES]}\n▼ {slot.poles[Pole.DOUBTS]}\n\nsettled by: {slot.settled_by}",
    )


def crux_subject(picture: DebateMap, crux: Crux) -> Subject:
    """The words of a contested slot, with what rests on it."""
    difference = next(d for d in picture.differences if d.slot_id == crux.slot_id)
    slot = picture.framework.slot(crux.slot_id)
    subject = difference_subject(picture, difference)
    beside = f"If it were settled: {crux.explanation}.\nSettled by: {crux.settled_by}."
    title = f"Crux: {slot.name} — {crux.type}, {crux.score:.2f}"
    return Subject(f"crux {crux.slot_id}", title, subject.columns, beside)


def finding_subject(picture: DebateMap, finding: Finding) -> Subject:
    """The words on which the lint fired."""
    rows = [Row(picture.marks[mark_id], counted=True) for mark_id in finding.mark_ids if mark_id in picture.marks]
    role = side_role(picture, finding.side_id) if finding.side_id else ""
    key = f"finding {finding.rule_id} {finding.side_id}"
    # A column a side, as a crux has: from one to the other the screen need not be laid out anew.
    about = Column("The words it is about", role, rows)
    others = Column("The other side is not meant", "", ())
    first = len(picture.sides) != 2 or finding.side_id == picture.sides[0].id
    columns = (about, others) if first else (others, about)
    return Subject(key, f"⚠ {finding.rule_id}", columns, f"{finding.says}\n{finding.fix}")


def _by_side(picture: DebateMap, difference: Difference) -> list[Column]:
    slot = picture.framework.slot(difference.slot_id)
    columns = []
    for position in difference.positions:
        side = picture.side(position.side_id)
        rows = [_counted(picture, mark_id) for mark_id in position.mark_ids]
        takes = f"{POLES[position.pole]} {slot.poles[position.pole]}" if position.pole else "says nothing of it"
        also = " (and the other pole too)" if position.both else ""
        columns.append(Column(f"{one_line(side.name)}: {takes}{also}", side_role(picture, side.id), rows))
    return columns


def _by_pole(picture: DebateMap, difference: Difference) -> list[Column]:
    slot = picture.framework.slot(difference.slot_id)
    columns = []
    for pole, role in ((Pole.RAISES, "for"), (Pole.DOUBTS, "against")):
        rows = [
            _counted(picture, mark_id, one_line(picture.side(position.side_id).name))
            for position in difference.positions
            for mark_id in position.mark_ids
            if picture.marks[mark_id].mark.pole is pole
        ]
        columns.append(Column(f"{POLES[pole]} {slot.poles[pole]}", role, rows))
    return columns
