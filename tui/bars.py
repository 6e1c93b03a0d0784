"""The line of places on top, and the line of keys that work here at the bottom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from debate.plain import clip, one_line

if TYPE_CHECKING:
    from tui.app import CruxmapApp


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
        house = cast("CruxmapApp", self.app)
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
        seen: set[str] = set()
        last = " F1 Help  ^p Commands"
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.show or not active.enabled or binding.action in seen:
                continue
            seen.add(binding.action)
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
