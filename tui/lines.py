"""A scrolling widget that draws only the lines in sight, so that its length costs nothing."""

from collections.abc import Iterable
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region, Size
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
    "words", "marked", "found", "chosen", "cursor", "caret", "resting",
)  # fmt: skip
"""What a part of a line can be. What each looks like is written in cruxmap.tcss, once for the whole application."""
LOOKS = frozenset(f"role--{role}" for role in ROLES)
"""The application's component classes: were they each widget's own, every change of the focus would style them all."""


class Lines(ScrollView):
    """Draws lines made of parts. Text is cleaned here, whatever the caller did: nothing in it reaches the terminal."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._styles_of_roles: dict[str, Style] = {}
        self._ground: tuple[Color, Color, Color, Color] | None = None

    def paint(self, line: Line, width: int, over: str = "") -> Strip:
        """One line as a strip of this width; `over` are roles for the whole of it."""
        segments = [Segment(tidy(text), self.style_of(f"{over} {role}")) for text, role in line if text]
        return Strip(segments).adjust_cell_length(width, self.style_of(over))

    def set_length(self, lines: int) -> None:
        """So many lines there are. The layout of the screen does not depend on it, so only the scrollbar follows."""
        size = Size(0, lines)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def notify_style_update(self) -> None:
        """A theme changed: what was drawn is drawn again."""
        super().notify_style_update()
        self._styles_of_roles.clear()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw; on another ground than before, nothing looks as it did."""
        ground = self.colors
        if ground != self._ground:
            self._ground = ground
            self._styles_of_roles.clear()
        return super().render_lines(crop)

    def style_of(self, roles: str) -> Style:
        """What these roles look like, laid over each other: later ones over earlier ones, colours blended."""
        if roles not in self._styles_of_roles:
            self._styles_of_roles[roles] = self._blend(roles.split())
        return self._styles_of_roles[roles]

    def _blend(self, roles: Iterable[str]) -> Style:
        _, _, background, colour = self._ground or self.colors
        text = Style.null()
        auto: float | None = None
        for role in roles:
            styles = self.app.get_component_styles(f"role--{role}")
            background += styles.background
            if styles.has_any_rules("color", "auto_color"):
                auto = styles.color.a if styles.auto_color else None
                colour = styles.color
            text += styles.text_style
        written = background.get_contrast_text(auto) if auto is not None else colour
        return Style.from_color((background + written).rich_color, background.rich_color) + text


def tidy(text: str) -> str:
    """Safe text on one line, as long in columns as it looks: each tab and line end a blank."""
    return plain(text).replace("\n", " ").replace("\t", " ")
