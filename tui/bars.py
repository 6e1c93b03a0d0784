"""The line of places on top, and the line of keys that work here at the bottom."""

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.dom import DOMNode
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from debate.plain import clip, one_line
from tui.house import House


class Place(NamedTuple):
    """Somewhere to be."""

    name: str
    key: str
    title: str
    module: str
    screen: str


PLACES = (
    Place("claims", "f2", "Claims", "tui.claims_screen", "ClaimsScreen"),
    Place("debate", "f3", "Debate", "tui.debate_screen", "DebateScreen"),
    Place("documents", "f4", "Documents", "tui.atlas_screen", "AtlasScreen"),
    Place("search", "f5", "Search", "tui.search_screen", "SearchScreen"),
    Place("map", "f6", "Map", "tui.map_screen", "MapScreen"),
)


TYPED = frozenset({"slash", "question_mark", "less_than_sign", "greater_than_sign"})
"""Keys that are characters under another name."""


class Slot(NamedTuple):
    """A stretch of a bar that can be clicked."""

    start: int
    end: int
    action: str
    node: DOMNode


class Bar(Widget):
    """One line with stretches that do something when clicked."""

    ALLOW_SELECT = False
    slots: Sequence[Slot] = ()

    async def on_click(self, event: events.Click) -> None:
        """Do what stands there."""
        for slot in self.slots:
            if slot.start <= event.x < slot.end:
                await self.app.run_action(slot.action, slot.node)


class PlaceBar(Bar):
    """Where she is, where she can go, and what the program is doing."""

    def on_mount(self) -> None:
        """Follow what the application says."""
        self.watch(self.app, "status", self._follow)
        self.watch(self.app, "waiting", self._follow)

    def _follow(self) -> None:
        self.refresh()

    def render(self) -> Content:
        """Places left, project and status right."""
        house = cast("House", self.app)
        parts: list[tuple[str, str]] = [(" cruxmap ", "bold")]
        slots, column = [], 9
        for place in PLACES:
            here = place.name == house.current_mode
            key = f"{place.key.upper()} " if self.size.width >= 100 else ""
            label = f" {key}{place.title} "
            parts.append((label, "bold reverse" if here else ""))
            slots.append(Slot(column, column + len(label), f"go('{place.name}')", house))
            column += len(label)
        self.slots = slots
        room = self.size.width - column - 1
        status = " · ".join(part for part in ("working …" if house.waiting else "", house.status) if part)
        said = clip(one_line(status or house.outside.project), max(room - 1, 0))
        parts.append((" " * max(room - cell_len(said), 0) + said, "$text-warning" if status else "dim"))
        return Content.assemble(*parts)


class PageBar(Bar):
    """Two pages where there is no room for both halves; the one in front is marked."""

    front: reactive[str] = reactive("")

    class Turned(Message):
        """The other page is wanted."""

        def __init__(self, page: str) -> None:
            super().__init__()
            self.page = page

    def __init__(self, *pages: tuple[str, str], **more: Any) -> None:
        super().__init__(**more)
        self._pages = pages
        self.set_reactive(PageBar.front, pages[0][0])

    def render(self) -> Content:
        """The names of the pages."""
        parts: list[tuple[str, str]] = []
        slots, column = [], 0
        for name, title in self._pages:
            label = f" {title} "
            parts.append((label, "bold reverse" if name == self.front else ""))
            slots.append(Slot(column, column + len(label), f"turn('{name}')", self))
            column += len(label)
        self.slots = slots
        return Content.assemble(*parts, ("  Tab turns the page", "$text-muted"))

    def action_turn(self, page: str) -> None:
        """A page was clicked."""
        self.post_message(self.Turned(page))


class KeyLine(Bar):
    """The keys that work where she is; no other."""

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.refresh()

    def render(self) -> Content:
        """Keys and their names, as many as fit; the palette holds the rest."""
        parts: list[tuple[str, str]] = []
        slots, column = [], 0
        last = " F1 Help  ^p Commands"
        for active in self._shown():
            binding = active.binding
            key = self.app.get_key_display(binding)
            wide = cell_len(key) + cell_len(binding.description) + 3
            if column + wide + len(last) > self.size.width:
                break
            parts += [(f" {key}", "bold $footer-key-foreground"), (f" {binding.description} ", "")]
            slots.append(Slot(column, column + wide, binding.action, active.node))
            column += wide
        self.slots = slots
        parts.append((" " * max(self.size.width - column - len(last), 0) + last, "dim"))
        return Content.assemble(*parts)

    def _shown(self) -> list[ActiveBinding]:
        """The bindings to name, the most useful first; none that would be typed into a line instead."""
        order: Sequence[str] = getattr(self.screen, "KEY_ORDER", ())
        typing = isinstance(self.screen.focused, Input)
        by_action: dict[str, ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and not (typing and binding.key in TYPED):
                by_action.setdefault(binding.action, active)
        places = {name: place for place, name in enumerate((*order, "", "undo"))}
        return sorted(by_action.values(), key=lambda active: places.get(active.binding.id or "", len(order)))
