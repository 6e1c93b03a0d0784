"""A debate map as text: the left half of the debate screen, for a pipe or a log."""

import shlex

from cruxmap.show.console import console, heading, line
from cruxmap.show.coverage_table import show_coverage
from cruxmap.show.invoked import show_invoked
from cruxmap.show.words import best_quote, citation, claim_fields, pad, quoted, signature
from debate.differences import Alignment, Difference
from debate.lint import Finding
from debate.maps import DebateMap
from debate.plain import clip, one_line

SPEAKERS = 8
"""Columns for the name of a side in front of its words."""


def show_map(picture: DebateMap, words: int = 1, *, tentative: bool = False) -> None:
    """Print the whole map; `words` quotes a cell, `tentative` adds marks below the trust threshold."""
    _show_claim(picture)
    show_coverage(picture)
    _show_differences(picture)
    _show_cruxes(picture)
    if words or tentative:
        _show_words(picture, words, tentative=tentative)
    show_invoked(picture)
    _show_gaps(picture)
    _show_ground(picture)


def _show_claim(picture: DebateMap) -> None:
    if picture.claim is None:
        line("Sources compared: " + "  |  ".join(one_line(side.name) for side in picture.sides), "bold")
    else:
        line(picture.claim.text, "bold")
        line(claim_fields(picture.framework, picture.claim))
    for finding in picture.findings:
        _show_finding(picture, finding)


def _show_finding(picture: DebateMap, finding: Finding) -> None:
    """What the rule says and how to mend it; its words too where they are a side's, not the claim's own."""
    about = f"{one_line(picture.side(finding.side_id).name)}: " if finding.side_id else ""
    line(f"{about}{finding.says} {finding.fix} [{finding.rule_id}]", "yellow", label="⚠ ")
    if finding.side_id:
        line(quoted(finding.words, console().width - 4), "dim", indent=4)


def _show_differences(picture: DebateMap) -> None:
    heading("Assumptions   ⇄ contested  = shared  ◂ one side only  ∅ nobody")
    silent = []
    for difference in picture.differences:
        if difference.alignment is Alignment.SILENT:
            silent.append(picture.framework.slot(difference.slot_id).name.lower())
        else:
            _show_difference(picture, difference)
    if silent:
        line("; ".join(silent), label="∅ ")


def _show_difference(picture: DebateMap, difference: Difference) -> None:
    slot = picture.framework.slot(difference.slot_id)
    line(f"{difference.alignment.glyph} {slot.name} ({slot.id})", "bold")
    columns = console().width - SPEAKERS - 5
    for position in difference.positions:
        if position.pole is None:
            continue
        name = picture.side(position.side_id).name
        also = ", and the other pole too" if position.both else ""
        taken = f"{slot.poles[position.pole]}{also} [{len(position.mark_ids)}]"
        line(taken, indent=4, label=f"{pad(name, SPEAKERS)} ")
        line(best_quote(picture, position.mark_ids, columns), "dim", indent=5 + SPEAKERS)


def _show_cruxes(picture: DebateMap) -> None:
    if not picture.cruxes:
        return
    heading("Cruxes   contested assumptions, by how much of the picture rests on them")
    for rank, crux in enumerate(picture.cruxes, 1):
        slot = picture.framework.slot(crux.slot_id)
        score = f"{crux.score:.2f}".removeprefix("0")
        line(f"{slot.name} {score} ({crux.type}): {crux.explanation.removesuffix('.')}.", label=f"{rank} ")
        line(f"settled by: {crux.settled_by}", "dim", indent=4)


def _show_words(picture: DebateMap, words: int, *, tentative: bool) -> None:
    heading("The words behind each cell   ? nobody decided  ✓ accepted  ✎ edited")
    columns = console().width
    for cell in picture.cells:
        shown = cell.mark_ids[:words] + (cell.tentative_ids if tentative else ())
        if not shown:
            continue
        step = picture.framework.step(cell.step_id)
        side = clip(one_line(picture.side(cell.side_id).name), 30)
        line(f"{step.number} {step.short} · {side} {cell.level.glyph}", "bold")
        for mark_id in shown:
            judged = picture.marks[mark_id]
            passage = picture.passages[judged.mark.passage_id]
            line(quoted(judged.mark.quote, columns * 2 - 12), indent=4)
            criteria = " ".join(judged.mark.criteria)
            where = citation(picture.sources[passage.source_id], passage)
            line(f"{criteria} {signature(judged)} · {mark_id} · {where}".lstrip(), "dim", indent=4)


def _show_gaps(picture: DebateMap) -> None:
    if not picture.gaps:
        return
    heading("Evidence wanted")
    for gap in picture.gaps:
        cell = picture.cell(gap.side_id, gap.step_id)
        step = picture.framework.step(gap.step_id)
        side = clip(one_line(picture.side(gap.side_id).name), 30)
        line(f"{step.short} · {side}: {gap.silence.meaning}", label=f"{cell.level.glyph} ")
        line(f"wanted: {gap.wanted}", "dim", indent=4)
        line(f"try: cruxmap search {shlex.quote(one_line(gap.query))}", "dim", indent=4)


def _show_ground(picture: DebateMap) -> None:
    heading("What this rests on")
    tally = picture.tally
    line(
        f"{len(picture.passages)} passages of {len(picture.sources)} sources; marks: {tally.counted} counted, "
        f"{tally.tentative} tentative (below {picture.trust:g}), {tally.confirmed} confirmed by a person, "
        f"{tally.rejected} rejected and left out."
    )
    if tally.unverified:
        line(
            f"{tally.unverified} more were proposed with words that do not stand in their passage, and are no marks; "
            "`cruxmap rejected` lists them."
        )
    if picture.examined.pending:
        waiting = f"{picture.examined.pending:,} passages of the project are not encoded and marked yet"
        line(f"{waiting}, and silence may only mean that; `cruxmap db finish` reads them.", "yellow")
    if tally.unread:
        line(f"{tally.unread} passages could not be read by the annotator; the same command tries again.", "yellow")
    line(f"{picture.framework.name} ({picture.framework.source}). " + " ".join(picture.framework.limits), "dim")
