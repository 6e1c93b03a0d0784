"""Documents by steps: the paper's Table 1 view."""

from collections.abc import Sequence

from cruxmap.show.console import console, heading, line, row
from cruxmap.show.words import best_quote, pad
from debate.assessment import Assessment
from debate.coverage import Cell, Level
from debate.framework import Framework

LEANS = {"for": "▲", "against": "▽", "mixed": "◇", "neutral": "–"}
"""A sign for each stance toward the standing claim."""
WIDE, NARROW = 7, 4
"""Columns of a step, with the number of its marks and without."""
FEWEST_FOR_NAMES, MOST_FOR_NAMES = 20, 40


def show_assessments(framework: Framework, assessments: Sequence[Assessment]) -> None:
    """Print one row a source, and a line of totals that says what the documents together argue and omit."""
    columns = columns_of_a_step(framework)
    line(f"▲ raises  ▽ doubts  ◇ mixed  – neutral: {framework.reference_claim}", "dim")
    show_steps(framework, columns)
    for assessment in assessments:
        lean = LEANS.get(assessment.stance or "", " ")
        cells = [_cell(cell, columns) for cell in assessment.cells]
        row_of_cells(f"{lean} {assessment.source.title}", cells, columns)
    if len(assessments) > 1:
        _show_totals(framework, assessments, columns)
    marks = "; numbers are marks" if columns == WIDE else ""
    show_legend(framework, f"⬤ full  ◑ partial  ◯ absent  · not assessed  ✓ confirmed{marks}.")


def columns_of_a_step(framework: Framework) -> int:
    """How many columns each step gets: enough for the number of marks where the names still have room."""
    room = console().width - WIDE * len(framework.steps)
    return WIDE if room >= FEWEST_FOR_NAMES else NARROW


def show_steps(framework: Framework, columns: int) -> None:
    """Print the numbers of the steps over their columns."""
    line()
    row_of_cells("", [str(step.number) for step in framework.steps], columns)


def row_of_cells(name: str, cells: Sequence[str], columns: int) -> None:
    """Print a name and its cells, the name cut to what the cells leave."""
    room = min(MOST_FOR_NAMES, console().width - columns * len(cells))
    row(pad(name, max(room - 1, 0)) + " " + "".join(pad(cell, columns - 1) + " " for cell in cells))


def show_legend(framework: Framework, levels: str) -> None:
    """Print what the columns and signs mean, with the hedge and the limits of the framework."""
    line("  ".join(f"{step.number} {step.short}" for step in framework.steps), "dim")
    line(f"{levels} {framework.hedge} {' '.join(framework.limits)}", "dim")


def _cell(cell: Cell, columns: int) -> str:
    head = f"{cell.level.glyph}{'✓' if cell.confirmed else ' '}"
    return f"{head}{len(cell.mark_ids) or '':>3}".rstrip() if columns == WIDE else head


def _show_totals(framework: Framework, assessments: Sequence[Assessment], columns: int) -> None:
    for level in (Level.FULL, Level.PARTIAL, Level.ABSENT):
        shares = []
        for step in framework.steps:
            count = sum(cell.level is level for a in assessments for cell in a.cells if cell.step_id == step.id)
            shares.append(f"{100 * count / len(assessments):.0f}")
        row_of_cells(f"  {level.glyph} % of {len(assessments)}", shares, columns)


def show_detail(framework: Framework, assessment: Assessment) -> None:
    """Print one document's cells with their criteria and best words, and the assumptions it takes."""
    heading(assessment.source.title)
    columns = console().width - 6
    for cell in assessment.cells:
        step = framework.step(cell.step_id)
        criteria = " ".join(cell.criteria)
        meaning = step.levels.get(cell.level, "not assessed")
        line(f"{step.number} {step.short}: {meaning} {criteria}", label=f"{cell.level.glyph} ")
        if cell.mark_ids:
            line(best_quote(assessment.map, cell.mark_ids, columns), "dim", indent=4)
    for slot_id, position in assessment.positions.items():
        if position.pole is None:
            continue
        slot = framework.slot(slot_id)
        line(f"{position.pole} · {slot.name}: {slot.poles[position.pole]}", label="  ")
        line(best_quote(assessment.map, position.mark_ids, columns), "dim", indent=4)
