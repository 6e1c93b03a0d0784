"""The application as its screens know it: what it was given, the desks, what goes on, and ways to say something."""

from abc import abstractmethod
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import AbstractContextManager
from typing import Any, Protocol

from textual.app import App
from textual.reactive import reactive
from textual.screen import Screen

from debate.errors import CruxmapError
from debate.history import History
from debate.maps import DebateMap
from debate.session import Session
from tui.desk import Desk
from tui.messages import Asked, Told
from tui.outside import Outside
from tui.sweeping import Sweeper


class LongWork(Protocol):
    """Something that goes on for a while behind the screens."""

    begins: str
    """What is said until its first step is done."""

    def start(self) -> None:
        """Begin; the screens stay free."""

    def stop(self) -> None:
        """Stop after the present step; what is done is kept."""


class House(App[None]):
    """No screen is named here: screens know this, and the application knows screens."""

    status: reactive[str] = reactive("")
    """What long work is doing; empty when there is none."""
    waiting: reactive[int] = reactive(0)
    """How many answers are being waited for."""
    unread: reactive[str] = reactive("")
    """That passages are not encoded and marked yet; empty when all are."""

    def __init__(self, outside: Outside) -> None:
        super().__init__()
        self.outside = outside
        self.desk = Desk(self._open_session, "session")
        self.bench = Desk(self._open_session, "long work")
        self.history = History(outside.who)
        self.left_off = dict(outside.left_off())
        self.picture: DebateMap | None = None
        """The debate that was looked at last."""
        self.job: LongWork | None = None
        self.complaint = ""
        """The error that was shown last."""
        self.changes = 0
        """How often something in the record became another, here or elsewhere."""
        self.sweeper = Sweeper()
        self.doing: set[object] = set()
        """What is being done and can be undone once it is."""
        self.questions: set[Future[bool]] = set()
        """What parts asked and nobody answered yet."""

    @abstractmethod
    async def action_go(self, name: str) -> None:
        """Go to a place."""

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        # Textual takes the screen below an opaque one to be in sight too, and draws everything anew whenever that
        # hears of something, as a table does that is filled behind a text which is being read.
        below = super()._background_screens
        return below if below and self.screen.styles.background.a < 1 else []

    @property
    def at_work(self) -> bool:
        """Whether something that was asked still runs behind the screens."""
        return self.desk.at_work or self.bench.at_work

    def tell(self, sentence: str) -> None:
        """Say something that needs no answer."""
        self.notify(sentence, markup=False, timeout=4)

    def complain(self, wrong: BaseException) -> None:
        """Show an error as a sentence; the program goes on."""
        hint = wrong.hint if isinstance(wrong, CruxmapError) else "The project is unharmed; try again."
        message = wrong.message if isinstance(wrong, CruxmapError) else f"{type(wrong).__name__}: {wrong}."
        self.complaint = f"{message} {hint}".strip()
        self.notify(self.complaint, severity="error", timeout=10, markup=False)

    def keep_place(self, **facts: Any) -> None:
        """Remember where she is, for the next start."""
        self.left_off.update(facts)
        kept: Mapping[str, Any] = self.left_off
        self.outside.keep_place(kept)

    def start_job(self, job: LongWork) -> None:
        """Begin long work, one at a time."""
        if self.job is not None:
            self.tell("Other long work is running; it can be begun when that is done. ^g stops that.")
            return
        self.job, self.status = job, job.begins
        job.start()
        self.refresh_bindings()

    def ask_person(self, question: str) -> bool:
        """Wait for the person, on a thread that is not the screens'; leaving is a no."""
        answer: Future[bool] = Future()
        self.questions.add(answer)
        self.post_message(Asked(question, answer))
        return answer.result()

    def _open_session(self) -> AbstractContextManager[Session]:
        return self.outside.open_session(self._tell_from_thread, self.ask_person)

    def _tell_from_thread(self, sentence: str) -> None:
        self.post_message(Told(sentence))
