"""A question is asked once, again where that helps, and never past a cap."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from annotate.calls.budget import Budget, BudgetReached, Price, estimate
from annotate.calls.caller import TRIES, Caller, ModelSilent, Question
from annotate.calls.pace import Pace
from debate.calls import Call, Spent, Usage

QUESTION = Question("What is said here?", "mark_passages:abc")
COUNTED = {
    "input_tokens": 100,
    "output_tokens": 20,
    "input_token_details": {"cache_read": 60},
    "output_token_details": {"reasoning": 5},
}


class KeptCalls:
    def __init__(self) -> None:
        self.calls: dict[str, Call] = {}

    def call(self, key: str) -> Call | None:
        return self.calls.get(key)

    def keep_call(self, call: Call) -> None:
        self.calls.setdefault(call.key, call)

    def usage_by_model(self) -> Iterable[Spent]:
        return ()


class ScriptedChat:
    """Answers, or raises, what the script says, one a call."""

    def __init__(self, *script: str | Exception) -> None:
        self.script = list(script)
        self.asked: list[str] = []

    def invoke(self, text: str) -> Any:
        self.asked.append(text)
        said = self.script.pop(0)
        if isinstance(said, Exception):
            raise said
        return SimpleNamespace(text=said, usage_metadata=COUNTED)


class Refused(Exception):
    status_code = 401


class Busy(Exception):
    status_code = 429


class Down(Exception):
    status_code = 503


def caller(
    chat: ScriptedChat, kept: KeptCalls | None = None, budget: Budget | None = None, **settings: object
) -> Caller:
    return Caller(
        chat=chat,  # type: ignore[arg-type]
        model="scripted:model",
        kept=kept or KeptCalls(),
        now=lambda: "2026-01-02T03:04:05Z",
        pace=Pace(most=4),
        budget=budget or Budget(),
        settings=settings,
        sleep=lambda _: None,
    )


def test_the_same_question_is_paid_for_once_even_by_another_caller() -> None:
    kept, chat = KeptCalls(), ScriptedChat("An answer.")
    first = caller(chat, kept).ask(QUESTION)
    second = caller(ScriptedChat(), kept).ask(QUESTION)
    assert first == second
    assert first.usage == Usage(100, 20, 60, 5)


def test_another_model_setting_or_prompt_is_another_question() -> None:
    chat = ScriptedChat()
    plain, warm = caller(chat), caller(chat, temperature=0.7)
    changed = Question("What is said there?", "mark_passages:abc")
    assert len({plain.key(QUESTION), warm.key(QUESTION), plain.key(changed)}) == 3


def test_trouble_and_refusals_for_now_are_asked_again() -> None:
    chat = ScriptedChat(Down(), Busy(), ConnectionError(), "At last.")
    chat.script[1].response = SimpleNamespace(status_code=429, headers={"retry-after": "0"})  # type: ignore[union-attr]
    assert caller(chat).ask(QUESTION).reply == "At last."
    assert len(chat.asked) == 4


def test_a_refusal_for_good_is_asked_once_and_named_with_its_reason() -> None:
    chat = ScriptedChat(Refused("bad key"))
    with pytest.raises(ModelSilent, match=r"scripted:model.*bad key"):
        caller(chat).ask(QUESTION)
    assert len(chat.asked) == 1


def test_a_server_that_stays_down_is_given_up_after_some_tries() -> None:
    chat = ScriptedChat(*[Down() for _ in range(TRIES)])
    with pytest.raises(ModelSilent):
        caller(chat).ask(QUESTION)
    assert len(chat.asked) == TRIES


def test_a_cap_on_tokens_stops_before_the_call_that_might_pass_it() -> None:
    budget = Budget(most_tokens=estimate(QUESTION.text).total + 119)
    asking = caller(ScriptedChat("One.", "Two."), budget=budget)
    asking.ask(QUESTION)
    with pytest.raises(BudgetReached, match="120 are spent"):
        asking.ask(Question(QUESTION.text + "!", QUESTION.prompt))


def test_what_is_kept_already_is_given_even_when_the_cap_is_reached() -> None:
    kept = KeptCalls()
    caller(ScriptedChat("One."), kept).ask(QUESTION)
    assert caller(ScriptedChat(), kept, Budget(most_tokens=0)).ask(QUESTION).reply == "One."


def test_a_cap_on_money_counts_cached_input_at_its_own_price() -> None:
    price = Price(input=10.0, output=30.0, cached=1.0)
    assert price.of(Usage(100, 20, 60, 5)) == pytest.approx((40 * 10 + 60 * 1 + 20 * 30) / 1e6)
    budget = Budget(most_cost=0.0, price=price)
    with pytest.raises(BudgetReached, match=r"\$0\.00"):
        caller(ScriptedChat("One."), budget=budget).ask(QUESTION)


def test_a_cap_on_money_without_a_price_is_refused_at_once() -> None:
    with pytest.raises(BudgetReached, match="price"):
        Budget(most_cost=1.0)


def test_a_call_that_fails_gives_back_what_was_held_for_it() -> None:
    budget = Budget(most_tokens=estimate(QUESTION.text).total)
    asking = caller(ScriptedChat(Refused("no"), "Yes."), budget=budget)
    with pytest.raises(ModelSilent):
        asking.ask(QUESTION)
    assert asking.ask(QUESTION).reply == "Yes."
