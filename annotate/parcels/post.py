"""Hands noted questions to a provider; killed at any moment, it hands none in twice."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from annotate.calls.budget import BudgetReached
from annotate.calls.caller import Question
from annotate.calls.faults import Kind, fault_of
from annotate.parcels.bringing import Bringer
from annotate.parcels.noting import NotingCaller
from annotate.parcels.providers import Body, Provider
from annotate.parcels.trying import Trying
from debate.parcels import Parcel, ParcelStore

MOST_BYTES = 25_000_000
"""Of questions in one batch: providers take eight times as much, and a slow line has two minutes for it."""
KEPT_FOR = timedelta(days=30)
"""How long providers keep answers at most."""


@dataclass(frozen=True, slots=True)
class Post:
    """Sends off what a caller has noted, and has the answers brought."""

    caller: NotingCaller
    provider: Provider
    parcels: ParcelStore
    bringer: Bringer
    trying: Trying
    tell: Callable[[str], None]

    def collect(self) -> None:
        """Wait for what an earlier run left under way, and keep its answers."""
        for parcel in self.bringer.under_way():
            if self._is_too_old(parcel):
                self.tell(f"“{parcel.batch_id}” of {parcel.made_at[:10]} is given up: no provider keeps it so long.")
                self.parcels.end_parcel(parcel.id)
                continue
            # A run that was killed while it handed a parcel in did not hear its name, and perhaps never sent it.
            batch_id = parcel.batch_id or self.trying.until_heard(partial(self._find, parcel))
            if batch_id:
                self.parcels.keep_parcel(replace(parcel, batch_id=batch_id))
                self.tell(f"“{batch_id}”, which an earlier run handed to {parcel.model}, is waited for.")
            else:
                self.parcels.end_parcel(parcel.id)
        self.bringer.bring()

    def round(self) -> bool:
        """Hand in what is noted, and keep the answers; False where nothing was noted."""
        if not self.caller.noted:
            return False
        with ExitStack() as reserved:
            for questions in self._bundles(self._affordable(reserved)):
                self._send(questions)
            self.caller.noted.clear()
            self.bringer.bring()
        self.caller.held.clear()
        return True

    def _affordable(self, reserved: ExitStack) -> Iterator[tuple[str, Question]]:
        """The questions that the caps allow by the estimate; raises BudgetReached where they allow none."""
        for key, question in self.caller.noted.items():
            try:
                self.caller.held[key] = reserved.enter_context(self.caller.budget.reserved(question.text))
            except BudgetReached as reached:
                if not self.caller.held:
                    raise
                self.tell(f"{reached.message} Questions handed in first: {len(self.caller.held):,}.")
                return
            yield key, question

    def _bundles(self, questions: Iterator[tuple[str, Question]]) -> Iterator[dict[str, Question]]:
        """As many at a time as one batch may hold."""
        bundle: dict[str, Question] = {}
        size = 0
        for key, question in questions:
            bundle[key] = question
            size += len(question.text.encode())
            if len(bundle) >= self.provider.most or size >= MOST_BYTES:
                yield bundle
                bundle, size = {}, 0
        if bundle:
            yield bundle

    def _send(self, questions: Mapping[str, Question]) -> None:
        """Written down first, so that a batch that was taken is found again whenever we are killed."""
        prompts = {key: question.prompt for key, question in questions.items()}
        parcel = Parcel(uuid.uuid4().hex, self.caller.model, self.bringer.server, prompts, self.caller.now())
        self.parcels.keep_parcel(parcel)
        batch_id = self._taken(parcel, {key: self._body(question) for key, question in questions.items()})
        self.parcels.keep_parcel(replace(parcel, batch_id=batch_id))
        self.tell(
            f"“{batch_id}” is handed to {self.caller.model}, questions: {len(questions):,}. It may take a day, and can "
            "be left alone (Ctrl-C): the same command brings the answers."
        )

    def _taken(self, parcel: Parcel, bodies: Mapping[str, Body]) -> str:
        """The provider's name for a parcel; where the line breaks it may have it, and is asked before it is again."""
        attempt = 0
        while True:
            try:
                return self.provider.send(parcel, bodies)
            except Exception as error:
                # Every provider's package raises errors of its own kinds; `fault_of` tells them apart.
                fault = fault_of(error)
                if fault.kind is not Kind.TROUBLE:
                    self.parcels.end_parcel(parcel.id)
                self.trying.pause(fault, attempt, error)
            self.parcels.keep_parcel(parcel)
            if found := self.trying.until_heard(partial(self._find, parcel)):
                return found
            attempt += 1

    def _is_too_old(self, parcel: Parcel) -> bool:
        age = datetime.fromisoformat(self.caller.now()) - datetime.fromisoformat(parcel.made_at)
        return age > KEPT_FOR

    def _find(self, parcel: Parcel) -> str:
        return self.provider.find(parcel, {one.batch_id for one in self.parcels.parcels()})

    def _body(self, question: Question) -> Body:
        """What an ordinary call would send, as LangChain's client has it."""
        chat: Any = self.caller.chat
        body: Body = chat._get_request_payload(question.text, **self.caller.ways.left(question.prompt)[0])
        return body
