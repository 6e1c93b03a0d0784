"""What goes on behind the screens: the desks, imports, questions that parts put, and what others write."""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import App
from textual.reactive import reactive

from debate.errors import CruxmapError
from debate.history import History
from debate.importing import Progress
from debate.session import Session
from tui.desk import Desk
from tui.messages import Asked, ImportWanted, JobEnded, JobWent, Pending, Told
from tui.outside import Outside
from tui.sweeping import Sweeper
from tui.waiting import AskingScreen

if TYPE_CHECKING:
    from tui.jobs import Job

LOOK_AROUND = 2.0
"""Seconds between looks at whether somebody else wrote to the project."""


class Backstage(App[None]):
    """The part of the application that has nothing to do with where she is."""

    status: reactive[str] = reactive("")
    """What long work is doing; empty when there is none."""
    waiting: reactive[int] = reactive(0)
    """How many answers are being waited for."""

    def __init__(self, outside: Outside) -> None:
        super().__init__()
        self.outside = outside
        self.desk = Desk(self._open_session, "session")
        self.bench = Desk(self._open_session, "long work")
        self.history = History(outside.who)
        self.job: Job[Any] | None = None
        self.complaint = ""
        """The error that was shown last."""
        self.changes = 0
        """How often something in the record became another, here or elsewhere."""
        self.sweeper = Sweeper()
        self._questions: set[Future[bool]] = set()
        self._moment: object = None
        self._looking: Future[object] | None = None

    def on_mount(self) -> None:
        """Look around from time to time."""
        self.set_interval(LOOK_AROUND, self.look_around)
        self.set_interval(LOOK_AROUND, self.sweeper.sweep)

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there."""
        if isinstance(event, events.InputEvent):
            self.sweeper.touch()
        await super().on_event(event)

    def on_unmount(self) -> None:
        """Close the project; what runs gets a moment to finish."""
        for question in self._questions:
            question.set_result(False)
        self.desk.close()
        self.bench.close()

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

    @on(ImportWanted)
    def start_import(self, wanted: ImportWanted) -> None:
        """Take documents in behind the screens."""
        from tui.jobs import ImportJob

        self.start_job(ImportJob(self, list(wanted.paths)))

    def finish_marking(self) -> None:
        """Encode and mark what is pending."""
        from tui.jobs import ImportJob

        if self.job is None:
            self.start_job(ImportJob(self, None))

    def start_job(self, job: "Job[Any]") -> None:
        """Begin long work, one at a time."""
        if self.job is not None:
            self.tell("Other long work is running; it can be begun when that is done. ^g stops that.")
            return
        self.job, self.status = job, job.begins
        job.start()
        self.refresh_bindings()

    @on(Pending)
    def offer_to_finish(self, pending: Pending) -> None:
        """Where nothing is ready every answer would be empty; where some is, another program may be at work on it."""
        if pending.everything and self.outside.marks_freely:
            self.tell(f"{pending.passages:,} passages are not marked for this annotator yet. That is done now.")
            self.finish_marking()
        else:
            self.tell(f"{pending.passages:,} passages are not encoded and marked yet; ^l does that.")

    @on(JobWent)
    def follow_job(self, went: JobWent) -> None:
        """Say how far it is."""
        self.status = went.sentence

    @on(JobEnded)
    def end_job(self, ended: JobEnded) -> None:
        """Say what came of it, and show what is new."""
        self.job, self.status = None, ""
        self.changes += 1
        if ended.error is not None:
            self.complain(ended.error)
        if ended.problem:
            self.notify(ended.problem, severity="warning", timeout=10, markup=False)
        self.tell(ended.summary)
        self.refresh_bindings()
        for screen in self._asking():
            if ended.imported:
                screen.import_ended()
            else:
                screen.others_wrote()

    @on(Asked)
    def put_question(self, asked: Asked) -> None:
        """A part needs a yes or a no."""
        from tui.dialogs import Confirm

        def take(yes: bool | None) -> None:
            self._questions.discard(asked.answer)
            asked.answer.set_result(bool(yes))

        self.push_screen(Confirm(asked.question), take)

    @on(Told)
    def pass_on(self, told: Told) -> None:
        """A part says what takes long."""
        self.tell(told.sentence)

    def look_around(self) -> None:
        """See whether somebody else wrote; never waits behind a long call."""
        if self._moment is None and self._looking is None:
            self.desk.ask(self._look_for_pending)
        if self._looking is None:
            self._looking = self.desk.ask(lambda session: session.store.others_moment())
        elif self._looking.done():
            seen = self._looking.result() if not self._looking.exception() else self._moment
            self._looking = None
            if self._moment is not None and seen != self._moment:
                self.changes += 1
                for screen in self._asking():
                    screen.others_wrote()
            self._moment = seen

    def _look_for_pending(self, session: Session) -> None:
        """Called on the desk's thread, once."""
        first = next(session.catch_up(), None)
        if isinstance(first, Progress) and first.total:
            everything = first.total >= len(session.store.unannotated("", ""))
            self.post_message(Pending(first.total, everything))

    def _asking(self) -> Iterator[AskingScreen]:
        """The screens here that show the record, those below a dialog too."""
        return (screen for screen in self.screen_stack if isinstance(screen, AskingScreen))

    def _open_session(self) -> AbstractContextManager[Session]:
        return self.outside.open_session(self._tell_from_thread, self.ask_person)

    def _tell_from_thread(self, sentence: str) -> None:
        self.post_message(Told(sentence))

    def ask_person(self, question: str) -> bool:
        """Wait for the person, on a thread that is not the screens'; leaving is a no."""
        answer: Future[bool] = Future()
        self._questions.add(answer)
        self.post_message(Asked(question, answer))
        return answer.result()
