"""A small real project behind the screens, and hands to press keys with."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Static

from debate.claims import Claim
from debate.framework import load_framework
from debate.framing import frame
from debate.maps import DebateMap
from debate.session import Session
from debate.sources import Document, Problem
from tests.debate.memory import KeywordAnnotator, MemoryRetriever, MemoryStore, OneLineCutter
from tui.app import CruxmapApp
from tui.outside import ExportFormat, Outside
from tui.textview import TextView

NOW = "2026-01-02T03:04:05Z"
CLAIM = "Compared with the Internet open models increase the risk of bioweapons"
ALARM = (
    "RAISES Terrorists could make pathogens with released weights. THREAT-1a NOVELTY\n"
    "RAISES Nothing like it was possible before, they write. MARGIN-4c\n"
    "This line takes no side.\n"
)
CALM = (
    "DOUBTS Pathogen genomes have been in libraries for decades. PAST-2c SUBSTITUTES\n"
    "DOUBTS Nobody has shown more than a search gives. MARGIN-4a\n"
)
HOSTILE = "RAISES \x1b]52;c;ZXZpbA==\x07[red]Terrorists[/red] \x1b[2J\u202eevil THREAT-1a 日本語の文章も e\u0301"


def document(name: str, text: str, **csl: object) -> Document:
    return Document(name, text, {"title": name.title(), **csl}, f"{name}.txt")


DEBATE = (document("alarm", ALARM, publisher="Alarm Club"), document("calm", CALM, URL="https://example.org/calm"))


class Exported:
    """Notes what was exported where."""

    def __init__(self) -> None:
        self.files: list[tuple[str, Path]] = []

    def __call__(self, session: Session, picture: DebateMap, kind: str, path: Path) -> Sequence[str]:
        self.files.append((kind, path))
        path.write_text(f"{len(picture.marks)} marks", encoding="utf-8")
        return ("colours",)


def session_on(store: MemoryStore) -> Session:
    parts = (store, OneLineCutter(), MemoryRetriever(store), KeywordAnnotator())
    return Session(load_framework(), *parts, 0.6, lambda: NOW)


class World:
    """One project in memory, and what a person left behind in it."""

    def __init__(self, documents: Iterable[Document | Problem] = DEBATE, *, marked: bool = True) -> None:
        self.store = MemoryStore()
        self.kept: dict[str, Any] = {}
        self.keymap: dict[str, str] = {}
        self.exported = Exported()
        self.questions: list[str] = []
        self.answers: list[bool] = []
        self.readable: Mapping[str, Sequence[Document | Problem]] = {}
        session = session_on(self.store)
        list(session.keep(documents))
        if marked:
            list(session.catch_up())

    def app(self) -> CruxmapApp:
        @contextmanager
        def opening(tell: object, ask: Callable[[str], bool]) -> Iterator[Session]:
            for question in self.questions:
                self.answers.append(ask(question))
            yield session_on(self.store)

        return CruxmapApp(
            Outside(
                open_session=opening,
                project="test",
                who="ada",
                read=lambda paths: [one for path in paths for one in self.readable.get(path, ())],
                library=lambda: DEBATE,
                sample_claims=lambda: [framed("Open models let novices build bioweapons.")],
                exports=lambda: [ExportFormat("markdown", "md", "the report")],
                bring=lambda _, paths: [f"{path} brought." for path in paths if path.endswith(".aif")],
                export=self.exported,
                keymap=self.keymap,
                left_off=lambda: dict(self.kept),
                keep_place=self.kept.update,
            )
        )

    def asked(self, text: str = CLAIM) -> Claim:
        """A claim that was asked before the application starts."""
        claim = framed(text)
        session_on(self.store).analyze(claim)
        return claim

    @property
    def decisions(self) -> list[str]:
        return [verdict.decision.value for verdict in self.store.verdicts]

    @property
    def actions(self) -> list[str]:
        return [entry.action.name for entry in self.store.done]


def framed(text: str) -> Claim:
    return frame(load_framework(), text)


async def settle(pilot: Pilot[None]) -> None:
    """Until everything that was asked is answered and drawn."""
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    """Paste into what is focused, as a terminal does."""
    pilot.app.post_message(Paste(text))
    await settle(pilot)


async def imported(pilot: Pilot[None]) -> None:
    """Until the running import is over and shown."""
    app = cast("CruxmapApp", pilot.app)
    while app.job is not None:
        await asyncio.sleep(0.01)
    await settle(pilot)


async def ask(pilot: Pilot[None], text: str = CLAIM) -> None:
    """Type a claim and press Enter."""
    await settle(pilot)
    await write(pilot, text)
    await press(pilot, "enter")


def picture_of(app: CruxmapApp) -> list[str]:
    """The screen as lines of text, as a terminal shows it."""
    return ["".join(segment.text for segment in strip).rstrip() for strip in app.screen._compositor.render_strips()]


def shown(app: CruxmapApp, selector: str) -> str:
    """The words of one pane."""
    widget = app.screen.query_one(selector)
    if isinstance(widget, TextView):
        return widget.text
    if isinstance(widget, Static):
        return str(widget.render())
    return "\n".join(line for line in _lines(widget))


def _lines(widget: Any) -> Iterator[str]:
    for y in range(widget.size.height):
        yield widget.render_line(y).text.rstrip()


def told(app: CruxmapApp) -> list[str]:
    """What was said in notifications."""
    return [toast.message for toast in app._notifications]
