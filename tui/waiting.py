"""Screens that ask the desk and are told when the answer is there; what they do can be undone."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, TypeVar, cast

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.worker import WorkType

from debate.actions import Action
from debate.errors import CruxmapError
from debate.history import Step
from debate.session import Session
from tui.desk import Desk
from tui.house import House

Answer = TypeVar("Answer")

SOON = 0.25
"""Seconds within which an answer is awaited without a sign."""


class NotKept(CruxmapError):
    """What a key was to do was not done."""

    def __init__(self, says: str, actions: Sequence[Action], wrong: CruxmapError) -> None:
        super().__init__(f"Not kept: {says}. {wrong.message}", wrong.hint)
        self.marks = [str(action.details["mark"]) for action in actions if "mark" in action.details]
        """Ids of the marks that it was about."""


class AskingScreen(Screen[None]):
    """A screen whose calls run on the session's thread and whose answers come back to the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "Undo", tooltip="Take back what the last key did", id="undo"),
        Binding("U,ctrl+r", "redo", "Redo", show=False, tooltip="Do again what was taken back", id="redo"),
    ]

    @property
    def house(self) -> House:
        """The application, as what it is."""
        return cast("House", self.app)

    @property
    def desk(self) -> Desk:
        """The thread that owns the session."""
        return self.house.desk

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Undoing needs something done, or under way: it waits for that."""
        del parameters
        history = self.house.history
        return bool({"undo": history.done or self.house.doing, "redo": history.undone}.get(action, True))

    def receive(self, wanted: Message) -> None:
        """Another place wants something shown here."""

    def record_changed(self) -> None:
        """What was done or undone here is to be shown."""

    def others_wrote(self) -> None:
        """Another program, or an import, changed the record: show it."""
        self.record_changed()

    def call_failed(self) -> None:
        """A call ended with an error, which is shown: what waits for its answer waits in vain."""

    def import_ended(self) -> None:
        """There are new sources or new marks."""
        self.others_wrote()

    def ask(
        self,
        call: Callable[[Session], Answer],
        then: Callable[[Answer], None],
        about: str = "",
        desk: Desk | None = None,
    ) -> None:
        """Run a call behind the screen; show its error, or hand its answer on.

        Of several calls `about` the same thing only the newest answer is of interest.
        """
        # Called when the worker starts: a call that a newer one replaces before that is never made.
        work: WorkType[None] = partial(self._await, call, then, desk or self.desk)
        self.run_worker(work, group=about or "asked", exclusive=bool(about), exit_on_error=False)

    def do(self, says: str, actions: Sequence[Action], then: Callable[[], None] | None = None) -> None:
        """Do actions as one step that can be undone, then show the record as it is."""
        history, doing, token = self.house.history, self.house.doing, object()
        after = then or self.record_changed

        def call(session: Session) -> None:
            try:
                history.do(session, says, actions)
            except CruxmapError as wrong:
                raise NotKept(says, actions, wrong) from wrong
            finally:
                doing.discard(token)

        doing.add(token)
        self.ask(call, lambda _: self._done(after))

    def _done(self, after: Callable[[], None]) -> None:
        self.house.changes += 1
        self.refresh_bindings()
        after()

    def action_undo(self) -> None:
        """Take the last step back."""
        self.ask(self.house.history.undo, lambda step: self._reversed(step, undone=True))

    def action_redo(self) -> None:
        """Do the undone step again."""
        self.ask(self.house.history.redo, lambda step: self._reversed(step, undone=False))

    def _reversed(self, step: Step | None, *, undone: bool) -> None:
        nothing = "There is nothing to undo." if undone else "There is nothing to redo."
        done = "Undone" if undone else "Done again"
        self.house.tell(f"{done}: {step.says}." if step else nothing)
        self.refresh_bindings()
        if step is not None:
            self.house.changes += 1
            self.step_reversed(step, undone=undone)

    def step_reversed(self, step: Step, *, undone: bool) -> None:
        """Show what was undone, or done again."""
        del undone
        self.point_at(step.marks)
        self.record_changed()

    def point_at(self, mark_ids: Sequence[str]) -> None:
        """The cursor goes to these marks when the record is shown again."""

    async def _await(self, call: Callable[[Session], Answer], then: Callable[[Answer], None], desk: Desk) -> None:
        future = asyncio.wrap_future(desk.ask(call))
        try:
            answer = await self._patiently(future)
        except Exception as wrong:
            # A failing call is shown, whatever it is, and never ends the program.
            self.house.complain(wrong)
            if isinstance(wrong, NotKept):
                self.point_at(wrong.marks)
                self.record_changed()
            self.call_failed()
        else:
            then(answer)
        finally:
            future.cancel()

    async def _patiently(self, future: "asyncio.Future[Answer]") -> Answer:
        """The answer; what is not there soon is waited for with a sign."""
        answered, _ = await asyncio.wait({future}, timeout=SOON)
        if not answered:
            self.house.waiting += 1
            try:
                return await future
            finally:
                self.house.waiting -= 1
        return future.result()
