"""What chat models used up, as a table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cruxmap.show.console import console, grid, line, text

if TYPE_CHECKING:
    from cruxmap.commands.usage import Day

NUMBERS = ("calls", "in", "cached", "out", "thought", "cost")


def show_usage(days: "Sequence[Day]") -> None:
    """One line a model and day."""
    if not days:
        line("No chat model was asked in this project.")
        return
    table = grid(("day", "left"), ("model", "left"), *((name, "right") for name in NUMBERS))
    for day in days:
        tokens = (day.usage.input, day.usage.cached, day.usage.output, day.usage.reasoning)
        cost = "?" if day.cost is None else f"${day.cost:,.4f}"
        model = f"{day.model} (batch)" if day.batched else day.model
        cells = (day.day, model, f"{day.calls:,}", *(f"{count:,}" for count in tokens), cost)
        table.add_row(*map(text, cells))
    console().print(table)
    line("in holds cached, out holds thought; dollars are worked out now, from today's settings and table", "dim")
    if any(day.cost is None for day in days):
        line("?: set model_price, or install the price table: pip install “cruxmap[prices]”", "dim")
