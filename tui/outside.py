"""What the application is given by whoever starts it: everything that is neither a screen nor the subject."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from debate.claims import Claim
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
    bring: Callable[[Session, Sequence[str]], Iterable[str | Problem]] = lambda *_: ()
    """Take in what is not a document among these paths: labels, arguments, claims and maps of other tools."""
    exports: Callable[[], Sequence[ExportFormat]] = tuple
    """Formats a map can be written in. Empty: none is installed."""
    export: Callable[[Session, DebateMap, str, Path], Sequence[str]] = lambda *_: ()
    """Write a map in a format; says in sentences what the format could not carry."""
    marks_freely: bool = True
    """Whether marking costs nothing but time; a chat model is not paid for a whole project by the way."""
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Action name -> keys, where the person wants others."""
    left_off: Callable[[], Mapping[str, Any]] = dict
    """Where this person was in this project when she left."""
    keep_place: Callable[[Mapping[str, Any]], None] = lambda _: None
