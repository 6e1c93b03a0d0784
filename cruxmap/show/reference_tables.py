"""The paper's seven rated studies, for comparison."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cruxmap.show.assessment_tables import NARROW, columns_of_a_step, row_of_cells, show_legend, show_steps
from cruxmap.show.console import heading, line
from debate.coverage import Level
from debate.framework import Framework

if TYPE_CHECKING:
    from corpus.library import ReferenceRow


def show_reference(framework: Framework, rows: "Sequence[ReferenceRow]", *, alone: bool) -> None:
    """Print one row a study; a cell whose wording fits two levels carries a question mark.

    `alone` says that no table before it has explained the columns and levels.
    """
    columns = min(columns_of_a_step(framework), NARROW + 1)
    heading("Reference: seven studies, reconstructed from Appendix B (not the printed table)")
    show_steps(framework, columns)
    for study in rows:
        cells = [
            Level(study.levels.get(step.id, Level.NOT_ASSESSED)).glyph + ("?" if step.id in study.doubtful else "")
            for step in framework.steps
        ]
        row_of_cells(f"{study.study} ({study.vector})", cells, columns)
    line("? the wording fits two levels", "dim")
    if alone:
        show_legend(framework, "⬤ full  ◑ partial  ◯ absent.")


def reference_json(study: "ReferenceRow") -> dict[str, object]:
    """One reference row as JSON."""
    return {
        "study": study.study,
        "vector": study.vector,
        "levels": dict(study.levels),
        "doubtful": list(study.doubtful),
        "basis": study.basis,
    }
