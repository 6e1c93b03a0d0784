"""What tokens cost: as the settings say, else as the dated table of genai-prices has it, where that is installed."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cruxmap.settings import Settings, SettingsError, amount
from debate.calls import Spent

if TYPE_CHECKING:
    from annotate.calls.budget import Price

SAMPLE = 1000
"""Tokens with which the table is asked for a price: few enough for its lowest tier."""
BATCH_SHARES = {"openai": (("2024-04-15", 0.5),), "anthropic": (("2024-10-08", 0.5),)}
"""Provider -> from which day on (ISO 8601) which part of the ordinary price a batched answer costs, oldest first."""


def price_of(settings: Settings, model: str, day: str = "", *, batched: bool = False) -> "Price | None":
    """Dollars a million tokens of a model, as `provider:name`, on a day (ISO 8601, today by default).

    A price in the settings is that of the model in the settings, for answers that come at once. None when neither
    knows one.
    """
    given = settings["model_price"]
    mine = given and model == settings["annotator"].removeprefix("model:")
    price = _given(given) if mine else _listed(model, day)
    return price.times(batch_share(model, day)) if price and batched else price


def batch_share(model: str, day: str = "") -> float:
    """The part of the ordinary price that a batched answer costs on a day, 0 to 1; 1 where none is known."""
    when = day or datetime.now(UTC).date().isoformat()
    shares = [share for since, share in BATCH_SHARES.get(model.partition(":")[0], ()) if since <= when]
    return shares[-1] if shares else 1.0


def cost_of(settings: Settings, spent: Spent) -> float | None:
    """Dollars that a model's usage of a day cost; None when no price is known."""
    price = price_of(settings, spent.model, spent.day, batched=spent.batched)
    return price.of(spent.usage) if price else None


def _given(given: str) -> "Price":
    from annotate.calls.budget import Price

    amounts = [amount(part, "model_price") for part in given.split(",")]
    if len(amounts) not in (2, 3):
        raise SettingsError(f"model_price is “{given}”.", "Give input,output or input,output,cached, as in 0.4,1.6.")
    return Price(*amounts)


def _listed(model: str, day: str) -> "Price | None":
    try:
        from genai_prices import Usage as Asked
        from genai_prices import calc_price
    except ImportError:
        return None
    from annotate.calls.budget import Price

    provider, _, name = model.partition(":")
    when = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else datetime.now(UTC)
    parts = (
        Asked(input_tokens=SAMPLE),
        Asked(output_tokens=SAMPLE),
        Asked(input_tokens=SAMPLE, cache_read_tokens=SAMPLE),
    )
    try:
        prices = [
            calc_price(part, name, provider_id=provider.replace("_", "-"), genai_request_timestamp=when).total_price
            for part in parts
        ]
    except (LookupError, ValueError):
        # The table does not have this provider or model, as it has none of a local server.
        return None
    return Price(*(float(price) * 1e6 / SAMPLE for price in prices))
