"""A few lines of text whose height changes only when their number does, because a layout costs more than a repaint."""

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static


class Said(Static):
    """Text that is often replaced."""

    def say(self, content: Content, most: int) -> None:
        """Show this in as many lines as it takes, at most so many."""
        width = max(self.content_size.width, 1) if self.styles.text_wrap == "wrap" else 10_000
        lines = sum(max(-(-cell_len(line) // width), 1) for line in content.plain.split("\n"))
        border = self.gutter.height
        wanted = min(lines, most) + border
        if self.styles.height is None or self.styles.height.value != wanted:
            self.styles.height = wanted
        self.update(content, layout=False)
