"""The worst errors of an annotator, each with its words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cruxmap.show.console import console, heading, line
from cruxmap.show.figures import figure
from cruxmap.show.words import quoted

if TYPE_CHECKING:
    from annotate.quality.mistakes import Mistake

LINES = 3
"""Lines of words an error gets."""


def show_mistakes(mistakes: "Sequence[Mistake]") -> None:
    """Print what was said surest and is wrong, then what all of the gold's annotators saw and was missed."""
    if not mistakes:
        return
    heading("Worst errors")
    for one in mistakes:
        line(f"{one.fault} · {one.kind} · {one.label} · {one.passage_id}", "bold")
        line(quoted(one.words, LINES * (console().width - 4) - 8), indent=4)
        line(_against(one), "dim", indent=4)


def _against(one: "Mistake") -> str:
    said = "" if one.confidence is None else f"said with {figure(one.confidence)}; "
    agreed = "" if one.agreed is None else f"; {one.agreed:.0%} of its annotators say {one.label}"
    return f"{said}gold: {', '.join(one.gold) or 'none'}{agreed}"
