"""What a chat model is asked from the screens: which model, what it costs, how far it is, and what came of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from debate.actions import Action, Entry
from debate.errors import CutShort
from debate.plain import one_line
from debate.session import Session
from tui.dialogs import AskLine
from tui.house import House
from tui.jobs import Job
from tui.outside import Chat, Terms
from tui.waiting import AskingScreen

Work = Callable[[Session, Terms], Iterator[str]]
"""Asks, and says in sentences how far it is."""


class ModelJob(Job[str]):
    """Has a chat model at work; nothing is asked before the person agreed to what it will cost."""

    def __init__(self, app: House, model: str, work: Work, name: str, details: Mapping[str, object]) -> None:
        super().__init__(app)
        self.begins = f"{one_line(model)}: estimating …"
        self._model, self._work, self._name, self._details = model, work, name, details
        self._last = "Nothing was asked of the chat model."
        self._cut = ""

    def _steps(self, session: Session) -> Iterator[str]:
        done = False
        try:
            for sentence in self._work(session, Terms(self._model, self._app.ask_person, self._stop.is_set)):
                done = True
                yield sentence
        except CutShort as cut:
            self._cut = one_line(str(cut))
        finally:
            if done:
                said = Action(self._name, {**self._details, "model": self._model})
                session.store.log(Entry(said, self._app.outside.who, session.now()))

    def _note(self, step: str) -> None:
        self._last = step
        self._say(f"{one_line(self._model)}: {one_line(step)}")

    def _summary(self) -> str:
        stopped = " Stopped; what is done is kept." if self._stop.is_set() else ""
        return f"{one_line(self._last).rstrip('.')}.{stopped}"

    def _first_problem(self) -> str:
        return "" if self._stop.is_set() else self._cut


def with_model(screen: AskingScreen, then: Callable[[Chat, str], None]) -> None:
    """Go on with the chat model that is set; where none is, say how one is set, and take one that she names."""
    chat = screen.house.outside.chat
    if chat is None:
        screen.house.tell("Chat models cannot be asked here. cruxmap open starts the application with them.")
        return
    if chat.model:
        then(chat, chat.model)
        return

    def named(name: str | None) -> None:
        model = (name or "").strip().removeprefix("model:")
        if model and ":" not in model:
            says = f"“{model}” names no provider. Write provider:name, as in ollama:qwen3 or openai:gpt-5-mini."
            screen.house.notify(says, severity="error", markup=False)
        elif model:
            screen.house.keep_place(model=model)
            then(chat, model)

    last = str(screen.house.left_off.get("model") or "")
    hint = f"{chat.advice} Or name one here, as in ollama:qwen3. You are told what it costs before it is asked."
    screen.house.push_screen(AskLine("Which chat model?", last, hint), named)


def start(screen: AskingScreen, model: str, work: Work, name: str, details: Mapping[str, object]) -> None:
    """Have the model at work behind the screens, one long work at a time."""
    screen.house.start_job(ModelJob(screen.house, model, work, name, details))


def listed(names: Sequence[str]) -> str:
    """`this source`, or how many."""
    return "this source" if len(names) == 1 else f"{len(names):,} sources"
