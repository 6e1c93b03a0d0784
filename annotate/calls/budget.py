"""A cap on tokens and on money: what is under way is counted as spent until it is known better."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from debate.calls import Usage
from debate.errors import CutShort

CHARACTERS_A_TOKEN = 3.5
"""Of English prose, on the careful side; what the provider counts replaces the guess."""
EXPECTED_OUTPUT = 0.35
"""Tokens of an answer for each token of a question, from the marking of real passages, on the careful side."""


class BudgetReached(CutShort):
    """The next call might go over a cap that was set."""


class Price:
    """What a model's tokens cost, in US dollars a million."""

    def __init__(self, input: float, output: float, cached: float | None = None) -> None:  # noqa: A002
        self.input, self.output = input, output
        self.cached = input if cached is None else cached

    def times(self, share: float) -> "Price":
        """A share of it, as of answers that may take a day."""
        return Price(self.input * share, self.output * share, self.cached * share)

    def of(self, usage: Usage) -> float:
        """Dollars."""
        fresh = usage.input - usage.cached
        return (fresh * self.input + usage.cached * self.cached + usage.output * self.output) / 1e6


class Budget:
    """Tokens and dollars that may be spent; None is no cap."""

    def __init__(self, most_tokens: int | None = None, most_cost: float | None = None, price: Price | None = None):
        if most_cost is not None and price is None:
            raise BudgetReached(
                "A cap on cost needs the model's price, which is not known.",
                "Set model_price to dollars a million input and output tokens, such as 0.4,1.6, or cap tokens.",
            )
        self._most_tokens, self._most_cost, self.price = most_tokens, most_cost, price
        self._lock = threading.Lock()
        self._reserved = Usage()
        self.spent = Usage()

    @property
    def cost(self) -> float | None:
        """Dollars spent; None without a price."""
        return self.price.of(self.spent) if self.price else None

    @contextmanager
    def reserved(self, prompt: str) -> Iterator[list[Usage]]:
        """Hold back what a call may cost; put what it did cost into the list. Raises BudgetReached before asking."""
        guess = estimate(prompt)
        with self._lock:
            self._check(self.spent.plus(self._reserved).plus(guess))
            self._reserved = self._reserved.plus(guess)
        known: list[Usage] = []
        try:
            yield known
        finally:
            with self._lock:
                self._reserved = _minus(self._reserved, guess)
                for usage in known:
                    self.spent = self.spent.plus(usage)

    def add(self, usage: Usage) -> None:
        """Count what was spent without being held back before."""
        with self._lock:
            self.spent = self.spent.plus(usage)

    def _check(self, would_be: Usage) -> None:
        if self._most_tokens is not None and would_be.total > self._most_tokens:
            raise BudgetReached(
                f"The cap of {self._most_tokens:,} tokens is reached: {self.spent.total:,} are spent, and questions "
                f"under way may take up to {self._reserved.total:,} more.",
                "What is done is kept. Raise the cap, and the same command goes on.",
            )
        if self._most_cost is not None and self.price is not None and self.price.of(would_be) > self._most_cost:
            raise BudgetReached(
                f"The cap of ${self._most_cost:.2f} is reached: ${self.price.of(self.spent):.2f} is spent, and "
                f"questions under way may take up to ${self.price.of(self._reserved):.2f} more.",
                "What is done is kept. Raise the cap, and the same command goes on.",
            )


def estimate(prompt: str) -> Usage:
    """What a call with this prompt may use, before it is made."""
    tokens = _tokens(prompt)
    return Usage(tokens, int(tokens * EXPECTED_OUTPUT) + 1)


def guessed(prompt: str, reply: str) -> Usage:
    """What a call used whose server does not count, so that caps hold there too."""
    return Usage(_tokens(prompt), _tokens(reply))


def _tokens(text: str) -> int:
    return int(len(text) / CHARACTERS_A_TOKEN) + 1


def _minus(left: Usage, right: Usage) -> Usage:
    return Usage(*(mine - theirs for mine, theirs in zip(left, right, strict=True)))
