"""Documents as a chat model rates them whole, held against what their marks come to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cruxmap.show.assessment_tables import WIDE, columns_of_a_step, row_of_cells, show_legend, show_steps
from cruxmap.show.console import heading, line
from debate.assessment import Assessment
from debate.coverage import Level
from debate.framework import Framework
from debate.plain import one_line

if TYPE_CHECKING:
    from annotate.rating import Rating


def show_ratings(
    framework: Framework, model: str, assessments: Sequence[Assessment], ratings: "Sequence[Rating]", *, detail: bool
) -> None:
    """Print one row a document; a cell that differs from the marks' has theirs in brackets."""
    heading(f"Rated whole by {model}")
    columns = columns_of_a_step(framework)
    show_steps(framework, columns)
    same = cells = 0
    for assessment, rating in zip(assessments, ratings, strict=False):
        marked = {cell.step_id: cell.level for cell in assessment.cells}
        row_of_cells(
            f"  {assessment.source.title}", [_cell(rating, marked, s.id, columns) for s in framework.steps], columns
        )
        cells += len(rating.levels)
        same += sum(marked[step_id] is level for step_id, level in rating.levels.items())
    quotes = sum(len(rating.marks) for rating in ratings)
    vain = sum(len(rating.rejected) for rating in ratings)
    differing = "(◑) what the marks say where it differs  " if columns == WIDE else ""
    show_legend(framework, f"⬤ full  ◑ partial  ◯ absent  {differing}? no words that stand carry it.")
    line(
        f"{same} of {cells} levels are as the marks have them; {quotes} quotes stand, {vain} do not. These are "
        "suggestions: what is quoted counts where somebody accepts it (`cruxmap decide`).",
        "dim",
    )
    for assessment, rating in zip(assessments, ratings, strict=False) if detail else ():
        _show_detail(framework, assessment, rating)


def _cell(rating: "Rating", marked: dict[str, Level], step_id: str, columns: int) -> str:
    level = rating.levels.get(step_id)
    if level is None:
        return "–"
    differs = columns == WIDE and marked[step_id] is not level
    doubt = "?" if step_id in rating.unfounded else ""
    return f"{level.glyph}{doubt}{f'({marked[step_id].glyph})' if differs else ''}"


def _show_detail(framework: Framework, assessment: Assessment, rating: "Rating") -> None:
    line(assessment.source.title, "bold")
    for mark in rating.marks:
        what = " ".join(mark.criteria) or f"{mark.pole} · {framework.slot(mark.label).name}"
        line(f"{what}  {mark.id}", label="  ")
        line(f"“{one_line(mark.quote)}”", "dim", indent=4)
