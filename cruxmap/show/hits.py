"""Search hits for a person: the words, where they stand, and why they were found."""

from collections.abc import Sequence

from cruxmap.show.console import console, line
from cruxmap.show.words import citation
from debate.plain import clip, one_line
from debate.session import Found

LINES = 4
"""How many lines of a passage are shown."""


def show_hits(found: Sequence[Found]) -> None:
    """Print hits, best first; says so when there are none."""
    if not found:
        line("Nothing was found. Try fewer or other words.")
    for rank, one in enumerate(found, 1):
        line(f"{rank} {citation(one.source, one.passage)}  {one.passage.id}", "bold")
        line(clip(one_line(one.passage.text), LINES * (console().width - 4)), indent=4)
        parts = " · ".join(f"{name} {value:.3f}" for name, value in one.hit.parts.items())
        terms = f" · words: {', '.join(one.hit.terms)}" if one.hit.terms else ""
        line(f"why: score {one.hit.score:.3f} · {parts}{terms}", "dim", indent=4)
