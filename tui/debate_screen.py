"""The debate on one screen: the picture on the left, the words behind the chosen cell on the right."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.coordinate import Coordinate
from textual.widgets import DataTable, Footer, Header, OptionList, Static
from textual.widgets.option_list import Option

from debate.claims import Claim
from debate.coverage import Cell
from debate.maps import DebateMap
from debate.plain import one_line
from debate.verdicts import Decision
from tui.desk import Desk
from tui.drawing import cell_glyph, picture_text, reason_line, words_in_context
from tui.waiting import AskingScreen


class DebateScreen(AskingScreen):
    """Moving in the matrix shows the words; keys judge the chosen mark."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "judge('accepted')", "Accept", tooltip="The mark is right: it counts as confirmed"),
        Binding("r", "judge('rejected')", "Reject", tooltip="The mark is wrong: it stops counting"),
        Binding("u", "judge('withdrawn')", "Undo", tooltip="Take the verdict on this mark back"),
        Binding("s", "swap", "Swap", tooltip="Turn the claim's direction round: the sides change places"),
        Binding("escape", "app.pop_screen", "Claims"),
    ]

    def __init__(self, desk: Desk, claim: Claim) -> None:
        super().__init__(desk)
        self.claim = claim
        self.picture: DebateMap | None = None

    def compose(self) -> ComposeResult:
        """Claim on top; matrix, assumptions and cruxes left; marks and their context right."""
        yield Header()
        yield Static(Content(one_line(self.claim.text)), id="claim-text")
        with Horizontal():
            with Vertical(id="left"):
                yield DataTable(id="coverage", cursor_type="cell", zebra_stripes=False)
                with VerticalScroll(id="below"):
                    yield Static("Reading …", id="picture", markup=False)
            with Vertical(id="right"):
                yield Static("", id="cell-name", markup=False)
                yield OptionList(id="marks", markup=False)
                with VerticalScroll(id="around"):
                    yield Static("", id="context", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Ask for the map; the screen is there already."""
        self.query_one("#coverage").focus()
        self._remap()

    def _remap(self) -> None:
        claim = self.claim
        self.ask(lambda session: session.analyze(claim), self._draw)

    def _draw(self, picture: DebateMap) -> None:
        table: DataTable[str] = self.query_one("#coverage", DataTable)
        chosen = table.cursor_coordinate
        self.picture = picture
        table.clear(columns=True)
        table.add_columns("", *(one_line(side.name) for side in picture.sides))
        for step in picture.framework.steps:
            cells = [cell_glyph(picture.cell(side.id, step.id)) for side in picture.sides]
            table.add_row(f"{step.number} {step.short}", *cells)
        table.move_cursor(row=chosen.row, column=max(chosen.column, 1))
        self.query_one("#picture", Static).update(Content(picture_text(picture)))
        self._show_cell(self._cell_at(table.cursor_coordinate))

    def _cell_at(self, place: Coordinate) -> Cell | None:
        if self.picture is None or place.column < 1:
            return None
        side, step = self.picture.sides[place.column - 1], self.picture.framework.steps[place.row]
        return self.picture.cell(side.id, step.id)

    @on(DataTable.CellHighlighted, "#coverage")
    def follow(self, event: DataTable.CellHighlighted) -> None:
        """Moving left changes right at once."""
        self._show_cell(self._cell_at(event.coordinate))

    def _show_cell(self, cell: Cell | None) -> None:
        if cell is None or self.picture is None:
            return
        step, side = self.picture.framework.step(cell.step_id), self.picture.side(cell.side_id)
        silence = f"  {cell.silence.meaning}" if cell.silence else ""
        name = f"{cell.level.glyph} {step.name} · {one_line(side.name)}{silence}"
        self.query_one("#cell-name", Static).update(Content(name))
        marks = self.query_one("#marks", OptionList)
        kept = marks.highlighted
        marks.clear_options()
        for mark_id in (*cell.mark_ids, *cell.tentative_ids):
            line = reason_line(self.picture.marks[mark_id], counted=mark_id in cell.mark_ids)
            marks.add_option(Option(Content(line), id=mark_id))
        if marks.option_count:
            marks.highlighted = min(kept or 0, marks.option_count - 1)
        else:
            gap = next((g for g in self.picture.gaps if (g.side_id, g.step_id) == (cell.side_id, cell.step_id)), None)
            wanted = f"Wanted: {gap.wanted}\nTry: cruxmap search “{gap.query}”" if gap else ""
            self.query_one("#context", Static).update(Content(wanted))

    @on(OptionList.OptionHighlighted, "#marks")
    def show_context(self, event: OptionList.OptionHighlighted) -> None:
        """The whole passage with the exact words highlighted."""
        if self.picture is not None and event.option_id:
            content = words_in_context(self.picture, self.picture.marks[event.option_id])
            self.query_one("#context", Static).update(content)

    def action_judge(self, decision: str) -> None:
        """Record a verdict on the highlighted mark; the picture follows."""
        marks = self.query_one("#marks", OptionList)
        if marks.highlighted is None:
            self.notify("There is no mark here to judge. Move to a cell with marks.", markup=False)
            return
        mark_id = marks.get_option_at_index(marks.highlighted).id or ""
        self.ask(lambda session: session.decide(mark_id, Decision(decision), "me"), lambda _: self._remap())

    def action_swap(self) -> None:
        """Turn the claim round."""
        self.claim = self.claim.swapped()
        self._remap()
