"""What asking a chat model costs, and how answers are kept so that nothing is paid for twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Usage(NamedTuple):
    """Tokens by class, as the provider counted them; money is worked out when it is asked for."""

    input: int = 0
    """Tokens sent, those read from the provider's cache included."""
    output: int = 0
    """Tokens answered, reasoning included."""
    cached: int = 0
    """Of the input, those read from the provider's cache."""
    reasoning: int = 0
    """Of the output, those that were thought and not said."""

    @property
    def total(self) -> int:
        """Input and output together."""
        return self.input + self.output

    def plus(self, other: "Usage") -> "Usage":
        """Both together, class by class."""
        return Usage(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Call:
    """One question to a model, with its answer."""

    key: str
    """Hash of everything that decides the answer: model, its server, its settings, and the whole prompt."""
    model: str
    prompt: str
    """Name and version of the prompt."""
    reply: str
    usage: Usage
    made_at: str
    """ISO 8601, UTC."""
    batched: bool = False
    """Whether the provider answered it together with others, at its lower price."""


class Spent(NamedTuple):
    """What one model used up on one day, one kind of price at a time."""

    model: str
    day: str
    """ISO 8601."""
    calls: int
    usage: Usage
    batched: bool = False


class CallStore(Protocol):
    """Keeps calls; any thread may ask it."""

    def call(self, key: str) -> Call | None:
        """The call with this key, when it was made before."""
        ...

    def keep_call(self, call: Call) -> None:
        """Keep a call; the first answer to a question stays."""
        ...

    def usage_by_model(self) -> Iterable[Spent]:
        """What each model used up, oldest day first."""
        ...
