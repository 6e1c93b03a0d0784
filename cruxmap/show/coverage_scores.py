"""Annotators against rated documents: levels, criteria and assumptions, and the cells that differ."""

from typing import TYPE_CHECKING

from cruxmap.show.console import console, grid, heading, line, text
from cruxmap.show.figures import figure, gain
from cruxmap.show.headlines import show_headlines
from cruxmap.show.label_table import show_labels
from cruxmap.show.words import pad
from debate.framework import Framework

if TYPE_CHECKING:
    from annotate.quality.documents import CoverageReport, DocumentsReport
    from annotate.quality.scores import Scores

HEADLINES = {
    "levels.weighted_kappa": "levels, weighted kappa",
    "levels.exact": "levels, exact share",
    "criteria.f1": "criteria, F1",
    "assumptions.f1": "assumptions, F1",
}
MOST = 30
"""Cells that are listed of those that differ."""


def show_coverage(framework: Framework, report: "CoverageReport") -> None:
    """Print everything that was measured."""
    line(f"{report.documents:,} documents")
    found = {one.name: one.intervals for one in report.annotators}
    show_headlines(HEADLINES, found, report.differences, report.ceiling, report.floor)
    for one in report.annotators:
        heading(f"═══ {one.name}, version {one.version}")
        if one.unread:
            line(f"{one.unread:,} passages were not read, and count as silence.", "yellow")
        _show_steps(framework, one)
        _show_labels("Criteria", one.figures.criteria)
        _show_labels("Assumptions, slot and pole", one.figures.assumptions)
        _show_cells(framework, one)


def _show_steps(framework: Framework, one: "DocumentsReport") -> None:
    heading("Steps")
    columns = ("cells", "kappa", "exact", "bias", "criteria F1")
    table = grid(("", "left"), *((name, "right") for name in columns))
    for step in framework.steps:
        found, criteria = one.figures.levels_by_step[step.id], one.figures.criteria_by_step[step.id]
        bias = "–" if found.bias is None else gain(found.bias, 2)
        cells = (str(found.cells), figure(found.weighted_kappa), figure(found.exact), bias, figure(criteria.micro_f1))
        table.add_row(*map(text, (f"{step.number} {step.short}", *cells)))
    console().print(table)
    line("kappa: quadratic weights, – where all cells are alike; bias: levels said above the gold, mean", "dim")


def _show_labels(title: str, scores: "Scores") -> None:
    if scores.rows:
        heading(title)
        show_labels({name: one for name, one in scores.per_label.items() if one.support or one.said}, scores.micro)


def _show_cells(framework: Framework, one: "DocumentsReport") -> None:
    differing = [cell for cell in one.cells if cell.distance]
    heading(f"Cells that differ: {len(differing)} of {len(one.cells)}, the furthest first")
    for cell in differing[:MOST]:
        step = framework.step(cell.step)
        line(f"{pad(cell.document, 30)} {pad(f'{step.number} {step.short}', 20)} gold {cell.gold}, said {cell.said}")
