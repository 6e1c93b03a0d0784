"""What a provider's batch endpoint is to us, whichever it is."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from debate.calls import Usage
from debate.errors import CruxmapError
from debate.parcels import Parcel

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Body = Mapping[str, Any]
"""What an ordinary call would have sent."""


class NoBatches(CruxmapError):
    """The provider that was named has no batch endpoint that is known here."""


class State(NamedTuple):
    """How far a batch is."""

    ended: bool
    answered: int
    refused: str = ""
    """Why the provider would not work on it at all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back for one question."""

    key: str
    reply: str = ""
    usage: Usage | None = None
    fault: str = ""
    """Why there is no answer; empty where there is one."""
    unfit: bool = False
    """Whether the question itself was refused, so that the same one need not be asked again."""


class Provider(Protocol):
    """Takes questions together, and gives their answers later."""

    most: int
    """Questions that one batch may hold."""

    def send(self, parcel: Parcel, bodies: Mapping[str, Body]) -> str:
        """Hand the questions of a parcel in, each under its key; the provider's name for them."""
        ...

    def find(self, parcel: Parcel, others: Collection[str]) -> str:
        """Under which name the provider took a parcel, if it did; empty if not. `others` are names that are known."""
        ...

    def state(self, batch_id: str) -> State:
        """How far a batch is."""
        ...

    def outcomes(self, batch_id: str) -> Iterator[Outcome]:
        """What came of its questions, in any order; what cannot be read is left out."""
        ...


def provider_of(model: str, chat: "BaseChatModel") -> Provider:
    """The batch endpoint that this chat model's client reaches; raises NoBatches where there is none."""
    from annotate.parcels.anthropic_batches import AnthropicBatches
    from annotate.parcels.openai_batches import OpenAiBatches

    name = model.partition(":")[0]
    if name == "openai":
        return OpenAiBatches(chat)
    if name == "anthropic":
        return AnthropicBatches(chat)
    raise NoBatches(
        f"“{name}” takes no batches that cruxmap knows of.",
        "Leave --provider-batch out, or name a model of openai or anthropic.",
    )
