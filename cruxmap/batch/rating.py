"""Documents of a batch rated whole by a chat model, beside what their marks say."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from cruxmap.batch.items import Item
from cruxmap.context import narrate
from cruxmap.raters import kept
from cruxmap.settings import Settings, whole_number
from cruxmap.wiring import Ask, Parts, chat_model_named, cutter
from debate.errors import CruxmapError
from debate.framework import Framework
from debate.ratings import WholeRating
from store.exchange.columns import Column, Kind

if TYPE_CHECKING:
    from annotate.calls.caller import Caller
    from annotate.calls.forecast import Forecast
    from annotate.model import ModelAnnotator
    from annotate.rating import Rater

LEVELS = "full, partial or absent"


class OtherModel(CruxmapError):
    """One chat model would mark the documents and another one rate them."""


class DocumentRater:
    """Rates the documents of a batch, so many at once as the settings say."""

    def __init__(self, settings: Settings, parts: Parts, name: str, ask: Ask | None) -> None:
        self.caller = _caller(settings, parts, name, ask)
        self._parts, self._parallel = parts, whole_number(settings, "model_parallel")

    @property
    def maker(self) -> str:
        """Which model rates, with which version of the prompt."""
        return f"{self.caller.model} {self._rater.author.version}"

    def forecast(self, items: Sequence[Item]) -> "Forecast":
        """What rating all of these will use up."""
        texts = [cutter().cut(document, document.name) for item in items for document in item.documents]
        return self.caller.forecast(self._rater.questions([one for one in texts if one]))

    def rate(self, source_ids: Sequence[str]) -> dict[str, WholeRating]:
        """The rating of each of these sources; one that could not be read is left out."""
        found = {}
        for rating in kept(self._rater, self._parts.project, source_ids):
            for fault in rating.faults:
                narrate(f"{self.caller.model} on “{rating.source_id}”: {fault}; left out.")
            if rating.levels:
                found[rating.source_id] = rating.whole(self.caller.model)
        return found

    @property
    def _rater(self) -> "Rater":
        from annotate.rating import Rater

        return Rater(self.caller, self._parts.session.framework, self._parallel)


def _caller(settings: Settings, parts: Parts, name: str, ask: Ask | None) -> "Caller":
    """The one that marks, where a model does: caps are of a run, not of a task."""
    model = chat_model_named(name)
    if parts.annotator.name == "local":
        from cruxmap.models import caller_of

        return caller_of(model, settings, parts.project, parts.session.now, ask)
    if parts.annotator.name != model:
        raise OtherModel(
            f"“{parts.annotator.name}” marks and “{model}” would rate, and a cap counts for one of them only.",
            "Name the same one, or --annotator local.",
        )
    return cast("ModelAnnotator", parts.annotator).caller


def rating_columns(framework: Framework) -> tuple[Column, ...]:
    """The columns of a document's rating."""
    return (
        Column(
            "rated_by", Kind.TEXT, "chat model that rated the document whole; nothing of its rating counts by itself"
        ),
        *(
            Column(f"rated_{step.id}", Kind.TEXT, f"{step.name}, as the model says: {LEVELS}")
            for step in framework.steps
        ),
        Column("rated_unfounded", Kind.WORDS, "steps it calls full or partial without words that stand"),
    )


def rating_result(framework: Framework, rating: WholeRating | None) -> Mapping[str, Any]:
    """What a rating comes to, column by column; empty ones where there is none."""
    levels = rating.levels if rating else {}
    return {
        "rated_by": rating.model if rating else None,
        **{f"rated_{step.id}": levels[step.id].value if step.id in levels else None for step in framework.steps},
        "rated_unfounded": sorted(rating.unfounded) if rating else [],
    }
