"""Dialogs: one line of text, a yes or no, some of a list. Nothing else is asked in a dialog."""

from collections.abc import Sequence
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from debate.plain import one_line, plain
from tui.copying import edit
from tui.house import House
from tui.ticks import Ticks
from tui.typing_line import TypingLine


class AskLine(ModalScreen[str | None]):
    """Asks for a line of text; None when it was called off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "call_off", "Cancel"),
        Binding("f7", "write_elsewhere", "Editor"),
    ]

    def __init__(self, question: str, value: str = "", hint: str = "", suggester: Suggester | None = None) -> None:
        super().__init__()
        self._question, self._value, self._hint, self._suggester = question, value, hint, suggester

    def compose(self) -> ComposeResult:
        """The question, the line, the hint."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question")
            yield TypingLine(self._value, id="line", suggester=self._suggester)
            yield Static(Content(self._hint or "Enter keeps it, Esc leaves it."), classes="hint")

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """Enter answers."""
        self.dismiss(event.value)

    def action_write_elsewhere(self) -> None:
        """Hand the line to $EDITOR, and take what it leaves as one line."""
        line = self.query_one(TypingLine)
        left = edit(cast("House", self.app), line.value)
        if left is not None:
            line.value = one_line(left)
            line.cursor_position = len(line.value)

    def action_call_off(self) -> None:
        """Esc answers nothing."""
        self.dismiss(None)


class Confirm(ModalScreen[bool]):
    """Asks yes or no; the sentence says what yes does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes"),
        Binding("n,escape", "dismiss(False)", "No"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question, and the two keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question")
            yield OptionList(Option("y  Yes", id="yes"), Option("n  No", id="no"))

    @on(OptionList.OptionSelected)
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click answers."""
        self.dismiss(event.option_id == "yes")


class ChooseOne(ModalScreen[str | None]):
    """Asks for one of a list of (id, words)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("j", "next", "Down", show=False),
        Binding("k", "before", "Up", show=False),
    ]

    def __init__(self, question: str, choices: Sequence[tuple[str, str]], at: str | None = None) -> None:
        super().__init__()
        self._question, self._choices, self._at = question, choices, at

    def compose(self) -> ComposeResult:
        """The question and the choices."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question")
            yield OptionList(*(Option(Content(plain(words)), id=name) for name, words in self._choices))

    def on_mount(self) -> None:
        """Stand on what holds now."""
        names = [name for name, _ in self._choices]
        self.query_one(OptionList).highlighted = names.index(self._at) if self._at in names else 0

    @on(OptionList.OptionSelected)
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click answers."""
        self.dismiss(event.option_id)

    def action_next(self) -> None:
        """One down."""
        self.query_one(OptionList).action_cursor_down()

    def action_before(self) -> None:
        """One up."""
        self.query_one(OptionList).action_cursor_up()


class ChooseSome(ModalScreen[tuple[str, ...] | None]):
    """Asks for any of a list of (id, words); Space ticks, Enter keeps."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("enter", "keep", "Keep", priority=True),
    ]

    def __init__(self, question: str, choices: Sequence[tuple[str, str]], chosen: Sequence[str] = ()) -> None:
        super().__init__()
        self._question, self._choices, self._chosen = question, choices, chosen

    def compose(self) -> ComposeResult:
        """The question and the choices, ticked as they are."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question")
            yield Ticks(self._choices, self._chosen)
            yield Static(Content("Space ticks, Enter keeps, Esc leaves it."), classes="hint")

    def action_keep(self) -> None:
        """Answer with what is ticked, in the order of the list."""
        self.dismiss(self.query_one(Ticks).ticked)
