"""What the application, and a journal that is replayed, ask chat models for: drafts, ratings, fields of a claim."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from cruxmap.settings import Settings, settings_file, whole_number
from cruxmap.spending import Stoppable, tokens_in_words
from debate.arguments import Part
from debate.claims import Direction
from debate.maps import DebateMap
from debate.session import Session
from tui.outside import Chat, Framing, Terms

if TYPE_CHECKING:
    from annotate.calls.caller import Caller
    from store.project import Project


class Talks:
    """Asks under the settings' caps, within a session."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def draft(self, session: Session, picture: DebateMap, steps: Sequence[str], terms: Terms) -> Iterator[str]:
        """Draft both sides' arguments at these steps, then what lies beyond the slots."""
        from cruxmap.drafting import beyond_slots, draft

        caller = self._caller(session, terms)
        cases = answers = dropped = 0
        for done, (_, arguments) in enumerate(draft(caller, self._settings, session, picture, steps), 1):
            cases += sum(one.part is Part.CASE for one in arguments)
            answers += sum(one.part is Part.REBUTTAL for one in arguments)
            dropped += sum(one.dropped for one in arguments)
            yield f"{done} of {len(steps)} steps: {cases} cases and {answers} answers drafted{_spent(caller)}"
        if len(steps) == len(picture.framework.steps):
            found = beyond_slots(caller, session, picture)
            yield (
                f"{cases} cases and {answers} answers drafted, {dropped} sentences dropped, {len(found.clashes)} "
                f"clashes of meaning found{_spent(caller)}"
            )

    def rate(self, session: Session, source_ids: Sequence[str], terms: Terms) -> Iterator[str]:
        """Rate these sources from end to end."""
        from annotate.rating import Rater
        from cruxmap.raters import kept

        caller = self._caller(session, terms)
        rater = Rater(caller, session.framework, whole_number(self._settings, "model_parallel"))
        quotes = vain = 0
        for done, rating in enumerate(kept(rater, session.store, source_ids), 1):
            quotes, vain = quotes + len(rating.marks), vain + len(rating.rejected)
            unread = f"; “{rating.source_id}”: {rating.faults[0]}" if rating.faults and not rating.levels else ""
            yield (
                f"{done} of {len(source_ids)} documents rated, {quotes} quotes stand, {vain} do not"
                f"{_spent(caller)}{unread}"
            )

    def frame(self, session: Session, sentence: str, terms: Terms) -> Framing:
        """Read what a sentence claims."""
        from annotate.framing import suggest

        reply = suggest(self._caller(session, terms), session.framework, sentence)
        direction = reply.direction if reply.direction is not Direction.UNKNOWN else None
        fields = {
            "vector": reply.vector,
            "direction": direction,
            "baselines": list(reply.baselines),
            "actor": reply.actor,
            "horizon": reply.horizon,
        }
        return Framing({name: value for name, value in fields.items() if value}, reply.missing)

    def _caller(self, session: Session, terms: Terms) -> "Caller":
        from cruxmap.models import caller_of

        # Whoever wires a session gives it a project as its store.
        project = cast("Project", session.store)
        caller = caller_of(terms.model, self._settings, project, session.now, terms.ask)
        caller.agreement = Stoppable(caller.agreement, terms.stopped)
        return caller


def chat_of(settings: Settings) -> Chat:
    """What can be asked of the chat model that is set, or of one that is named."""
    talks = Talks(settings)
    kind, _, model = settings["annotator"].partition(":")
    advice = f'No chat model is set: annotator = "model:provider:name" in {settings_file()} sets one.'
    return Chat(model if kind == "model" else "", advice, talks.draft, talks.rate, talks.frame)


def _spent(caller: "Caller") -> str:
    """What was spent until now; nothing where everything was kept from before."""
    spent, cost = caller.budget.spent, caller.budget.cost
    if not spent.total:
        return ""
    return f" · {tokens_in_words(spent)}" + (f", ${cost:,.2f}" if cost is not None else "")
