"""The atlas: every document of the project by every step, and any of them next to each other."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from debate.assessment import Assessment
from debate.claims import Claim
from debate.coverage import Cell
from debate.framework import Framework
from debate.marks import Stance
from debate.plain import one_line
from debate.ratings import WholeRating, kept_rating, rated_marks
from debate.session import Session
from debate.verdicts import JudgedMark
from tui.asking_models import start, with_model
from tui.atlas_table import AtlasTable, Rated, rated, totals
from tui.bars import KeyLine, PlaceBar
from tui.dialogs import ChooseOne
from tui.exporting import export_atlas
from tui.judging import Judging
from tui.lines import Lines
from tui.listing import Listing
from tui.messages import CompareWanted, DebateWanted, SourceWanted
from tui.outside import Chat
from tui.rating_behind import RatingBehind
from tui.reference import reference_lines
from tui.rows import Rows
from tui.splitter import Splitter
from tui.subjects import Subject, cell_subject, rated_subject
from tui.typing_line import TypingLine
from tui.words_pane import Words

ORDERS: Mapping[str, Callable[[Rated], Any]] = {
    "import": lambda _: 0,
    "title": lambda one: one.source.title.casefold(),
    "stance": lambda one: list(Stance).index(one.stance) if one.stance else 9,
}
"""Orders besides those by step."""
LISTED_EVERY = 400
"""Documents after which the table is listed anew while more are being read."""
KEPT_OPEN = 8
"""Documents whose words stay at hand, those looked at last."""


class Opened(NamedTuple):
    """One document with the words behind its cells."""

    assessment: Assessment
    rating: WholeRating | None
    quoted: Sequence[JudgedMark]
    """What a chat model that rated it quotes."""
    subjects: dict[str, Subject]
    """The cells looked at so far, by step: putting one of 10,000 marks together takes as long as a repaint may."""

    def subject(self, cell: Cell) -> Subject:
        """What stands behind a cell."""
        if cell.step_id not in self.subjects:
            picture, rating = self.assessment.map, self.rating
            self.subjects[cell.step_id] = (
                rated_subject(picture, cell, rating, self.quoted) if rating else cell_subject(picture, cell)
            )
        return self.subjects[cell.step_id]


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
        Binding("M", "rate", "Rate", tooltip="Have a chat model rate documents from end to end", id="rate"),
        Binding(
            "F", "only", "Only these", show=False, tooltip="Map the claim on the picked sources", id="only-sources"
        ),
        Binding("X", "export_atlas", "Export all", show=False, tooltip="Write the whole atlas", id="export-atlas"),
        Binding("P", "reference", "Paper", show=False, tooltip="Studies as the paper rates them", id="reference"),
        Binding("escape", "leave", "Sources", show=False, id="back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rated: dict[str, Rated] = {}
        self._behind = RatingBehind(self, self._take)
        self._seen = -1
        self._open: dict[str, Opened] = {}
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
                yield TypingLine(placeholder="only sources with these words", id="find", compact=True)
                yield Static("Reading every document …", id="totals")
            yield Splitter("#left")
            yield Words(id="right")
        yield KeyLine()

    @property
    def table(self) -> AtlasTable:
        """The table."""
        return self.query_one(AtlasTable)

    def on_mount(self) -> None:
        """Rate every document."""
        self.table.focus()
        self.others_wrote()

    def on_screen_resume(self) -> None:
        """Something may have come in, or have been decided, elsewhere meanwhile."""
        if self._seen not in (-1, self.house.changes):
            self.others_wrote()

    def others_wrote(self) -> None:
        """Rate every document again."""
        self._seen = self.house.changes
        self._behind.stop()
        self.ask(_names, lambda known: self._begin(*known), "documents")

    def _begin(self, framework: Framework, names: list[str]) -> None:
        self._framework, self._open = framework, {}
        self._rated = {name: self._rated[name] for name in names if name in self._rated}
        self.query_one(Heading).framework = framework
        self.query_one(Heading).refresh()
        self._behind.rate(names)

    def _take(self, some: Sequence[Rated], *, whole: bool) -> None:
        before = len(self._rated)
        self._rated.update((one.source.id, one) for one in some)
        if whole or before == 0 or before // LISTED_EVERY != len(self._rated) // LISTED_EVERY:
            self._list()

    def record_changed(self) -> None:
        """Rate the document under the cursor again."""
        self._open.clear()
        self._fetch()

    def _fetch(self) -> None:
        one = self.table.item
        if one is not None:
            self.ask(lambda session: _open(session, one.source.id), self._opened, "cell")

    def _opened(self, opened: Opened) -> None:
        """The words of one document are there."""
        self._open[opened.assessment.source.id] = opened
        if len(self._open) > KEPT_OPEN:
            self._open.pop(next(iter(self._open)))
        again = rated(opened.assessment, opened.rating)
        if again != self._rated.get(again.source.id):
            self._rated[again.source.id] = again
            self._list()
        self.show_words()

    def _list(self) -> None:
        words = self._wanted.casefold().split()
        kept = [one for one in self._rated.values() if all(word in _named(one) for word in words)]
        name, turned = self._order
        shown = sorted(kept, key=self._key(name), reverse=turned)
        self.table.show(shown)
        if not shown:
            self.query_one("#totals", Static).update("No source here. ^o imports files.")
            return
        if self._framework is not None:
            self.query_one("#totals", Static).update(_totals_content(shown, self._framework, name))

    def _key(self, name: str) -> Callable[[Rated], Any]:
        if name in ORDERS:
            return ORDERS[name]
        return lambda one: next((-c.level.weight, -len(c.mark_ids)) for c in one.cells if c.step_id == name)

    @on(Rows.Highlighted, "#atlas")
    @on(AtlasTable.CellMoved)
    def show_words(self) -> None:
        """The words behind the cell under the cursor."""
        one, cell = self.table.item, self.table.cell
        if one is None or cell is None:
            return
        if one.source.id not in self._open:
            self._fetch()
            return
        opened = self._open[one.source.id]
        self.picture = opened.assessment.map
        self.words.show(self.picture, opened.subject(self.picture.cell(cell.side_id, cell.step_id)))
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
        if action == "only":
            return self.is_mounted and bool(self.table.picked) and self._claim is not None
        if action == "rate":
            return self.is_mounted and self.table.item is not None and self.house.job is None
        if action == "open_source":
            return self.is_mounted and self.table.item is not None
        if action == "filter" and self.is_mounted and self.table.has_focus:
            return bool(self._rated)
        return super().check_action(action, parameters)

    def action_pick(self) -> None:
        """Pick the source, and go on to the next."""
        self.table.pick()
        self.table.cursor += 1
        self.refresh_bindings()

    def action_compare(self) -> None:
        """Show the picked sources as sides."""
        self.post_message(CompareWanted(tuple(self.table.picked)))

    @property
    def _claim(self) -> Claim | None:
        """The claim whose debate was looked at last."""
        return self.house.picture.claim if self.house.picture is not None else None

    def action_only(self) -> None:
        """Map the claim on the picked sources alone."""
        if self._claim is not None:
            self.post_message(DebateWanted(self._claim, tuple(self.table.picked)))

    def action_rate(self) -> None:
        """Have a chat model rate documents: this one, those picked, or all that are listed."""
        with_model(self, self._choose_rated)

    def _choose_rated(self, chat: Chat, model: str) -> None:
        here, picked = self.table.item, self.table.picked
        listed = [one.source.id for one in self.table.items]
        if here is None:
            return
        sets = {"here": [here.source.id], "picked": list(picked), "listed": listed}
        choices = [("here", f"“{one_line(here.source.title)}”")]
        choices += [("picked", f"the {len(picked):,} that are picked")] if picked else []
        choices += [("listed", f"the {len(listed):,} that are listed")]

        def chosen(name: str | None) -> None:
            if name is not None:
                self._rate(chat, model, sets[name])

        question = f"Which documents shall {one_line(model)} rate? You are told what it costs first."
        self.house.push_screen(ChooseOne(question, choices, "picked" if picked else "here"), chosen)

    def _rate(self, chat: Chat, model: str, names: list[str]) -> None:
        start(self, model, lambda session, terms: chat.rate(session, names, terms), "rate", {"sources": names})

    def action_export_atlas(self) -> None:
        """Write every document by every step."""
        export_atlas(self, "documents")

    def action_reference(self) -> None:
        """Show studies as the framework's paper rates them, to hold these rows against."""
        studies = self.house.outside.reference()
        if self._framework is None or not studies:
            self.house.tell("No rated studies are installed. The shipped library brings them.")
            return
        lines = reference_lines(self._framework, studies)
        self.house.push_screen(Listing("Studies as the framework's paper rates them", lines, "reference.txt"))

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


def _named(one: Rated) -> str:
    """By what a source is found."""
    return f"{one.source.title} {one.source.csl.get('publisher', '')} {one.source.id}".casefold()


def _open(session: Session, source_id: str) -> Opened:
    rating = kept_rating(session.store, source_id)
    quoted = rated_marks(session.store, rating) if rating is not None else ()
    return Opened(session.assess([source_id])[0], rating, quoted, {})


def _names(session: Session) -> tuple[Framework, list[str]]:
    return session.framework, [source.id for source in session.sources()]


def _totals_content(shown: Sequence[Rated], framework: Framework, order: str) -> Content:
    rises = sum(one.stance is Stance.FOR for one in shown)
    doubts = sum(one.stance is Stance.AGAINST for one in shown)
    shares = totals(shown, framework)
    least = min(shares, key=lambda share: share[1])
    line = "  ".join(f"{name} {share}%" for name, share in shares)
    by = next((step.short for step in framework.steps if step.id == order), order)
    many = f"{len(shown):,} source{'s' if len(shown) != 1 else ''}"
    says = f"{many} by {by}: {rises} ▲, {doubts} ▼. Fewest speak of {least[0]} ({least[1]}%)."
    return Content(f"{says}\n{line}")
