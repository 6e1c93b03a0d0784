"""Documents by steps: one row a source, glyph cells, and what the whole corpus says and omits."""

from collections import Counter
from collections.abc import Hashable, Sequence
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
from debate.ratings import WholeRating
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
    rating: WholeRating | None = None
    """What a chat model says of it, when one was asked."""


def rated(assessment: Assessment, rating: WholeRating | None) -> Rated:
    """The row of an assessment."""
    return Rated(assessment.source, assessment.stance, assessment.cells, rating)


def headings(names: Sequence[str], columns: int) -> list[str]:
    """What tells the columns apart in so little room: of names that begin alike, the words that differ."""
    first = [name.split()[0] for name in names]
    return [
        (name if first.count(name.split()[0]) == 1 else name.partition(" ")[2].capitalize() or name)[:columns]
        for name in names
    ]


class AtlasTable(Rows[Rated]):
    """A cursor over cells: up and down through sources, left and right through steps."""

    HELP = """Documents by steps. ▲ argues that risk rises, ▼ doubts it, ± both, ○ takes no side.
Moving shows the words behind a cell. Space picks a source; C shows the picked ones as sides of one picture.
z orders by the column under the cursor, again turns the order round.
M has a chat model rate documents from end to end; where its level differs from that of the marks, its sign stands
behind the cell (? where no words that stand carry it), and what it quotes is beside, to be accepted."""
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
        self._heads: set[str] = set()

    def show(self, items: Sequence[Rated], at: Hashable | None = None) -> None:
        """Show these rows; a word with which half of all titles begin tells nothing apart and is left out."""
        first = Counter(one.source.title.split(" ", 1)[0] for one in items)
        self._heads = {word for word, count in first.items() if count > 2 and 2 * count >= len(items)}
        super().show(items, at)

    def _telling(self, title: str) -> str:
        first, _, rest = title.partition(" ")
        return rest.removeprefix("from ").removeprefix("by ") if rest and first in self._heads else title

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor."""
        return self.item.cells[min(self.column, len(self.item.cells) - 1)] if self.item else None

    def heading(self, framework: Framework, columns: int) -> list[Part]:
        """Names of the columns, over the cells."""
        words = headings([step.short for step in framework.steps], CELL - 3)
        names = [_fill(f"{step.number} {word}", CELL) for step, word in zip(framework.steps, words, strict=True)]
        return [(_fill("    Source", self._room(columns, len(names))), "heading"), *((n, "heading") for n in names)]

    def _room(self, columns: int, cells: int) -> int:
        return max(columns - cells * CELL, 12)

    def _lines_of(self, assessment: Rated, columns: int) -> Sequence[Line]:
        sign, role = STANCES[assessment.stance]
        room = self._room(columns + 2, len(assessment.cells)) - 2
        pick: Part = ("● ", "good") if assessment.source.id in self.picked else ("  ", "")
        title = _fill(clip(self._telling(one_line(assessment.source.title)), room - 5), room - 4)
        parts: list[Part] = [pick, (f"{sign} ", role), (title, "")]
        for place, cell in enumerate(assessment.cells):
            here = assessment is self.item and place == self.column
            left, right = ("▐", "▌") if here else (" ", " ")
            role = ("dim" if cell.silence else "") + (" strong" if cell.confirmed else "")
            parts.append((left + cell_text(cell), role))
            other = differing(assessment.rating, cell)
            parts.append((_fill(other or right, CELL - 1 - width(cell_text(cell))), "accent" if other else role))
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


def differing(rating: WholeRating | None, cell: Cell) -> str:
    """The sign of the level that a chat model gives where it is another; `?` where no words that stand carry it."""
    level = rating.levels.get(cell.step_id) if rating is not None else None
    if rating is None or level is None or level is cell.level:
        return ""
    return "?" if cell.step_id in rating.unfounded else level.glyph


def totals(assessments: Sequence[Rated], framework: Framework) -> list[tuple[str, int]]:
    """For each step, how many of a hundred sources say something of it."""
    most = max(len(assessments), 1)
    return [
        (step.short, round(100 * sum(one.cells[place].silence is None for one in assessments) / most))
        for place, step in enumerate(framework.steps)
    ]


def _fill(text: str, columns: int) -> str:
    return text + " " * max(columns - width(text), 0)
