"""The line between two panes: drawn with the mouse, or moved by < and >."""

from typing import Any

from textual import events
from textual.content import Content
from textual.widget import Widget


class Splitter(Widget):
    """Sets the width of the pane on its left."""

    ALLOW_SELECT = False
    LEAST = 24
    """Columns that either side keeps."""

    def __init__(self, left: str, **more: Any) -> None:
        super().__init__(**more)
        self._left = left

    def render(self) -> Content:
        """A line with a handle."""
        middle = self.size.height // 2
        return Content("\n".join("┃" if abs(y - middle) < 2 else "│" for y in range(self.size.height)))

    def move(self, columns: int) -> None:
        """Make the left pane wider or narrower, where panes stand side by side."""
        if not self.display:
            return
        pane = self.screen.query_one(self._left)
        most = self.screen.size.width - self.LEAST
        pane.styles.width = max(self.LEAST, min(pane.outer_size.width + columns, most))

    def on_mouse_down(self) -> None:
        """Take hold."""
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the mouse."""
        if self.app.mouse_captured is self:
            self.move(round(event.screen_x) - self.region.x)

    def on_mouse_up(self) -> None:
        """Let go."""
        self.release_mouse()
