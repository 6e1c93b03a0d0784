"""The atlas: every document of the project by every step, and any of them next to each other."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from debate.assessment import Assessment
from debate.framework import Framework
from debate.marks import Stance
from debate.session import Session
from tui.atlas_table import AtlasTable, totals
from tui.bars import KeyLine, PlaceBar
from tui.judging import Judging
from tui.lines import Lines
from tui.messages import CompareWanted, SourceWanted
from tui.rows import Rows
from tui.splitter import Splitter
from tui.subjects import cell_subject
from tui.words_pane import Words

ORDERS: Mapping[str, Callable[[Assessment], Any]] = {
    "import": lambda _: 0,
    "title": lambda one: one.source.title.casefold(),
    "stance": lambda one: list(Stance).index(one.stance) if one.stance else 9,
}
"""Orders besides those by step."""


class Heading(Lines):
    """The names of the columns."""

    def __init__(self, table: AtlasTable, **more: Any) -> None:
        super().__init__(**more)
        self._table = table
        self.framework: Framework | None = None

    def render_line(self, y: int) -> Any:
        """One line, as wide as the table."""
        width = self._table.scrollable_content_region.width
        parts = self._table.heading(self.framework, width) if self.framework and y == 0 else []
        return self.paint(parts, self.size.width)


class AtlasScreen(Judging):
    """Sources by steps; the words of the cell under the cursor stand beside."""

    HELP = """The atlas shows every document by every step, as the paper's Table 1 does."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pick", "Pick", tooltip="Pick this source to compare it", id="pick"),
        Binding("C", "compare", "Compare", tooltip="The picked sources as sides of one picture", id="compare"),
        Binding("z", "sort", "Sort", tooltip="By the column under the cursor; again turns it round", id="sort"),
        Binding("Z", "sort_by_name", "Sort by title", show=False, tooltip="By title, stance, import", id="sort-title"),
        Binding("escape", "leave", "Sources", show=False, id="back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Assessment] = []
        self._framework: Framework | None = None
        self._order: tuple[str, bool] = ("import", False)
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """The table, the totals below it, the words beside."""
        yield PlaceBar()
        with Horizontal(id="halves"):
            with Vertical(id="left"):
                table = AtlasTable(id="atlas")
                yield Heading(table, id="atlas-heading")
                yield table
                yield Input(placeholder="only sources with these words", id="find", compact=True)
                yield Static("Reading every document …", id="totals")
            yield Splitter("#left")
            yield Words(id="right")
        yield KeyLine()

    @property
    def table(self) -> AtlasTable:
        """The table."""
        return self.query_one(AtlasTable)

    def on_mount(self) -> None:
        """Rate every document, on the bench."""
        self.table.focus()
        self.others_wrote()

    def others_wrote(self) -> None:
        """Rate every document again."""
        self.ask(_assess, self._show, "atlas", self.house.bench)

    def record_changed(self) -> None:
        """Rate the document under the cursor again."""
        one = self.table.item
        if one is not None:
            self.ask(lambda session: session.assess([one.source.id])[0], self._replace)

    def _replace(self, assessment: Assessment) -> None:
        same = assessment.source.id
        self._all = [assessment if one.source.id == same else one for one in self._all]
        self._list()

    def _show(self, found: tuple[Framework, list[Assessment]]) -> None:
        self._framework, self._all = found
        self.query_one(Heading).framework = self._framework
        self.query_one(Heading).refresh()
        self._list()

    def _list(self) -> None:
        words = self._wanted.casefold().split()
        kept = [one for one in self._all if all(word in one.source.title.casefold() for word in words)]
        name, turned = self._order
        shown = sorted(kept, key=self._key(name), reverse=turned)
        self.table.show(shown)
        if not shown:
            self.query_one("#totals", Static).update("No source here. ^o imports files.")
            return
        if self._framework is not None:
            self.query_one("#totals", Static).update(_totals_content(shown, self._framework, name))

    def _key(self, name: str) -> Callable[[Assessment], Any]:
        if name in ORDERS:
            return ORDERS[name]
        return lambda one: next((-c.level.weight, -len(c.mark_ids)) for c in one.cells if c.step_id == name)

    @on(Rows.Highlighted, "#atlas")
    @on(AtlasTable.CellMoved)
    def show_words(self) -> None:
        """The words behind the cell under the cursor."""
        one, cell = self.table.item, self.table.cell
        if one is not None and cell is not None:
            self.picture = one.map
            self.words.show(one.map, cell_subject(one.map, cell))
        self.refresh_bindings()

    @on(Rows.Chosen, "#atlas")
    def open_cell(self) -> None:
        """Enter goes to the words; a narrow terminal turns the page."""
        self.set_class(True, "-words")
        self.call_after_refresh(self.query_one("#marks").focus)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Comparing needs two sources."""
        if action == "compare":
            return self.is_mounted and len(self.table.picked) > 1
        if action == "open_source":
            return self.is_mounted and self.table.item is not None
        return super().check_action(action, parameters)

    def action_pick(self) -> None:
        """Pick the source, and go on to the next."""
        self.table.pick()
        self.table.cursor += 1
        self.refresh_bindings()

    def action_compare(self) -> None:
        """Show the picked sources as sides."""
        self.post_message(CompareWanted(tuple(self.table.picked)))

    def action_sort(self) -> None:
        """By the step under the cursor, the fullest first; again turns it round."""
        cell = self.table.cell
        if cell is not None:
            self._order = (cell.step_id, self._order == (cell.step_id, False))
            self._list()

    def action_sort_by_name(self) -> None:
        """By title, then stance, then as imported."""
        names = list(ORDERS)
        place = names.index(self._order[0]) if self._order[0] in names else 0
        self._order = (names[(place + 1) % len(names)], False)
        self._list()

    def action_filter(self) -> None:
        """In the words, marks; in the table, sources."""
        if not self.table.has_focus:
            super().action_filter()
            return
        line = self.query_one("#find", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#find")
    def find_now(self, event: Input.Changed) -> None:
        """The table follows each letter."""
        self._wanted = event.value
        self._list()

    @on(Input.Submitted, "#find")
    def keep_found(self) -> None:
        """Enter goes to what was found."""
        self.table.focus()

    def action_open_source(self) -> None:
        """Read the source: from the mark on, or from its start."""
        if self.words.row is not None:
            super().action_open_source()
        elif self.table.item is not None:
            self.post_message(SourceWanted(self.table.item.source.id))

    def action_leave(self) -> None:
        """Back to the table; there, show every source again."""
        line = self.query_one("#find", Input)
        if line.display:
            line.value = ""
            line.display = False
        self.clear_filter()
        self.set_class(False, "-words")
        self.call_after_refresh(self.table.focus)


def _assess(session: Session) -> tuple[Framework, list[Assessment]]:
    return session.framework, session.assess()


def _totals_content(shown: Sequence[Assessment], framework: Framework, order: str) -> Content:
    rises = sum(one.stance is Stance.FOR for one in shown)
    doubts = sum(one.stance is Stance.AGAINST for one in shown)
    shares = totals(shown, framework)
    least = min(shares, key=lambda share: share[1])
    line = "  ".join(f"{name} {share}%" for name, share in shares)
    says = f"{len(shown)} sources by {order}: {rises} ▲, {doubts} ▼. Fewest speak of {least[0]} ({least[1]}%)."
    return Content(f"{says}\n{line}")
