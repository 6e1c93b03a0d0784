"""What the focused pane is for, and every key that works here."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static


class HelpScreen(ModalScreen[None]):
    """Explains; any of the leaving keys leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f1,question_mark,enter", "dismiss", "Close")]

    def __init__(self, explained: Iterable[str], keys: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._explained = tuple(explained)
        self._keys = tuple(keys)

    def compose(self) -> ComposeResult:
        """Words first, keys after."""
        wide = max((len(key) for key, _ in self._keys), default=0)
        keys = Content("\n").join(
            Content.assemble((f"{key:>{wide}}", "bold $accent"), f"  {what}") for key, what in self._keys
        )
        with VerticalScroll(id="help"):
            yield Static(Content("\n\n".join(self._explained)), id="help-words")
            yield Static(keys, id="help-keys")
            yield Static(Content("Esc closes this. ^p lists the same as commands, by name."), id="help-foot")


def help_for(screen_widget: Widget) -> HelpScreen:
    """The help for where the focus is: the pane's words, its screen's words, and the keys."""
    screen = screen_widget.screen
    nodes = [node for node in screen_widget.ancestors_with_self if isinstance(node, Widget)]
    explained = [node.HELP.strip() for node in nodes if node.HELP]
    found: dict[str, tuple[list[str], str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.description and active.enabled and binding.id:
            what = f"{binding.description}: {binding.tooltip}" if binding.tooltip else binding.description
            found.setdefault(binding.action, ([], what))[0].append(screen.app.get_key_display(binding))
    keys = sorted(((" ".join(names), what) for names, what in found.values()), key=lambda pair: ":" not in pair[1])
    return HelpScreen(explained or ["Move with the arrows or h j k l."], keys)
