"""A line to type in: its letters are drawn at once, because none of them lays the screen out anew."""

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from debate.plain import one_line


class TypingLine(Input):
    """As high and as wide as the screen makes it, whatever is typed; a paste of several lines becomes one."""

    virtual_size = Reactive(Size(0, 0), layout=False)

    def _on_paste(self, event: events.Paste) -> None:
        """All of it: what was copied from a page or a mail is broken into lines."""
        event.stop()
        event.prevent_default()
        self.replace(one_line(event.text), *self.selection)
