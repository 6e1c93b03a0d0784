"""What goes on behind the screens: the desks, imports, questions that parts put, and what others write."""

from collections.abc import Iterator
from concurrent.futures import Future

from textual import events, on

from debate.session import Session
from tui.house import House
from tui.messages import Asked, ImportWanted, JobEnded, JobWent, Pending, Told
from tui.outside import Outside
from tui.waiting import AskingScreen

LOOK_AROUND = 2.0
"""Seconds between looks at whether somebody else wrote to the project."""


class Backstage(House):
    """The part of the application that has nothing to do with where she is."""

    def __init__(self, outside: Outside) -> None:
        super().__init__(outside)
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
        for question in self.questions:
            question.set_result(False)
        self.desk.close()
        self.bench.close()

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

    @on(Pending)
    def offer_to_finish(self, pending: Pending) -> None:
        """Where nothing is ready every answer would be empty; where some is, another program may be at work on it."""
        self.unread = pending.sentence
        if not pending.first or not pending.passages:
            return
        if pending.passages >= pending.of and self.outside.marks_freely:
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
        if ended.imported:
            self.desk.ask(self._count_pending)
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
            if yes is None:
                # Closed by a change of place, and answered by nobody: it is put there.
                self.post_message(asked)
                return
            self.questions.discard(asked.answer)
            asked.answer.set_result(yes)

        self.push_screen(Confirm(asked.question), take)

    def close_dialogs(self) -> None:
        """Close what stands open over the places, as Esc does: under another place it would be out of reach."""
        while len(self.screen_stack) > 1 and not isinstance(self.screen, AskingScreen):
            # Not awaited: the key or the click may come from the very screen that goes.
            self.screen.dismiss(None)

    @on(Told)
    def pass_on(self, told: Told) -> None:
        """A part says what takes long."""
        self.tell(told.sentence)

    def look_around(self) -> None:
        """See whether somebody else wrote; never waits behind a long call."""
        if self._moment is None and self._looking is None:
            self.desk.ask(lambda session: self._count_pending(session, first=True))
        if self._looking is None:
            self._looking = self.desk.ask(lambda session: session.store.others_moment())
        elif self._looking.done():
            seen = self._looking.result() if not self._looking.exception() else self._moment
            self._looking = None
            if self._moment is not None and seen != self._moment:
                self.changes += 1
                self.desk.ask(self._count_pending)
                for screen in self._asking():
                    screen.others_wrote()
            self._moment = seen

    def _count_pending(self, session: Session, *, first: bool = False) -> None:
        """Called on the desk's thread."""
        waiting = len(session.pending())
        there = len(session.store.unannotated("", "")) if waiting else 0
        self.post_message(Pending(waiting, there, first))

    def _asking(self) -> Iterator[AskingScreen]:
        """The screens here that show the record, those below a dialog too."""
        return (screen for screen in self.screen_stack if isinstance(screen, AskingScreen))
