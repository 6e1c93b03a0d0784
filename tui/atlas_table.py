"""Documents by steps: one row a source, glyph cells, and what the whole corpus says and omits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from debate.assessment import Assessment
from debate.coverage import Cell
from debate.framework import Framework
from debate.marks import Stance
from debate.plain import clip, one_line, width
from debate.sources import Source
from tui.drawing import cell_text
from tui.lines import Line, Part
from tui.rows import Rows

STANCES = {
    Stance.FOR: ("▲", "for"),
    Stance.AGAINST: ("▼", "against"),
    Stance.MIXED: ("±", ""),
    Stance.NEUTRAL: ("○", "dim"),
    None: (" ", ""),
}
"""Toward the framework's standing claim: ▲ risk rises, ▼ doubts it, ± both, ○ neither."""
CELL = 7


@dataclass(frozen=True, slots=True)
class Rated:
    """One document's row: its assessment without the words, which are fetched when they are looked at."""

    source: Source
    stance: Stance | None
    cells: tuple[Cell, ...]


def rated(assessment: Assessment) -> Rated:
    """The row of an assessment."""
    return Rated(assessment.source, assessment.stance, assessment.cells)


class AtlasTable(Rows[Rated]):
    """A cursor over cells: up and down through sources, left and right through steps."""

    HELP = """Documents by steps. ▲ argues that risk rises, ▼ doubts it, ± both, ○ takes no side.
Moving shows the words behind a cell. Space picks a source; C shows the picked ones as sides of one picture.
z orders by the column under the cursor, again turns the order round."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move_column(-1)", "Left", show=False, id="left"),
        Binding("right,l", "move_column(1)", "Right", show=False, id="right"),
    ]

    column: reactive[int] = reactive(0, init=False, repaint=False)
    """Which step; 0 is the first."""

    class CellMoved(Message):
        """Another cell of the row under the cursor."""

    def __init__(self, **more: Any) -> None:
        super().__init__(self._lines_of, key=lambda assessment: assessment.source.id, **more)
        self.picked: list[str] = []

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor."""
        return self.item.cells[min(self.column, len(self.item.cells) - 1)] if self.item else None

    def heading(self, framework: Framework, columns: int) -> list[Part]:
        """Names of the columns, over the cells."""
        names = [_fill(f" {step.number} {step.short[: CELL - 4]}", CELL) for step in framework.steps]
        return [(_fill("    Source", self._room(columns, len(names))), "heading"), *((n, "heading") for n in names)]

    def _room(self, columns: int, cells: int) -> int:
        return max(columns - cells * CELL, 12)

    def _lines_of(self, assessment: Rated, columns: int) -> Sequence[Line]:
        sign, role = STANCES[assessment.stance]
        room = self._room(columns + 2, len(assessment.cells)) - 2
        pick: Part = ("● ", "good") if assessment.source.id in self.picked else ("  ", "")
        title = _fill(clip(one_line(assessment.source.title), room - 5), room - 4)
        parts: list[Part] = [pick, (f"{sign} ", role), (title, "")]
        for place, cell in enumerate(assessment.cells):
            here = assessment is self.item and place == self.column
            shown = f"▐{cell_text(cell)}▌" if here else f" {cell_text(cell)} "
            parts.append((_fill(shown, CELL), ("dim" if cell.silence else "") + (" strong" if cell.confirmed else "")))
        return [parts]

    def watch_cursor(self, before: int, now: int) -> None:
        """The cell's frame moves along."""
        self.draw_anew(before, now)
        super().watch_cursor(before, now)

    def watch_column(self) -> None:
        """Another step."""
        self.draw_anew(self.cursor)
        self.post_message(self.CellMoved())

    def action_move_column(self, step: int) -> None:
        """One step on."""
        if self.item is not None:
            self.column = max(0, min(self.column + step, len(self.item.cells) - 1))

    def pick(self) -> None:
        """Pick the source under the cursor, or let it go."""
        if self.item is not None:
            name = self.item.source.id
            if name in self.picked:
                self.picked.remove(name)
            else:
                self.picked.append(name)
            self.draw_anew(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """A click goes to the cell under it."""
        at = event.get_content_offset(self)
        if at is not None and self.item is not None:
            column = (at.x - self._room(self.size.width, len(self.item.cells))) // CELL
            if 0 <= column < len(self.item.cells):
                self.column = column


def totals(assessments: Sequence[Rated], framework: Framework) -> list[tuple[str, int]]:
    """For each step, how many of a hundred sources say something of it."""
    most = max(len(assessments), 1)
    return [
        (step.short, round(100 * sum(one.cells[place].silence is None for one in assessments) / most))
        for place, step in enumerate(framework.steps)
    ]


def _fill(text: str, columns: int) -> str:
    return text + " " * max(columns - width(text), 0)
