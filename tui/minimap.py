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

    def show(self, places: Sequence[tuple[float, str]]) -> None:
        """Where marks are, as a share of the text, and their roles."""
        self._places = places
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
        here = [role for share, role in self._places if start <= share < end]
        sign = "■" if len(here) > 2 else "▪" if here else " "
        in_sight = start < self._sight[1] and end > self._sight[0]
        return self.paint([("▐" if in_sight else " ", "accent"), (sign, here[0] if here else "")], self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Go there."""
        self.post_message(self.Clicked(event.y / max(self.size.height, 1)))
