"""A map as statements that support and attack each other: what the argument formats have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from store.exchange.losses import COMPUTED, UNARGUED, Loss

LOSSES = (
    UNARGUED,
    COMPUTED,
    Loss("marks of no side", "Nobody in the debate says them, so they are no part of an argument."),
    Loss("passage text", "Only the words that are marked leave, not those around them."),
    Loss("verdicts", "What was decided last leaves with the mark; who decided and why does not."),
    Loss("source metadata", "The title leaves; the other fields go out as csl, bibtex or ris."),
)


class Relation(StrEnum):
    """How a statement bears on another."""

    SUPPORT = "support"
    ATTACK = "attack"
    UNDERCUT = "undercut"
    """Attacks the step from one statement to another: the target is a link, or an argument as a whole."""
    CONTRADICTION = "contradiction"
    REPHRASE = "rephrase"
    PREFERENCE = "preference"


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that somebody says."""

    id: str
    text: str
    title: str = ""
    """A short name; empty where the format has none."""
    speakers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)
    """Our own fields, under the names of the table of marks."""


@dataclass(frozen=True, slots=True)
class Link:
    """One or more statements that bear on another, or on a link."""

    id: str
    sources: tuple[str, ...]
    """Empty where a file has an inference without premises."""
    target: str
    relation: Relation
    scheme: str = ""
    """The inference rule or argument scheme, when it is named."""


@dataclass(frozen=True, slots=True)
class ArgumentMap:
    """Statements and links, in order."""

    title: str
    statements: tuple[Statement, ...]
    links: tuple[Link, ...]
