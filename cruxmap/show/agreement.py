"""Agreement beyond chance: with the gold, with each of its annotators, and among these."""

from typing import TYPE_CHECKING

from cruxmap.show.console import console, grid, heading, text
from cruxmap.show.figures import figure
from debate.framework import Framework

if TYPE_CHECKING:
    from annotate.quality.agreement import Agreement, Agreements

MOST = 5
"""Annotators of the gold that fit into 80 columns; JSON has all."""
F1 = {"steps": "steps, macro-F1", "stance": "stance, macro-F1", "assumptions": "assumptions, F1"}


def show_agreement(framework: Framework, found: "Agreements") -> None:
    """Print Cohen's kappa by step and for the stance, and below it the F1 of the same pairs."""
    heading("Agreement beyond chance: Cohen's kappa, and F1 of the same pairs")
    columns: dict[str, Agreement] = {"gold": found.gold}
    columns |= {f"person {at}": one for at, one in enumerate(found.annotators[:MOST], 1)}
    columns |= {"ceiling": found.ceiling} if found.ceiling else {}
    table = grid(("", "left"), *((name, "right") for name in columns))
    for step in framework.steps:
        table.add_row(*map(text, (f"{step.number} {step.short}", *_kappas(columns, step.id))))
    table.add_row(*map(text, ("stance", *_kappas(columns, "stance"))))
    for kind, title in F1.items():
        cells = (title, *(figure(one.f1[kind]) for one in columns.values()))
        table.add_row(*(text(cell, "dim") for cell in cells))
    console().print(table)


def _kappas(columns: "dict[str, Agreement]", name: str) -> list[str]:
    return [figure(one.kappa[name]) for one in columns.values()]
