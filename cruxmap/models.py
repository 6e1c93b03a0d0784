"""Builds what asks chat models, from the settings: the other half of the wiring."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from cruxmap.prices import price_of
from cruxmap.settings import Settings, amount, whole_number
from cruxmap.spending import Spending
from cruxmap.wiring import framework_of
from debate.calls import CallStore
from debate.framework import Framework
from debate.proposals import ProposalStore

if TYPE_CHECKING:
    from annotate.calls.budget import Budget
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
    ask: Callable[[str], bool] | None = None,
) -> "ModelAnnotator":
    """An annotator that asks this chat model; `ask` puts what it will cost to a person, where there is one."""
    from annotate.model import ModelAnnotator

    parallel = whole_number(settings, "model_parallel")
    return ModelAnnotator(caller_of(model, settings, record, now, ask), framework, record, tell, parallel)


def caller_of(
    model: str,
    settings: Settings,
    kept: CallStore,
    now: Callable[[], str],
    ask: Callable[[str], bool] | None = None,
    *,
    batched: bool = False,
) -> "Caller":
    """What asks this chat model, within the caps that the settings name; `batched`, what notes questions for it."""
    from annotate.calls.caller import Caller
    from annotate.calls.pace import Pace
    from annotate.chat import SETTINGS, chat_model
    from annotate.parcels.noting import NotingCaller
    from annotate.shaping import promises_json, ways_of

    url = settings["model_url"] or None
    return (NotingCaller if batched else Caller)(
        chat=chat_model(model, url, stream=settings["model_stream"] == "yes" and not batched),
        model=model,
        kept=kept,
        now=now,
        pace=Pace(whole_number(settings, "model_parallel")),
        budget=budget_of(settings, model, batched=batched),
        settings={**SETTINGS, "base_url": url, "json": promises_json(model)},
        ways=ways_of(model, framework_of(settings)),
        agreement=Spending(settings, price_of(settings, model, batched=batched), ask),
    )


def budget_of(settings: Settings, model: str, *, batched: bool = False) -> "Budget":
    """The caps on tokens and money; empty settings are no caps."""
    from annotate.calls.budget import Budget

    tokens = whole_number(settings, "model_max_tokens") if settings["model_max_tokens"] else None
    cost = amount(settings["model_max_cost"], "model_max_cost") if settings["model_max_cost"] else None
    return Budget(tokens, cost, price_of(settings, model, batched=batched))
