"""A scrolling widget that draws only the lines in sight, so that its length costs nothing."""

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from debate.plain import plain

Part = tuple[str, str]
"""Text with its role: one role or several, separated by blanks; `` for none."""
Line = Iterable[Part]

ROLES = (
    "dim", "strong", "warn", "good", "bad", "accent", "heading", "key",
    "for", "against", "step-1", "step-2", "step-3", "step-4", "step-5", "step-6",
    "words", "marked", "found", "chosen", "cursor", "resting",
)  # fmt: skip
"""What a part of a line can be. What each looks like is written in cruxmap.tcss."""


class Lines(ScrollView):
    """Draws lines made of parts. Text is cleaned here, whatever the caller did: nothing in it reaches the terminal."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"role--{role}" for role in ROLES}

    def paint(self, line: Line, width: int, over: str = "") -> Strip:
        """One line as a strip of this width; `over` are roles for the whole of it."""
        base = self.rich_style + self._style(over)
        segments = [Segment(tidy(text), base + self._style(role)) for text, role in line if text]
        return Strip(segments).adjust_cell_length(width, base)

    def set_length(self, lines: int) -> None:
        """So many lines there are. The layout of the screen does not depend on it, so only the scrollbar follows."""
        size = Size(0, lines)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def notify_style_update(self) -> None:
        """A theme changed: what was drawn is drawn again."""
        super().notify_style_update()
        self.refresh()

    def _style(self, roles: str) -> Style:
        style = Style.null()
        for role in roles.split():
            style += self.get_component_rich_style(f"role--{role}", partial=True)
        return style


def tidy(text: str) -> str:
    """Safe text on one line, as long in columns as it looks: each tab and line end a blank."""
    return plain(text).replace("\n", " ").replace("\t", " ")
