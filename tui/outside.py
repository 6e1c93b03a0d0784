"""What the application is given by whoever starts it: everything that is neither a screen nor the subject."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from debate.claims import Claim
from debate.importing import Progress
from debate.maps import DebateMap
from debate.session import Session
from debate.sources import Document, Problem

Tell = Callable[[str], None]
"""Where a part says in a sentence what it is doing while it takes long."""
Ask = Callable[[str], bool]
"""Where a part puts a question to the person, such as whether a chat model may be paid for."""


class ExportFormat(NamedTuple):
    """One way to write a map."""

    name: str
    ending: str
    says: str
    ways: Sequence[tuple[str, str]] = ()
    """What can be asked of it, each with its name and in words."""
    tables: Sequence[str] = ()
    """The tables it is made of, any of which can be written alone."""


class Terms(NamedTuple):
    """Under which a chat model is asked."""

    model: str
    """As provider:name."""
    ask: Ask | None
    """Agrees to what it will cost; None where nobody is there to do so."""
    stopped: Callable[[], bool]
    """Whether she wants no more of it."""


class Framing(NamedTuple):
    """What a chat model reads in a claim."""

    fields: Mapping[str, Any]
    """Field of a claim -> what is suggested for it; fields of which it says nothing are left out."""
    missing: Sequence[str]
    """What a reader would have to ask before the claim can be tested."""


@dataclass(frozen=True, slots=True)
class Chat:
    """What a chat model can be asked for; each says in sentences how far it is, and keeps what comes as it comes."""

    model: str
    """The one that is set, as provider:name; empty when none is."""
    advice: str
    """How one is set, where none is."""
    draft: Callable[[Session, DebateMap, Sequence[str], Terms], Iterator[str]]
    """Draft the arguments of both sides at these steps."""
    rate: Callable[[Session, Sequence[str], Terms], Iterator[str]]
    """Rate these sources from end to end."""
    frame: Callable[[Session, str, Terms], Framing]
    """Read what a sentence claims."""


class ExportWish(NamedTuple):
    """What is to be written, and where."""

    format: str
    path: Path
    ways: frozenset[str] = frozenset()
    """Names of what was asked of the format."""
    table: str = ""
    """The one table that is wanted; empty for everything."""


class ReferenceStudy(NamedTuple):
    """One study as the framework's paper rates it."""

    study: str
    vector: str
    levels: Mapping[str, str]
    """Step id -> level in words."""
    doubtful: Sequence[str]
    """Steps where the paper's wording fits two levels."""
    basis: str
    """Where the levels come from."""


@dataclass(frozen=True, slots=True)
class Outside:
    """The parts, as functions; a missing one turns one feature off with a sentence."""

    open_session: Callable[[Tell, Ask], AbstractContextManager[Session]]
    """A new session on the project, closed at the end. May be called more than once."""
    project: str
    """The project's name on screen."""
    who: str
    """Who decides here."""
    read: Callable[[Sequence[str]], Iterable[Document | Problem]]
    """Documents from paths."""
    library: Callable[[], Iterable[Document | Problem]]
    sample_claims: Callable[[], Sequence[Claim]]
    catch_up: Callable[[Session], Iterator[Progress]] = Session.catch_up
    """Encode and mark what is pending, here or elsewhere."""
    bring: Callable[[Session, Sequence[str]], Iterable[str | Problem]] = lambda *_: ()
    """Take in what is not a document among these paths: labels, arguments, claims and maps of other tools."""
    exports: Callable[[], Sequence[ExportFormat]] = tuple
    """Formats a map can be written in. Empty: none is installed."""
    export: Callable[[Session, DebateMap, ExportWish], Sequence[str]] = lambda *_: ()
    """Write a map as wished; says in sentences what stays home."""
    atlases: Callable[[], Sequence[ExportFormat]] = tuple
    """Formats that all documents, or all claims, can be written in together."""
    export_atlas: Callable[[Session, str, ExportWish], Sequence[str]] = lambda *_: ()
    """Write all `documents`, or all `claims`."""
    reference: Callable[[], Sequence[ReferenceStudy]] = tuple
    """Studies as the framework's paper rates them."""
    usage: Callable[[Session], Sequence[str]] = lambda _: ()
    """What chat models used up in this project, a line a model and day."""
    chat: Chat | None = None
    """None: chat models cannot be asked here."""
    marks_freely: bool = True
    """Whether marking costs nothing but time; a chat model is not paid for a whole project by the way."""
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Action name -> keys, where the person wants others."""
    left_off: Callable[[], Mapping[str, Any]] = dict
    """Where this person was in this project when she left."""
    keep_place: Callable[[Mapping[str, Any]], None] = lambda _: None
