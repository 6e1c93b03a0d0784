"""Whole documents rated by a chat model, beside what the marks say of them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cruxmap.context import asking, narrate
from cruxmap.settings import Settings, whole_number
from cruxmap.wiring import Parts, chat_model_named
from debate.assessment import Assessment
from debate.errors import CutShort
from debate.mapjson import Json, mark_json
from debate.ports import Store
from debate.ratings import keep_rating
from debate.verdicts import judge

if TYPE_CHECKING:
    from annotate.rating import Rater, Rating


def rate(settings: Settings, parts: Parts, name: str, assessments: Sequence[Assessment]) -> "tuple[list[Rating], bool]":
    """What the model says of each, kept as it comes; and whether a cap or a silence cut it short."""
    from annotate.rating import Rater
    from cruxmap.models import caller_of

    session, project = parts.session, parts.project
    caller = caller_of(chat_model_named(name), settings, project, session.now, asking())
    rater = Rater(caller, session.framework, whole_number(settings, "model_parallel"))
    found: list[Rating] = []
    try:
        for rating in kept(rater, project, [one.source.id for one in assessments]):
            for fault in rating.faults:
                narrate(f"{caller.model} on “{rating.source_id}”: {fault}; left out.")
            found.append(rating)
    except CutShort as stopped:
        narrate(f"cruxmap: {stopped}")
        return found, True
    return found, False


def kept(rater: "Rater", store: Store, source_ids: Sequence[str]) -> "Iterator[Rating]":
    """A rating of each of these sources, kept as it comes."""
    for rating in rater.rate([store.passages_of([name]) for name in source_ids]):
        store.add_marks(rating.marks)
        store.add_rejected(rating.rejected)
        # One that could not be read leaves an earlier one where it is.
        if rating.levels:
            keep_rating(store, rating.whole(rater.caller.model))
        yield rating


def ratings_json(parts: Parts, name: str, ratings: "Iterable[Rating]") -> list[Json]:
    """Each rating with its marks as they stand, and with what was proposed in vain."""
    from cruxmap.commands.rejected import proposal_json

    found = []
    for rating in ratings:
        verdicts = parts.project.verdicts_on(mark.id for mark in rating.marks)
        found.append(
            {
                "source": rating.source_id,
                "model": chat_model_named(name),
                "levels": dict(rating.levels),
                "unfounded": sorted(rating.unfounded),
                "marks": {judged.mark.id: mark_json(judged) for judged in judge(rating.marks, verdicts)},
                "rejected": [proposal_json(one) for one in rating.rejected],
                "faults": list(rating.faults),
            }
        )
    return found
