"""A chat model drafts the debate of a claim: what it drafts is kept as it comes, for whoever opens the claim later."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cruxmap.settings import Settings, whole_number
from debate.arguments import Argument
from debate.clashes import Beyond
from debate.errors import UnknownName
from debate.maps import DebateMap
from debate.remembering import keep_beyond
from debate.session import Session

if TYPE_CHECKING:
    from annotate.calls.caller import Caller


def draft(
    caller: "Caller", settings: Settings, session: Session, picture: DebateMap, steps: Sequence[str]
) -> Iterator[tuple[str, tuple[Argument, ...]]]:
    """Step by step, in order, each with its cases and answers; agreed to before anything is asked."""
    from annotate.debating import Drafter

    if picture.claim is None:
        raise UnknownName("Compared sources have no sides that argue.", "Open a claim first.")
    drafter = Drafter(caller, picture, picture.claim, session.now, whole_number(settings, "model_parallel"))
    for step_id, arguments in drafter.draft(steps):
        session.store.keep_arguments(arguments)
        yield step_id, arguments


def beyond_slots(caller: "Caller", session: Session, picture: DebateMap) -> Beyond:
    """What the model sees beyond the slots of the map: clashes of meaning, and what would settle each crux."""
    from annotate.beyond import beyond

    found = beyond(caller, picture)
    keep_beyond(session.store, picture, found)
    return found
