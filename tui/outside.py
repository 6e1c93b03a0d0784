"""What the application is given by whoever starts it: everything that is neither a screen nor the subject."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from debate.claims import Claim
from debate.maps import DebateMap
from debate.session import Session
from debate.sources import Document, Problem

Tell = Callable[[str], None]
"""Where a part says in a sentence what it is doing while it takes long."""
Ask = Callable[[str], bool]
"""Where a part puts a question to the person, such as whether a chat model may be paid for."""


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
    exports: Mapping[str, str] = field(default_factory=dict)
    """Formats a map can be written in: name -> the ending of its files. Empty: none is installed."""
    export: Callable[[Session, DebateMap, str, Path], Sequence[str]] = lambda *_: ()
    """Write a map in a format; says in sentences what the format could not carry."""
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Action name -> keys, where the person wants others."""
    left_off: Callable[[], Mapping[str, Any]] = dict
    """Where this person was in this project when she left."""
    keep_place: Callable[[Mapping[str, Any]], None] = lambda _: None
