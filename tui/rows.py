"""A list of any length: a cursor, keys and mouse, and only the rows in sight drawn."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.lines import Line, Lines

Item = TypeVar("Item")
Draw = Callable[[Item, int], Sequence[Line]]
"""An item and the columns there are -> its lines, as many as every item has."""


class Rows(Lines, Generic[Item], can_focus=True):
    """Items that each take the same number of lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="up"),
        Binding("down,j", "move(1)", "Down", show=False, id="down"),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", show=False, id="page-up"),
        Binding("pagedown,ctrl+f", "page(1)", "Page down", show=False, id="page-down"),
        Binding("home", "first", "First", show=False, id="first"),
        Binding("end,G", "last", "Last", show=False, id="last"),
        Binding("enter", "choose", "Open", show=False, id="open"),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)

    class About(Message):
        """Something about one item of a list."""

        def __init__(self, rows: "Rows[Any]", item: Any) -> None:
            super().__init__()
            self.rows = rows
            self.item = item

        @property
        def control(self) -> "Rows[Any]":
            """The list."""
            return self.rows

    class Highlighted(About):
        """The cursor stands on this item now."""

    class Chosen(About):
        """Enter, or a click on the item under the cursor."""

    def __init__(self, draw: Draw[Item], key: Callable[[Item], Hashable] = id, tall: int = 1, **more: Any) -> None:
        super().__init__(**more)
        self.items: Sequence[Item] = ()
        self.tall = tall
        self._draw = draw
        self._key = key
        self._drawn: dict[int, Sequence[Line]] = {}
        self._drawn_for = 0
        """Columns for which they were drawn."""

    def show(self, items: Sequence[Item], at: Hashable | None = None) -> None:
        """Show these items; the cursor stays on the item it was on, or goes to the one with the key `at`."""
        wanted = at if at is not None else (self._key(self.item) if self.item is not None else None)
        before, self.items = self.cursor, items
        places = (place for place, item in enumerate(items) if self._key(item) == wanted)
        place = next(places, min(before, max(len(items) - 1, 0))) if wanted is not None else 0
        self._drawn.clear()
        self.set_length(len(items) * self.tall)
        self.set_reactive(Rows.cursor, place)
        self._in_sight()
        self.refresh()
        if items:
            self.post_message(self.Highlighted(self, items[place]))

    def begin(self) -> None:
        """Whatever is shown next is shown from its first item on."""
        self.items = ()
        self._drawn.clear()
        self.set_length(0)
        self.set_reactive(Rows.cursor, 0)

    @property
    def item(self) -> Item | None:
        """The item under the cursor; None when there are none."""
        return self.items[self.cursor] if self.cursor < len(self.items) else None

    def validate_cursor(self, place: int) -> int:
        """The cursor never leaves the list."""
        return max(0, min(place, len(self.items) - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Only the two rows that changed are drawn again."""
        if before == now or not self.items:
            return
        self._in_sight()
        self.refresh_lines(before * self.tall, self.tall)
        self.refresh_lines(now * self.tall, self.tall)
        self.post_message(self.Highlighted(self, self.items[now]))

    def render_line(self, y: int) -> Strip:
        """One line of one item."""
        place, part = divmod(y + self.scroll_offset.y, self.tall)
        width = self.scrollable_content_region.width
        if place >= len(self.items):
            return Strip.blank(width, self.style_of(""))
        if width != self._drawn_for:
            self._drawn.clear()
            self._drawn_for = width
        if place not in self._drawn:
            self._drawn[place] = self._draw(self.items[place], width - 2)
        lines = self._drawn[place]
        here = place == self.cursor
        over = ("cursor" if self.has_focus else "resting") if here else ""
        line = lines[part] if part < len(lines) else ()
        sign = ("▸ " if self.has_focus else "▹ ") if here and part == 0 else "  "
        return self.paint(((sign, "accent"), *line), width, over)

    def draw_anew(self, *places: int) -> None:
        """These items look different now."""
        for place in places:
            self._drawn.pop(place, None)
            self.refresh_lines(place * self.tall, self.tall)

    def on_focus(self) -> None:
        """The cursor looks different where keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor rests."""
        self.refresh()

    def on_resize(self) -> None:
        """The cursor stays in sight; what is drawn follows the columns by itself."""
        self._in_sight()

    def on_click(self, event: events.Click) -> None:
        """A click goes there; one more opens it."""
        place = (event.get_content_offset(self) or event.offset).y
        place = (place + self.scroll_offset.y) // self.tall
        if place >= len(self.items):
            return
        if place == self.cursor and event.chain > 1:
            self.action_choose()
        self.cursor = place

    def action_move(self, rows: int) -> None:
        """Up or down."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """A screenful up or down."""
        self.cursor += pages * max(self.size.height // self.tall - 1, 1)

    def action_first(self) -> None:
        """To the first item."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last item."""
        self.cursor = len(self.items) - 1

    def action_choose(self) -> None:
        """Open the item."""
        if self.item is not None:
            self.post_message(self.Chosen(self, self.item))

    def _in_sight(self) -> None:
        top, height = self.cursor * self.tall, self.size.height
        if not height:
            return
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        elif top + self.tall > self.scroll_offset.y + height:
            self.scroll_to(y=top + self.tall - height, animate=False, force=True)
