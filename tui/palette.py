"""The command palette: every action that works here, by the name it has in the key map and in the journal."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider

MOVES = {"up", "down", "left", "right", "page-up", "page-down", "first", "last"}
"""Actions that nobody would look for by name."""


class ActionCommands(Provider):
    """Actions of the focused pane, the screen and the application."""

    async def discover(self) -> Hits:
        """All of them."""
        for name, active in self._actions():
            yield DiscoveryHit(_title(name, active), self._run(active), help=_help(self, active))

    async def search(self, query: str) -> Hits:
        """Those whose name, title or explanation holds the query."""
        matcher = self.matcher(query)
        for name, active in self._actions():
            title, explained = _title(name, active), active.tooltip or active.binding.description
            score = max(matcher.match(title), 0.5 * matcher.match(explained))
            if score > 0:
                yield Hit(score, matcher.highlight(title), self._run(active), help=_help(self, active))

    def _actions(self) -> Iterator[tuple[str, ActiveBinding]]:
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.id and binding.description and active.enabled and binding.id not in seen | MOVES:
                seen.add(binding.id)
                yield binding.id, active

    def _run(self, active: ActiveBinding) -> Callable[[], Awaitable[bool]]:
        return partial(self.app.run_action, active.binding.action, active.node)


def _title(name: str, active: ActiveBinding) -> str:
    return f"{name}: {active.binding.description}"


def _help(provider: Provider, active: ActiveBinding) -> str:
    key = provider.app.get_key_display(active.binding)
    return f"{key}   {active.tooltip or active.binding.description}"
