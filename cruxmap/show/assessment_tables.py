"""Documents by steps: the paper's Table 1 view."""

from collections.abc import Sequence

from cruxmap.show.console import console, heading, line, row
from cruxmap.show.words import best_quote, pad
from debate.assessment import Assessment
from debate.coverage import Level
from debate.framework import Framework

LEANS = {"for": "▲", "against": "▽", "mixed": "◇", "neutral": "–"}
"""A sign for each stance toward the standing claim."""


def show_assessments(framework: Framework, assessments: Sequence[Assessment]) -> None:
    """Print one row a source, and a line of totals that says what the documents together argue and omit."""
    width = min(40, console().width - 4 - 7 * len(framework.steps))
    line(f"▲ raises  ▽ doubts  ◇ mixed  – neutral: {framework.reference_claim}", "dim")
    heading(pad("", width) + "   ".join(f"{step.number:<4}" for step in framework.steps))
    for assessment in assessments:
        lean = LEANS.get(assessment.stance or "", " ")
        cells = "  ".join(
            f"{cell.level.glyph}{'✓' if cell.confirmed else ' '}{len(cell.mark_ids) or '':>3}"
            for cell in assessment.cells
        )
        _print_row(f"{lean} {assessment.source.title}", width, cells)
    if len(assessments) > 1:
        _show_totals(framework, assessments, width)
    legend = "  ".join(f"{step.number} {step.short}" for step in framework.steps)
    line(legend, "dim")
    line(f"⬤ full  ◑ partial  ◯ absent  · not assessed; numbers are marks. {framework.hedge}", "dim")


def _print_row(name: str, width: int, cells: str) -> None:
    row(pad(name, width) + cells)


def _show_totals(framework: Framework, assessments: Sequence[Assessment], width: int) -> None:
    for level in (Level.FULL, Level.PARTIAL, Level.ABSENT):
        shares = []
        for step in framework.steps:
            count = sum(cell.level is level for a in assessments for cell in a.cells if cell.step_id == step.id)
            shares.append(f"{count / len(assessments):>4.0%} ")
        _print_row(f"  {level.glyph} share of {len(assessments)}", width, "  ".join(shares))


def show_detail(framework: Framework, assessment: Assessment) -> None:
    """Print one document's cells with their criteria and best words, and the assumptions it takes."""
    heading(assessment.source.title)
    columns = console().width - 6
    for cell in assessment.cells:
        step = framework.step(cell.step_id)
        criteria = " ".join(cell.criteria)
        meaning = step.levels.get(cell.level, "not assessed")
        line(f"{cell.level.glyph} {step.number} {step.short}: {meaning} {criteria}")
        if cell.mark_ids:
            line(best_quote(assessment.map, cell.mark_ids, columns), "dim", indent=4)
    for slot_id, position in assessment.positions.items():
        if position.pole is None:
            continue
        slot = framework.slot(slot_id)
        line(f"{position.pole} · {slot.name}: {slot.poles[position.pole]}")
        line(best_quote(assessment.map, position.mark_ids, columns), "dim", indent=4)
