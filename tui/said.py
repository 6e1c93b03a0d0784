"""A few lines of text whose height changes only when their number does, because a layout costs more than a repaint."""

from typing import Any

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Static


class Said(Static):
    """Text that is often replaced."""

    virtual_size = Reactive(Size(0, 0), layout=False)
    """It does not scroll: laying the screen out a second time because its size changed would change nothing."""

    def __init__(self, **more: Any) -> None:
        super().__init__("", **more)
        self._last: Content | None = None

    def say(self, content: Content, most: int, least: int = 1) -> None:
        """Show this in as many lines as it takes, at least and at most so many."""
        if content == self._last:
            return
        self._last = content
        # While it is hidden it has no width: then most of the terminal's is a fair guess.
        room = self.content_size.width or self.app.size.width - 4
        width = max(room, 1) if self.styles.text_wrap == "wrap" else 10_000
        lines = sum(_lines(line, width) for line in content.plain.split("\n"))
        wanted = max(least, min(lines, most)) + self.gutter.height
        if self.styles.height is None or self.styles.height.value != wanted:
            self.styles.height = wanted
        self.update(content, layout=False)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes that is broken between words."""
    lines, used = 1, 0
    for word in text.split(" "):
        room = cell_len(word)
        if used and used + 1 + room > width:
            lines, used = lines + 1, 0
        lines += max(-(-room // width) - 1, 0)
        used += room + bool(used)
    return lines
