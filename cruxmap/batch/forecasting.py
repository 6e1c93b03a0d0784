"""What a batch will use up of a chat model, from a few of its items."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from cruxmap.batch.items import Item
from cruxmap.batch.rating import DocumentRater
from cruxmap.wiring import Parts, cutter
from debate.claims import REFERENCE_CLAIM_ID

if TYPE_CHECKING:
    from annotate.calls.caller import Caller
    from annotate.calls.forecast import Forecast
    from annotate.model import ModelAnnotator

LOOKED_AT = 5
"""Items from which the whole batch is estimated."""


def asked_of(parts: Parts, rater: DocumentRater | None) -> "Caller | None":
    """What asks the chat model of a batch, which marks or rates or does both; None where none does."""
    if parts.annotator.name != "local":
        return cast("ModelAnnotator", parts.annotator).caller
    return rater.caller if rater else None


def agree(parts: Parts, items: Sequence[Item], rater: DocumentRater | None) -> None:
    """Have it agreed to what a chat model will use up for all of them together."""
    caller = asked_of(parts, rater)
    if caller is not None and items:
        caller.agreement.announce(forecast(parts, items, rater))


def forecast(parts: Parts, items: Sequence[Item], rater: DocumentRater | None = None) -> "Forecast":
    """What marking and rating these will use up, where a chat model does either."""
    from annotate.calls.forecast import Forecast
    from debate.calls import Usage

    coming = rater.forecast(items) if rater else Forecast(parts.annotator.name, 0, Usage())
    if parts.annotator.name == "local":
        return coming
    return _marking(parts, cast("ModelAnnotator", parts.annotator), items).plus(coming)


def _marking(parts: Parts, annotator: "ModelAnnotator", items: Sequence[Item]) -> "Forecast":
    """An estimate on the careful side, from items spread over the batch."""
    from annotate.calls.forecast import Forecast
    from debate.calls import Usage

    looked_at = items[:: max(1, len(items) // LOOKED_AT)][:LOOKED_AT]
    found = Forecast(annotator.name, 0, Usage())
    for item in looked_at:
        for one in _forecasts(parts, annotator, item):
            found = found.plus(one)
    share = len(items) / max(1, len(looked_at))
    usage = Usage(*(int(tokens * share) for tokens in found.usage))
    return Forecast(annotator.name, round(found.calls * share), usage)


def _forecasts(parts: Parts, annotator: "ModelAnnotator", item: Item) -> "Iterator[Forecast]":
    if item.documents:
        passages = [one for document in item.documents for one in cutter().cut(document, document.name)]
        yield annotator.caller.forecast(asked.question for asked in annotator.questions(None, passages))
    elif item.claim is not None and not item.sides:
        found = list(parts.session.seek(item.claim, item.sources).passages.values())
        mine = (annotator.name, annotator.version)
        marks = parts.project.marks_on([passage.id for passage in found], (None, REFERENCE_CLAIM_ID), mine)
        known = [mark for mark in marks if (mark.author.name, mark.author.version) == mine]
        yield annotator.caller.forecast(asked.question for asked in annotator.questions(item.claim, found, known))
