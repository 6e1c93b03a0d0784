"""A page of text over the screen: to be read, copied, written to a file or handed to the pager."""

from collections.abc import Sequence
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.copying import copy, view_in_pager, write_file
from tui.dialogs import AskLine
from tui.house import House
from tui.textview import TextView


class Listing(ModalScreen[None]):
    """Lines of text with a title; Esc leaves."""

    HELP = "A list to read. y copies it, ctrl+s writes it to a file, ctrl+e hands it to your pager, Esc leaves."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", id="close"),
        Binding("y", "copy", "Copy", tooltip="Copy the chosen words, or all of it", id="copy"),
        Binding("ctrl+s", "write", "Write", tooltip="Write it to a file", id="write"),
        Binding("ctrl+e", "pager", "Pager", tooltip="In your pager", id="pager"),
    ]

    def __init__(self, title: str, lines: Sequence[str], file: str) -> None:
        super().__init__()
        self._title, self._text, self._file = title, "\n".join(lines), file

    def compose(self) -> ComposeResult:
        """The title, the text, the keys."""
        with Vertical(classes="dialog wide"):
            yield Static(Content(self._title), classes="question")
            yield TextView(id="listing")
            yield Static(Content("y copies, ctrl+s writes to a file, ctrl+e pages, Esc leaves."), classes="hint")

    def on_mount(self) -> None:
        """Begin at the top."""
        view = self.query_one(TextView)
        view.show(self._text)
        view.focus()

    @property
    def _house(self) -> House:
        return cast("House", self.app)

    def action_copy(self) -> None:
        """Copy the chosen words, or all."""
        chosen = self.query_one(TextView).chosen
        copy(self._house, self._text[slice(*chosen)] if chosen else self._text)

    def action_write(self) -> None:
        """Write it to a file."""
        self._house.push_screen(AskLine("Write it to which file?", self._file), self._write)

    def _write(self, name: str | None) -> None:
        if name:
            write_file(self._house, name, f"{self._text}\n")

    def action_pager(self) -> None:
        """Hand it to the pager."""
        view_in_pager(self._house, self._text)
