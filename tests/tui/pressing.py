"""A small real project behind the screens, and hands to press keys with."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Static

from debate.arguing import assemble
from debate.arguments import Disagreement
from debate.claims import Claim
from debate.clashes import Beyond, Clash, Evidence, Meaning, Settling
from debate.coverage import Level
from debate.errors import CutShort
from debate.framework import load_framework
from debate.framing import frame
from debate.maps import DebateMap
from debate.marks import Author, AuthorKind, Mark, MarkKind, mark_id
from debate.ratings import WholeRating, keep_rating
from debate.remembering import keep_beyond
from debate.session import Session
from debate.sources import Document, Problem
from tests.debate.memory import KeywordAnnotator, MemoryRetriever, MemoryStore, OneLineCutter
from tui.app import CruxmapApp
from tui.claim_form import Field
from tui.outside import Chat, ExportFormat, ExportWish, Framing, Outside, ReferenceStudy, Terms
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
WAYS = (("public", "for anyone"), ("sidecar", "what it cannot carry"))
TABLES = ExportFormat("csv", "csv-tables", "tables", WAYS, ("marks", "coverage"))
HOSTILE = "RAISES \x1b]52;c;ZXZpbA==\x07[red]Terrorists[/red] \x1b[2J\u202eevil THREAT-1a 日本語の文章も e\u0301"


def document(name: str, text: str, **csl: object) -> Document:
    return Document(name, text, {"title": name.title(), **csl}, f"{name}.txt")


DEBATE = (document("alarm", ALARM, publisher="Alarm Club"), document("calm", CALM, URL="https://example.org/calm"))


class Exported:
    """Notes what was exported where and how."""

    def __init__(self) -> None:
        self.wishes: list[ExportWish] = []
        self.atlases: list[tuple[str, ExportWish]] = []

    def __call__(self, session: Session, picture: DebateMap, wish: ExportWish) -> Sequence[str]:
        self.wishes.append(wish)
        wish.path.write_text(f"{len(picture.marks)} marks", encoding="utf-8")
        return ("colours",)

    def atlas(self, session: Session, kind: str, wish: ExportWish) -> Sequence[str]:
        self.atlases.append((kind, wish))
        return ("words",)


class ScriptedChat:
    """A chat model that drafts, rates and frames what it was told to, after asking whether it may."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...], str]] = []
        """What it was asked to do, on what, and by which name."""
        self.sentences = ["1 of 2 done", "2 of 2 done"]
        self.fields: dict[str, object] = {"actor": "novices", "baselines": ["closed_api"]}
        self.cap: CutShort | None = None
        self.hold = threading.Event()
        """Set: it goes on at once. Otherwise it waits after its first sentence until it is stopped."""
        self.hold.set()

    def parts(self, model: str = "openai:scripted") -> Chat:
        return Chat(model, "No chat model is set: say annotator.", self.draft, self.rate, self.frame)

    def draft(self, session: Session, picture: DebateMap, steps: Sequence[str], terms: Terms) -> Iterator[str]:
        yield from self._work("draft", steps, terms)
        argument = assemble(picture, NOW)[0].arguments[0]
        model = Author(AuthorKind.MODEL, terms.model, "1", "p")
        session.store.keep_arguments([replace(argument, id="drafted", author=model)])
        grounds = [sentence.grounds[0] for sentence in argument.sentences[:1]] * 2
        meanings = tuple(
            Meaning(side.id, f"{side.name} means this.", ground)
            for side, ground in zip(picture.sides, grounds, strict=True)
        )
        clash = Clash(Disagreement.DEFINITION, "what a bioweapon is", meanings)
        evidence = Evidence("trial", "Novices try.", "they win", "they fail", "others")
        settling = Settling(picture.framework.slots[0].id, (evidence,), "")
        keep_beyond(session.store, picture, Beyond(terms.model, ("p:1",), (clash,), 0, (settling,)))
        yield "all drafted"

    def rate(self, session: Session, source_ids: Sequence[str], terms: Terms) -> Iterator[str]:
        yield from self._work("rate", source_ids, terms)
        author = Author(AuthorKind.MODEL, terms.model, "1", "p")
        for name in source_ids:
            first = session.store.passages_of([name])[0]
            unique = mark_id(author, first.id, MarkKind.STEP, "existing_risk", first.start, first.start + 9)
            mark = Mark(
                unique, first.id, name, MarkKind.STEP, "existing_risk", first.start, first.start + 9,
                first.text[:9], 0.9, author, NOW, ("2a",),
            )  # fmt: skip
            session.store.add_marks([mark])
            levels = {"existing_risk": Level.FULL, "uncertainty": Level.PARTIAL}
            keep_rating(session.store, WholeRating(name, terms.model, levels, frozenset({"uncertainty"}), (unique,)))
        yield f"{len(source_ids)} rated"

    def frame(self, session: Session, sentence: str, terms: Terms) -> Framing:
        self.asked.append(("frame", (sentence,), terms.model))
        return Framing(self.fields, ["Compared with what?"])

    def _work(self, what: str, names: Sequence[str], terms: Terms) -> Iterator[str]:
        if terms.ask is not None and not terms.ask("About 2 questions. Go on?"):
            raise CutShort("Nothing was asked of the chat model.", "What is done is kept.")
        self.asked.append((what, tuple(names), terms.model))
        yield self.sentences[0]
        while not self.hold.is_set() and not terms.stopped():
            time.sleep(0.005)
        if terms.stopped():
            raise CutShort("Stopped.", "What is done is kept.")
        if self.cap is not None:
            raise self.cap
        yield self.sentences[1]


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
        self.chat: Chat | None = None
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
                exports=lambda: [ExportFormat("markdown", "md", "the report"), TABLES],
                bring=lambda _, paths: [f"{path} brought." for path in paths if path.endswith(".aif")],
                export=self.exported,
                atlases=lambda: [TABLES._replace(tables=())],
                export_atlas=self.exported.atlas,
                reference=lambda: [ReferenceStudy("Study 1", "bio", {"threat": "full"}, ("threat",), "a table")],
                usage=lambda _: ["2026-01-02  openai:scripted  3 questions"] if self.chat else [],
                chat=self.chat,
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
    quiet = False
    while not quiet:
        # What an answer brings about may ask again, which shows once its messages were handled.
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        quiet = not len(pilot.app.workers)


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
    if isinstance(widget, Static | Field):
        return str(widget.render())
    return "\n".join(line for line in _lines(widget))


def _lines(widget: Any) -> Iterator[str]:
    for y in range(widget.size.height):
        yield widget.render_line(y).text.rstrip()


def told(app: CruxmapApp) -> list[str]:
    """What was said in notifications."""
    return [toast.message for toast in app._notifications]
