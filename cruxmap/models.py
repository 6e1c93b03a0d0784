"""Builds what asks chat models, from the settings: the other half of the wiring."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from cruxmap.settings import Settings, SettingsError, whole_number
from debate.calls import CallStore
from debate.framework import Framework
from debate.proposals import ProposalStore

if TYPE_CHECKING:
    from annotate.calls.budget import Budget, Price
    from annotate.calls.caller import Caller
    from annotate.model import ModelAnnotator


class ModelRecord(CallStore, ProposalStore, Protocol):
    """Where answers and rejected proposals are kept: a project."""


def model_annotator(
    model: str,
    settings: Settings,
    framework: Framework,
    record: ModelRecord,
    now: Callable[[], str],
    tell: Callable[[str], None],
) -> "ModelAnnotator":
    """An annotator that asks this chat model."""
    from annotate.model import ModelAnnotator

    parallel = whole_number(settings, "model_parallel")
    return ModelAnnotator(caller_of(model, settings, record, now), framework, record, tell, parallel)


def caller_of(model: str, settings: Settings, kept: CallStore, now: Callable[[], str]) -> "Caller":
    """What asks this chat model, within the caps that the settings name."""
    from annotate.calls.caller import Caller
    from annotate.calls.pace import Pace
    from annotate.chat import SETTINGS, chat_model

    url = settings["model_url"] or None
    return Caller(
        chat=chat_model(model, url),
        model=model,
        kept=kept,
        now=now,
        pace=Pace(whole_number(settings, "model_parallel")),
        budget=budget_of(settings),
        settings={**SETTINGS, "base_url": url},
    )


def budget_of(settings: Settings) -> "Budget":
    """The caps on tokens and money; empty settings are no caps."""
    from annotate.calls.budget import Budget

    tokens = whole_number(settings, "model_max_tokens") if settings["model_max_tokens"] else None
    cost = _amount(settings["model_max_cost"], "model_max_cost") if settings["model_max_cost"] else None
    return Budget(tokens, cost, price_of(settings))


def price_of(settings: Settings) -> "Price | None":
    """Dollars a million tokens, from `input,output` or `input,output,cached`; None when not set."""
    from annotate.calls.budget import Price

    given = settings["model_price"]
    if not given:
        return None
    amounts = [_amount(part, "model_price") for part in given.split(",")]
    if len(amounts) not in (2, 3):
        raise SettingsError(f"model_price is “{given}”.", "Give input,output or input,output,cached, as in 0.4,1.6.")
    return Price(*amounts)


def _amount(text: str, name: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise SettingsError(f"{name} has “{text}”, which is no amount.", "Give dollars, such as 2.50.")
    return value
