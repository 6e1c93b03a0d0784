"""Maps as text for screens: nothing a document says is read as markup."""

from textual.content import Content

from debate.coverage import Cell
from debate.differences import Alignment
from debate.maps import DebateMap
from debate.plain import clip, one_line, plain
from debate.verdicts import JudgedMark

DECISIONS = {"accepted": "✓", "edited": "✎"}


def cell_glyph(cell: Cell) -> str:
    """`⬤✓ 9`: level, confirmed or not, counted marks."""
    return f"{cell.level.glyph}{'✓' if cell.confirmed else ' '}{len(cell.mark_ids) or '':>3}"


def reason_line(judged: JudgedMark, *, counted: bool) -> str:
    """One mark in the list: decision, confidence, criteria, words."""
    mark = judged.mark
    sign = DECISIONS.get(judged.decision or "", "?" if counted else "·")
    confidence = f"{mark.confidence:.2f}".removeprefix("0")
    return f"{sign} {confidence} {' '.join(mark.criteria)} {clip(one_line(mark.quote), 200)}"


def words_in_context(picture: DebateMap, judged: JudgedMark) -> Content:
    """The passage with the mark's words highlighted, and where and by whom."""
    mark = judged.mark
    passage = picture.passages[mark.passage_id]
    source = picture.sources[passage.source_id]
    start, end = mark.start - passage.start, mark.end - passage.start
    page = f", p. {passage.page}" if passage.page else ""
    return Content.assemble(
        plain(passage.text[:start]),
        (plain(passage.text[start:end]), "reverse"),
        plain(passage.text[end:]),
        f"\n\n{one_line(source.title)}{page}\n",
        f"said by {one_line(mark.author.name)} {mark.author.version}, {mark.confidence:.2f}, {mark.made_at}",
    )


def picture_text(picture: DebateMap) -> str:
    """What stands below the matrix: talking past, assumptions, cruxes, lint, hedge."""
    lines = []
    if picture.talking_past is not None:
        lines.append(f"talking past each other {picture.talking_past:.2f}\n")
    lines += _assumptions(picture) + _cruxes(picture)
    for finding in picture.findings:
        about = f"{one_line(picture.side(finding.side_id).name)}: " if finding.side_id else ""
        lines.append(f"⚠ {about}{finding.says}")
    return "\n".join([*lines, "", picture.framework.hedge])


def _assumptions(picture: DebateMap) -> list[str]:
    lines = ["Assumptions"]
    for difference in picture.differences:
        if difference.alignment is Alignment.SILENT:
            continue
        slot = picture.framework.slot(difference.slot_id)
        lines.append(f"{difference.alignment.glyph} {slot.name}")
        for position in difference.positions:
            if position.pole is not None:
                name = one_line(picture.side(position.side_id).name)
                lines.append(f"   {name}: {slot.poles[position.pole]}")
    return [*lines, ""]


def _cruxes(picture: DebateMap) -> list[str]:
    if not picture.cruxes:
        return []
    lines = ["Cruxes"]
    for rank, crux in enumerate(picture.cruxes, 1):
        slot = picture.framework.slot(crux.slot_id)
        lines += [f"{rank} {slot.name} {crux.score:.2f}: {crux.explanation}", f"   settled by: {crux.settled_by}"]
    return [*lines, ""]
