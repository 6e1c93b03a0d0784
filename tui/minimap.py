"""The whole text in one column: where its marks are, and which part is in sight."""

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.lines import Lines


class Minimap(Lines):
    """A click goes there."""

    class Clicked(Message):
        """Show this part of the text, as a share from 0 to 1."""

        def __init__(self, share: float) -> None:
            super().__init__()
            self.share = share

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._places: Sequence[tuple[float, str]] = ()
        self._sight = (0.0, 1.0)
        self._lines: list[list[str]] = []
        self._most = 0

    def show(self, places: Sequence[tuple[float, str]]) -> None:
        """Where marks are, as a share of the text, and their roles."""
        self._places = places
        self._density()
        self.refresh()

    def _density(self) -> None:
        """Roles of the marks in each line of the map."""
        height = max(self.size.height, 1)
        self._lines = [[] for _ in range(height)]
        for share, role in self._places:
            self._lines[min(int(share * height), height - 1)].append(role)
        self._most = max(map(len, self._lines))

    def on_resize(self) -> None:
        """Other lines."""
        self._density()
        self.refresh()

    def follow(self, top: float, bottom: float) -> None:
        """Which part of the text is in sight."""
        if self._sight != (top, bottom):
            self._sight = (top, bottom)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One stretch of the text: a sign where it holds marks, a bar where it is in sight."""
        height = max(self.size.height, 1)
        start, end = y / height, (y + 1) / height
        here = self._lines[y] if y < len(self._lines) else []
        sign = "■" if len(here) * 2 > self._most else "▪" if here else " "
        in_sight = start < self._sight[1] and end > self._sight[0]
        return self.paint([("▐" if in_sight else " ", "accent"), (sign, here[0] if here else "")], self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Go there."""
        self.post_message(self.Clicked(event.y / max(self.size.height, 1)))
