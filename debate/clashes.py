"""What a model finds beyond the slots: where sides pass each other by, and what evidence would settle a crux."""

from dataclasses import dataclass

from debate.arguments import Disagreement, Ground


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one side means, and the words it rests on."""

    side_id: str
    says: str
    ground: Ground


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing on which the sides use the same words differently, or speak of different things."""

    kind: Disagreement
    turns_on: str
    meanings: tuple[Meaning, ...]
    """One a side."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence that would tell, and what each result would mean; a proposal, and no study that exists."""

    kind: str
    done: str
    raises_if: str
    doubts_if: str
    still_open: str


@dataclass(frozen=True, slots=True)
class Settling:
    """What would settle one crux."""

    slot_id: str
    evidence: tuple[Evidence, ...]
    open: str
    """Why no evidence could settle it, when the model says so."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """Everything a model says of a map beyond its marks."""

    model: str
    prompts: tuple[str, ...]
    """Names and versions."""
    clashes: tuple[Clash, ...]
    dropped: int
    """Clashes that were left out because the words of a side could not be verified."""
    settling: tuple[Settling, ...]
