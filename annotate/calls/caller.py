"""One way to ask a chat model: from what is kept, else within the budget, at the pace, again where that helps."""

import hashlib
import json
import random
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotate.calls.budget import Budget, estimate, guessed
from annotate.calls.faults import Fault, Kind, fault_of
from annotate.calls.forecast import Agreement, Forecast, NoQuestionAsked
from annotate.calls.keys import hidden
from annotate.calls.pace import Pace
from annotate.calls.usage import unfinished, usage_of
from annotate.calls.ways import Ways
from debate.calls import Call, CallStore, Usage
from debate.errors import CutShort

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

TRIES = 6
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between tries after trouble: doubled each time, of which a random share is waited."""


class ModelSilent(CutShort):
    """The chat model that was named does not answer."""


class QuestionUnfit(ModelSilent):
    """The chat model answers, but not this question."""


class BrokenOff(QuestionUnfit):
    """The answer broke off: it grew too long, or a filter stopped it. What came of it was paid for."""

    def __init__(self, model: str, reply: str, usage: Usage) -> None:
        super().__init__(f"The chat model “{model}” did not answer this to its end.", "Shorten it.")
        self.reply, self.usage = reply, usage


class NotYet(CutShort):
    """The question is asked later, together with others, or came back without an answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """One prompt, ready to be sent."""

    text: str
    prompt: str
    """Name and version of the prompt it was made from."""


@dataclass(slots=True)
class Caller:
    """Asks one chat model; any number of threads may share it."""

    chat: "BaseChatModel"
    model: str
    kept: CallStore
    now: Callable[[], str]
    pace: Pace
    budget: Budget
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Everything else that decides an answer, such as the server's address and the temperature."""
    ways: Ways = field(default_factory=Ways)
    """In which ways the model can be held to the shape of an answer."""
    sleep: Callable[[float], None] = time.sleep
    agreement: Agreement = field(default_factory=NoQuestionAsked)
    heard: bool = False
    """Whether it ever answered, now or in what is kept."""

    def forecast(self, questions: Iterable[Question]) -> Forecast:
        """What these questions will use up; those whose answer is kept cost nothing."""
        coming = Forecast(self.model, 0, Usage())
        for question in questions:
            if self.kept.call(self.key(question)) is None:
                coming = coming.plus(Forecast(self.model, 1, estimate(question.text)))
        return coming

    def ask(self, question: Question) -> Call:
        """The model's answer; raises ModelSilent when there is none to be had, BudgetReached at a cap.

        QuestionUnfit when the model answers others and not this one.
        """
        key = self.key(question)
        known = self.kept.call(key)
        if known is not None:
            self.heard = True
            return known
        with self.budget.reserved(question.text) as spent:
            try:
                reply, usage = self._answer(question)
            except BrokenOff as broken:
                spent.append(broken.usage)
                self._keep(question, broken.reply, broken.usage)
                raise
            spent.append(usage)
        return self._keep(question, reply, usage)

    def _keep(self, question: Question, reply: str, usage: Usage) -> Call:
        # A server may say back what it was sent, headers and all.
        call = Call(self.key(question), self.model, question.prompt, hidden(reply), usage, self.now())
        self.kept.keep_call(call)
        return call

    def key(self, question: Question) -> str:
        """Equal for questions that would get the same answer."""
        parts = [self.model, json.dumps(dict(self.settings), sort_keys=True, default=str), question.text]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()

    def _answer(self, question: Question) -> tuple[str, Usage]:
        fault = None
        ways = self.ways.left(question.prompt)
        for attempt in range(TRIES):
            if fault is not None and fault.kind is Kind.TROUBLE:
                self.sleep(random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)))  # noqa: S311
            with self.pace.turn() as generation:
                try:
                    message = self.chat.invoke(question.text, **ways[0])
                except Exception as error:
                    # Every provider's package raises errors of its own kinds; `fault_of` tells them apart.
                    fault = fault_of(error)
                    self._note(fault, generation)
                    if len(ways) > 1 and (fault.kind is Kind.UNFIT or fault.by_client):
                        del ways[0]
                    elif fault.kind is Kind.UNFINISHED:
                        reply, counted = unfinished(error)
                        raise BrokenOff(self.model, reply, counted or guessed(question.text, reply)) from error
                    elif fault.kind in (Kind.REFUSED, Kind.UNFIT):
                        break
                    continue
            self.pace.went_well()
            self.ways.works(question.prompt, ways[0])
            self.heard = True
            reply = str(message.text)
            return reply, usage_of(message) or guessed(question.text, reply)
        raise self._silence(fault)

    def _silence(self, fault: Fault | None) -> ModelSilent:
        says = fault.says if fault else "no reason given"
        if fault is not None and fault.kind is Kind.UNFIT and self.heard:
            return QuestionUnfit(f"The chat model “{self.model}” does not answer this: {says}.", "Shorten it.")
        return ModelSilent(
            f"The chat model “{self.model}” does not answer: {says}.",
            "Check that its server can be reached and that the key in the environment is valid, and ask again.",
        )

    def _note(self, fault: Fault, generation: int) -> None:
        if fault.kind is Kind.TOO_MANY:
            self.pace.too_many(generation, fault.retry_after)
        elif fault.kind is Kind.TROUBLE:
            self.pace.in_trouble()
