"""Keys on the words of any picture: filter, order, copy, write to a file, open the source, fill a gap."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from debate.maps import DebateMap
from tui.copying import copy, quoted, view_in_pager, write_file
from tui.dialogs import AskLine
from tui.exporting import export
from tui.marklist import ORDERS
from tui.messages import SearchWanted, SourceWanted
from tui.splitter import Splitter
from tui.textview import TextView
from tui.waiting import AskingScreen
from tui.words_pane import Words


class ReadingScreen(AskingScreen):
    """A screen with a `Words` pane over some picture."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open_source", "Source", tooltip="Read the whole source, from these words on", id="open-source"),
        Binding("slash", "filter", "Filter", tooltip="List only marks with certain words", id="filter"),
        Binding("z", "order", "Order", show=False, tooltip="Order the marks in another way", id="order"),
        Binding("t", "tentative", "Tentative", show=False, tooltip="Marks too unsure to count", id="tentative"),
        Binding("g", "gap", "Gap query", tooltip="Search for what would fill this gap", id="gap"),
        Binding("y", "copy", "Copy", show=False, tooltip="Copy the words with their source", id="copy"),
        Binding("ctrl+s", "write", "Write", show=False, tooltip="Write the listed marks to a file", id="write"),
        Binding("x", "export", "Export", tooltip="Write this map for another program", id="export"),
        Binding("ctrl+e", "pager", "Pager", show=False, tooltip="The listed marks in your pager", id="pager"),
        Binding("less_than_sign", "split(-4)", "Narrower", show=False, id="narrower"),
        Binding("greater_than_sign", "split(4)", "Wider", show=False, id="wider"),
    ]
    NEEDS_MARK: ClassVar[frozenset[str]] = frozenset({"open_source"})
    """Actions that work on the mark under the cursor, and are not offered where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: DebateMap | None = None
        self._words: Words | None = None

    @property
    def words(self) -> Words:
        """The pane with the words."""
        if self._words is None:
            self._words = self.query_one(Words)
        return self._words

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing here are not offered."""
        if not self.is_mounted:
            return True
        words = self.words
        if action in self.NEEDS_MARK:
            return words.display and words.row is not None
        if action == "gap":
            return words.display and bool(words.subject and words.subject.query)
        if action in ("write", "pager", "filter", "order", "tentative"):
            return words.display and words.subject is not None
        return self.picture is not None if action == "export" else super().check_action(action, parameters)

    @on(Words.MarkChosen)
    def offer_keys(self) -> None:
        """Other keys work on another mark."""
        self.refresh_bindings()

    def action_open_source(self) -> None:
        """Read the source from the words on."""
        row = self.words.row
        if row is not None:
            claim = self.picture.claim if self.picture else None
            mark = row.judged.mark
            self.post_message(SourceWanted(mark.source_id, mark.start, claim, mark.id))

    def action_gap(self) -> None:
        """Run the query that would fill the gap."""
        subject = self.words.subject
        if subject is not None and subject.query:
            self.post_message(SearchWanted(subject.query, self.picture.claim if self.picture else None))

    def action_filter(self) -> None:
        """Type what the marks must hold."""
        line = self.query_one("#filter", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#filter")
    def filter_now(self, event: Input.Changed) -> None:
        """The list follows each letter."""
        self.words.wanted = event.value
        self.words.again()

    @on(Input.Submitted, "#filter")
    def keep_filter(self) -> None:
        """Enter goes to what was found."""
        self.query_one("#marks").focus()

    def clear_filter(self) -> bool:
        """Show everything again; False when nothing was filtered."""
        line = self.query_one("#filter", Input)
        if not line.display:
            return False
        line.value = ""
        line.display = False
        self.query_one("#marks").focus()
        return True

    def action_order(self) -> None:
        """The next way to order."""
        names = list(ORDERS)
        self.words.order = names[(names.index(self.words.order) + 1) % len(names)]
        self.words.again()

    def action_tentative(self) -> None:
        """Show or hide marks that are too unsure to count."""
        self.words.tentative = not self.words.tentative
        self.words.again()

    def action_copy(self) -> None:
        """Copy the chosen words, or the mark's, with where they stand."""
        view = self.query_one("#context", TextView)
        if view.chosen is not None:
            copy(self.house, view.text[slice(*view.chosen)])
        elif self.words.row is not None and self.picture is not None:
            copy(self.house, quoted(self.picture, self.words.row.judged))

    def action_write(self) -> None:
        """Write what is listed to a file."""
        self.house.push_screen(AskLine("Write the listed marks to which file?", "marks.md"), self._write)

    def _write(self, name: str | None) -> None:
        if name:
            write_file(self.house, name, self._listed())

    def action_pager(self) -> None:
        """Hand what is listed to the pager."""
        view_in_pager(self.house, self._listed())

    def _listed(self) -> str:
        picture, subject = self.picture, self.words.subject
        if picture is None or subject is None:
            return ""
        return "\n\n".join([subject.title, *(quoted(picture, row.judged) for row in self.words.listed)]) + "\n"

    def action_export(self) -> None:
        """Write the map for another program."""
        if self.picture is not None:
            export(self, self.picture)

    def action_split(self, columns: int) -> None:
        """Move the line between the halves."""
        for splitter in self.query(Splitter):
            splitter.move(columns)
