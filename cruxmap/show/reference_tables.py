"""The paper's seven rated studies, for comparison."""

from collections.abc import Sequence

from corpus.library import ReferenceRow

from cruxmap.show.console import heading, line, row
from cruxmap.show.words import pad
from debate.coverage import Level
from debate.framework import Framework


def show_reference(framework: Framework, rows: Sequence[ReferenceRow]) -> None:
    """Print one row a study; a cell whose wording fits two levels carries a question mark."""
    heading("Reference: seven studies, reconstructed from Appendix B (not the printed table)")
    row(pad("", 40) + "   ".join(f"{step.number:<2}" for step in framework.steps))
    for study in rows:
        cells = [
            Level(study.levels[step.id]).glyph + ("?" if step.id in study.doubtful else " ") for step in framework.steps
        ]
        row(pad(f"{study.study} ({study.vector})", 40) + "   ".join(cells))
    line("? the wording fits two levels", "dim")


def reference_json(study: ReferenceRow) -> dict[str, object]:
    """One reference row as JSON."""
    return {
        "study": study.study,
        "vector": study.vector,
        "levels": dict(study.levels),
        "doubtful": list(study.doubtful),
        "basis": study.basis,
    }
