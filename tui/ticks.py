"""Things to tick: a sign says what is ticked, not a colour alone."""

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType

from debate.plain import clip, one_line
from tui.lines import Line
from tui.rows import Rows


class Tick(NamedTuple):
    """One thing to tick."""

    name: str
    words: str


class Ticks(Rows[Tick]):
    """`[x]` is ticked, `[ ]` is not."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", "Tick", show=False, id="tick")]

    def __init__(self, choices: Sequence[tuple[str, str]] = (), ticked: Sequence[str] = (), **more: Any) -> None:
        super().__init__(self._lines_of, key=lambda tick: tick.name, **more)
        self._ticked = set(ticked)
        self._choices = [Tick(*choice) for choice in choices]

    def on_mount(self) -> None:
        """List what there is to tick."""
        self.show(self._choices)

    def offer(self, choices: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Other things to tick."""
        self._choices, self._ticked = [Tick(*choice) for choice in choices], set(ticked)
        self.show(self._choices)

    @property
    def ticked(self) -> tuple[str, ...]:
        """What is ticked, in the order of the list."""
        return tuple(tick.name for tick in self._choices if tick.name in self._ticked)

    def _lines_of(self, tick: Tick, columns: int) -> Sequence[Line]:
        here = tick.name in self._ticked
        return [[("[x] " if here else "[ ] ", "good" if here else ""), (clip(one_line(tick.words), columns - 4), "")]]

    def action_tick(self) -> None:
        """Tick it, or untick it."""
        if self.item is not None:
            self._ticked ^= {self.item.name}
            self.draw_anew(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """A click ticks."""
        super().on_click(event)
        self.action_tick()
