"""`cruxmap usage`: tokens by model and day, priced as they are read."""

from collections.abc import Iterable
from typing import NamedTuple

import click

from cruxmap.context import json_option, print_json, settings_of
from cruxmap.prices import cost_of
from cruxmap.settings import Settings
from debate.calls import Spent, Usage
from store.project import open_project


class Day(NamedTuple):
    """What one model used up on one day."""

    model: str
    day: str
    calls: int
    usage: Usage
    cost: float | None
    """Dollars; None when no price is known."""
    batched: bool = False
    """Whether the provider answered them together, at its lower price."""


@click.command("usage")
@json_option
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Say what chat models used up in this project, by model and day.

    Tokens are kept and dollars are not: they are worked out now, from model_price for the model in the settings,
    else from the dated table of genai-prices where it is installed.
    """
    settings = settings_of(ctx)
    with open_project(settings.project, create=False) as project:
        days = list(days_of(settings, project.usage_by_model()))
    if as_json:
        print_json({"days": [_json(day) for day in days], "total": _total(days)})
        return
    from cruxmap.show.usage_table import show_usage

    show_usage(days)


def days_of(settings: Settings, rows: Iterable[Spent]) -> Iterable[Day]:
    """What is kept of each model and day, with what it costs at today's prices."""
    for spent in rows:
        cost = cost_of(settings, spent)
        yield Day(spent.model, spent.day, spent.calls, spent.usage, cost, spent.batched)


def _json(day: Day) -> dict[str, object]:
    head = {"model": day.model, "day": day.day, "calls": day.calls, "batched": day.batched}
    return {**head, **day.usage._asdict(), "cost": day.cost}


def _total(days: list[Day]) -> dict[str, object]:
    """Everything together; without a cost when that of some day is not known."""
    usage = Usage()
    for day in days:
        usage = usage.plus(day.usage)
    costs = [day.cost for day in days if day.cost is not None]
    known = len(costs) == len(days)
    return {"calls": sum(day.calls for day in days), **usage._asdict(), "cost": sum(costs) if known else None}
