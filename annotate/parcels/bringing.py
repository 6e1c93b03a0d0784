"""Waits for what a provider was handed, and keeps the answers; what it brings twice is kept once."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from annotate.calls.budget import guessed
from annotate.calls.keys import hidden
from annotate.parcels.noting import NotingCaller
from annotate.parcels.providers import Outcome, Provider, State
from annotate.parcels.trying import FIRST_PAUSE, LONGEST_PAUSE, BatchRefused, Trying
from debate.calls import Call
from debate.parcels import Parcel, ParcelStore
from debate.plain import clip, one_line

MOST_NAMED = 3
"""Ways in which questions came back without an answer that are told of one batch."""


@dataclass(slots=True)
class Bringer:
    """Brings the answers to parcels of one model on one server."""

    caller: NotingCaller
    provider: Provider
    parcels: ParcelStore
    trying: Trying
    tell: Callable[[str], None]
    server: str = ""
    answers: int = 0
    """That came until now."""
    _told: Counter[str] = field(default_factory=Counter)

    def under_way(self) -> list[Parcel]:
        """The parcels of this model on this server whose answers are not kept yet."""
        return [one for one in self.parcels.parcels() if (one.model, one.server) == (self.caller.model, self.server)]

    def bring(self) -> None:
        """Look at what is under way, less and less often, until nothing is."""
        pause = FIRST_PAUSE
        while waiting := self.under_way():
            ended = [parcel for parcel in waiting if self._look(parcel)]
            if len(ended) < len(waiting):
                self.trying.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 1.5)

    def _look(self, parcel: Parcel) -> bool:
        """Whether a batch has ended; then its answers are kept."""
        state = self.trying.until_heard(partial(self.provider.state, parcel.batch_id))
        if state.refused:
            self.parcels.end_parcel(parcel.id)
            raise BatchRefused(
                f"{parcel.model} does not work on “{parcel.batch_id}”: {hidden(state.refused).rstrip('.')}.",
                "Mend what it names, or leave --provider-batch out.",
            )
        if state.ended:
            found = self.trying.until_heard(lambda: list(self.provider.outcomes(parcel.batch_id)))
            self._keep(parcel, {one.key: one for one in found if one.key in parcel.prompts})
            self.parcels.end_parcel(parcel.id)
        else:
            self._say(parcel, state)
        return state.ended

    def _keep(self, parcel: Parcel, outcomes: Mapping[str, Outcome]) -> None:
        every = [_told(outcomes.get(key) or Outcome(key, fault="no answer")) for key in parcel.prompts]
        answered = [one for one in every if not one.fault]
        for outcome in answered:
            self._keep_answer(outcome, parcel.prompts[outcome.key])
        in_vain = [one for one in every if one.fault]
        # Where everything was refused, it may be the way of asking that the server does not know.
        laxer = {prompt for prompt in set(parcel.prompts.values()) if self._may_ask_otherwise(prompt, parcel, in_vain)}
        for outcome in in_vain:
            if not outcome.unfit:
                self.caller.unanswered[outcome.key] = outcome.fault
            elif parcel.prompts[outcome.key] not in laxer:
                self.caller.unfit[outcome.key] = outcome.fault
        faults = Counter(one.fault for one in in_vain).most_common(MOST_NAMED)
        said = "".join(f"; without one: {count:,} ({fault})" for fault, count in faults)
        self.tell(f"“{parcel.batch_id}”, answers: {len(answered):,}{said}.")

    def _may_ask_otherwise(self, prompt: str, parcel: Parcel, in_vain: list[Outcome]) -> bool:
        refused = any(one.unfit and parcel.prompts[one.key] == prompt for one in in_vain)
        return refused and self.caller.ways.give_up(prompt)

    def _keep_answer(self, outcome: Outcome, prompt: str) -> None:
        usage, reply = outcome.usage or guessed("", outcome.reply), hidden(outcome.reply)
        call = Call(outcome.key, self.caller.model, prompt, reply, usage, self.caller.now(), batched=True)
        self.caller.kept.keep_call(call)
        self.caller.ways.works(prompt, self.caller.ways.left(prompt)[0])
        self.answers += 1
        if outcome.key in self.caller.held:
            self.caller.held[outcome.key].append(usage)
        else:
            self.caller.budget.add(usage)

    def _say(self, parcel: Parcel, state: State) -> None:
        """Not at every look: at each tenth of the way."""
        tenth = 10 * state.answered // len(parcel.prompts)
        if tenth > self._told[parcel.id]:
            self._told[parcel.id] = tenth
            self.tell(f"“{parcel.batch_id}”: {state.answered:,} of {len(parcel.prompts):,} answered.")


def _told(outcome: Outcome) -> Outcome:
    """As it may be told: what a server says is on one line, not long, and without a key."""
    return replace(outcome, fault=clip(hidden(one_line(outcome.fault)), 200))
