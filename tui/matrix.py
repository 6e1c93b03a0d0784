"""The coverage matrix: steps by sides, or, where there is little height, sides by steps."""

from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from debate.coverage import Cell
from debate.framework import Step
from debate.maps import DebateMap
from debate.plain import clip, width
from tui.drawing import cell_role, cell_text, side_names, side_role
from tui.lines import Lines, Part

NAMES = 22
"""Columns for the name of a step."""
CELL = 11
"""Columns for a cell, in either direction."""


class Matrix(Lines, can_focus=True):
    """Every cell is one move away, and always the same size."""

    HELP = """Coverage: how far each side addresses each step of the framework.
⬤ full   ◑ partial   ◯ looked, and this side does not say   · nothing there to judge
✓ a person confirmed at least one mark of the cell. The number is how many marks count.
Move with the arrows or h j k l: the words behind the cell follow at once. Tab goes to them."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1, 0)", "Up", show=False, id="up"),
        Binding("down,j", "move(1, 0)", "Down", show=False, id="down"),
        Binding("left,h", "move(0, -1)", "Left", show=False, id="left"),
        Binding("right,l", "move(0, 1)", "Right", show=False, id="right"),
    ]

    class Moved(Message):
        """The cursor stands on this cell."""

        def __init__(self, cell: Cell) -> None:
            super().__init__()
            self.cell = cell

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.picture: DebateMap | None = None
        self.side = 0
        self.step = 0
        self.flat = False
        """Whether sides are rows and steps columns."""

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor."""
        if self.picture is None:
            return None
        side, step = self.picture.sides[self.side], self.picture.framework.steps[self.step]
        return self.picture.cell(side.id, step.id)

    def show(self, picture: DebateMap) -> None:
        """Show a picture; the cursor stays where it is, as far as there is such a cell."""
        self.picture = picture
        self.side = min(self.side, len(picture.sides) - 1)
        self.step = min(self.step, len(picture.framework.steps) - 1)
        self._measure()

    def begin(self) -> None:
        """Back to the first cell."""
        self.side = self.step = 0

    def go(self, side_id: str, step_id: str) -> None:
        """Put the cursor on a cell."""
        if self.picture is not None:
            sides = [side.id for side in self.picture.sides]
            steps = [step.id for step in self.picture.framework.steps]
            if side_id in sides and step_id in steps:
                self.side, self.step = sides.index(side_id), steps.index(step_id)
                self.refresh()

    def lay(self, *, flat: bool) -> None:
        """Turn the matrix."""
        self.flat = flat
        self._measure()

    def _measure(self) -> None:
        if self.picture is not None:
            rows = len(self.picture.sides) if self.flat else len(self.picture.framework.steps)
            self.virtual_size = Size(0, rows + 1)
            self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """The heading, or one row of cells."""
        columns = self.scrollable_content_region.width
        if self.picture is None:
            return self.paint([(" Reading …", "dim")] if y == 0 else (), columns)
        row = y + self.scroll_offset.y
        parts = self._heading(self.picture) if row == 0 else self._row(self.picture, row - 1)
        return self.paint(parts, columns)

    def _heading(self, picture: DebateMap) -> list[Part]:
        if self.flat:
            shown = [(short_name(step, self._wide() - 1), "dim") for step in picture.framework.steps]
        else:
            names = side_names(picture.sides, self._wide() - 1)
            shown = [(name, side_role(picture, s.id)) for name, s in zip(names, picture.sides, strict=True)]
        cells = [(_fill(name, self._wide()), f"heading {role}") for name, role in shown[self._first() :]]
        return [(" " * self._names(), ""), *cells]

    def _row(self, picture: DebateMap, row: int) -> list[Part]:
        if self.flat:
            if row >= len(picture.sides):
                return []
            name, role = side_names(picture.sides, self._names() - 1)[row], side_role(picture, picture.sides[row].id)
            cells = [picture.cell(picture.sides[row].id, step.id) for step in picture.framework.steps]
        else:
            if row >= len(picture.framework.steps):
                return []
            step = picture.framework.steps[row]
            name, role = f"{step.number} {step.short}", ""
            cells = [picture.cell(side.id, step.id) for side in picture.sides]
        here_row, here_column = (self.side, self.step) if self.flat else (self.step, self.side)
        parts: list[Part] = [(_fill(name, self._names()), role)]
        for column, cell in list(enumerate(cells))[self._first() :]:
            here = row == here_row and column == here_column
            over = (" cursor" if self.has_focus else " resting") if here else ""
            text = f"▐{cell_text(cell)}▌" if here else f" {cell_text(cell)} "
            parts += [(_fill(text, 7), cell_role(picture, cell) + over), (" " * (self._wide() - 7), "")]
        return parts

    def _names(self) -> int:
        return 8 if self.flat else NAMES

    def _wide(self) -> int:
        if self.picture is None:
            return CELL
        if not self.flat:
            room = self.scrollable_content_region.width - NAMES
            return max(CELL, min(room // len(self.picture.sides), 2 * CELL))
        return max((self.scrollable_content_region.width - 8) // len(self.picture.framework.steps), 8)

    def _first(self) -> int:
        """The first column shown, so that the cursor's is in sight."""
        room = max((self.scrollable_content_region.width - self._names()) // self._wide(), 1)
        return max((self.step if self.flat else self.side) - room + 1, 0)

    def on_focus(self) -> None:
        """The cursor looks different where keys go."""
        self.refresh()
        self._say()

    def on_blur(self) -> None:
        """The cursor rests."""
        self.refresh()

    def action_move(self, down: int, right: int) -> None:
        """One cell on."""
        if self.picture is None:
            return
        step, side = (right, down) if self.flat else (down, right)
        self.step = max(0, min(self.step + step, len(self.picture.framework.steps) - 1))
        self.side = max(0, min(self.side + side, len(self.picture.sides) - 1))
        self.refresh()
        self._say()

    def on_click(self, event: events.Click) -> None:
        """A click goes to the cell under it."""
        at = event.get_content_offset(self)
        if at is None or self.picture is None or at.y < 1 or at.x < self._names():
            return
        row, column = at.y - 1 + self.scroll_offset.y, (at.x - self._names()) // self._wide() + self._first()
        side, step = (row, column) if self.flat else (column, row)
        if side < len(self.picture.sides) and step < len(self.picture.framework.steps):
            self.side, self.step = side, step
            self.refresh()
            self._say()

    def _say(self) -> None:
        if self.cell is not None:
            self.post_message(self.Moved(self.cell))


def short_name(step: Step, columns: int) -> str:
    """The step's name in so many columns: `3 Ex. defenses` where the whole does not fit."""
    whole = f"{step.number} {step.short}"
    first, _, rest = step.short.partition(" ")
    if width(whole) <= columns or not rest:
        return clip(whole, columns)
    return clip(f"{step.number} {first[:2]}. {rest}", columns)


def _fill(text: str, columns: int) -> str:
    return text + " " * max(columns - width(text), 0)
