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
from annotate.calls.pace import Pace
from annotate.calls.usage import usage_of
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
    as_json: Mapping[str, Any] = field(default_factory=dict)
    """What else a call is made with so that the answer is JSON; given up for good where a server does not know it."""
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
            reply, usage = self._answer(question.text)
            spent.append(usage)
        call = Call(key, self.model, question.prompt, reply, usage, self.now())
        self.kept.keep_call(call)
        return call

    def key(self, question: Question) -> str:
        """Equal for questions that would get the same answer."""
        parts = [self.model, json.dumps(dict(self.settings), sort_keys=True, default=str), question.text]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()

    def _answer(self, text: str) -> tuple[str, Usage]:
        fault = None
        for attempt in range(TRIES):
            if fault is not None and fault.kind is Kind.TROUBLE:
                self.sleep(random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)))  # noqa: S311
            options = self.as_json
            with self.pace.turn() as generation:
                try:
                    message = self.chat.invoke(text, **options)
                except Exception as error:
                    # Every provider's package raises errors of its own kinds; `fault_of` tells them apart.
                    fault = fault_of(error)
                    self._note(fault, generation)
                    if fault.kind is Kind.UNFIT and options and not self.heard:
                        self.as_json = {}
                        continue
                    if fault.kind in (Kind.REFUSED, Kind.UNFIT):
                        break
                    continue
            self.pace.went_well()
            self.heard = True
            reply = str(message.text)
            return reply, usage_of(message) or guessed(text, reply)
        if fault is not None and fault.kind is Kind.UNFIT and self.heard:
            raise QuestionUnfit(f"The chat model “{self.model}” does not answer this: {fault.says}.", "Shorten it.")
        raise ModelSilent(
            f"The chat model “{self.model}” does not answer: {fault.says if fault else 'no reason given'}.",
            "Check that its server can be reached and that the key in the environment is valid, and ask again.",
        )

    def _note(self, fault: Fault, generation: int) -> None:
        if fault.kind is Kind.TOO_MANY:
            self.pace.too_many(generation, fault.retry_after)
        elif fault.kind is Kind.TROUBLE:
            self.pace.in_trouble()
