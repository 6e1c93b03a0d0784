"""The application: places, and keys that work everywhere."""

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any, ClassVar, cast

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.message import Message
from textual.screen import Screen

from debate.actions import entry_line
from tui.backstage import Backstage
from tui.bars import PLACES, Place
from tui.lines import LOOKS
from tui.messages import CompareWanted, DebateWanted, ImportWanted, SearchWanted, SourceWanted
from tui.outside import Outside
from tui.palette import ActionCommands
from tui.themes import DARK, THEMES
from tui.waiting import AskingScreen


class CruxmapApp(Backstage):
    """Paints at once; the session opens behind it on a thread of its own."""

    CSS_PATH = "cruxmap.tcss"
    TITLE = "cruxmap"
    COMPONENT_CLASSES: ClassVar[set[str]] = set(LOOKS)
    COMMANDS: ClassVar[set[Any]] = App.COMMANDS | {ActionCommands}
    # Textual declares both without ClassVar.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", show=False, tooltip="What this pane is for, and its keys", id="help"),
        Binding("question_mark", "help", "Keys", show=False, tooltip="Every key that works here", id="keys"),
        *(
            Binding(place.key, f"go('{place.name}')", place.title, show=False, id=f"go-{place.name}")
            for place in PLACES
        ),
        Binding("ctrl+o", "import", "Import", show=False, tooltip="Take in files and folders", id="import"),
        Binding("ctrl+l", "finish", "Finish", show=False, tooltip="Mark what is not marked yet", id="finish-marking"),
        Binding("ctrl+g", "stop_job", "Stop", tooltip="Stop the long work; what is done is kept", id="stop-work"),
        Binding("f8", "usage", "Usage", show=False, tooltip="What chat models used up here", id="usage"),
        Binding("f9", "journal", "Journal", show=False, tooltip="What was done, for replay", id="journal"),
        Binding("ctrl+q", "quit", "Quit", show=False, tooltip="Leave; everything decided is kept", id="quit"),
    ]

    def __init__(self, outside: Outside) -> None:
        super().__init__(outside)
        for theme in THEMES:
            self.register_theme(theme)
        for place in PLACES:
            self.add_mode(place.name, _maker(place))

    def on_mount(self) -> None:
        """Start where she left off; the project is opened once that is painted."""
        wanted = self.left_off.get("theme")
        self.theme = wanted if wanted in self.available_themes else DARK.name
        self.set_keymap(self.outside.keymap)
        place = self.left_off.get("place")
        self.left_off["place"] = place if place in {place.name for place in PLACES} else "claims"
        self.switch_mode(self.left_off["place"])

    def on_unmount(self) -> None:
        """Remember where she was."""
        self.keep_place(theme=self.theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of sides and steps, for themes that are not ours."""
        return dict(DARK.variables)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Long work can be stopped while some runs; a dialog has no session to ask."""
        del parameters
        if action in ("usage", "journal"):
            return isinstance(self.screen, AskingScreen)
        return self.job is not None if action == "stop_job" else True

    def action_import(self) -> None:
        """Ask for paths to take in."""
        from tui.paths import ask_path

        self.push_screen(ask_path(), self._import)

    def _import(self, path: str | None) -> None:
        if path:
            self.start_import(ImportWanted([path]))

    def action_finish(self) -> None:
        """Encode and mark what an earlier import left."""
        self.finish_marking()

    def action_stop_job(self) -> None:
        """Stop the long work after its present step."""
        if self.job is not None:
            self.job.stop()
            self.tell("Stopping after what is under way …")

    def action_usage(self) -> None:
        """Say what chat models used up in this project."""
        cast("AskingScreen", self.screen).ask(self.outside.usage, self._show_usage, "usage")

    def _show_usage(self, lines: Sequence[str]) -> None:
        if lines:
            self._show_listing("What chat models used up in this project", lines, "usage.txt")
        else:
            self.tell("No chat model was asked in this project.")

    def action_journal(self) -> None:
        """Show what was done, line by line, as `cruxmap replay` does it again elsewhere."""
        cast("AskingScreen", self.screen).ask(
            lambda session: [entry_line(entry) for entry in session.store.entries()], self._show_journal, "journal"
        )

    def _show_journal(self, lines: Sequence[str]) -> None:
        title = f"{len(lines):,} actions; ctrl+s writes them, and `cruxmap replay` does them on another project"
        self._show_listing(title, lines, "journal.jsonl")

    def _show_listing(self, title: str, lines: Sequence[str], file: str) -> None:
        from tui.listing import Listing

        self.push_screen(Listing(title, lines, file))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Of the toolkit's own commands only the choice of colours: the others go by names that are not ours."""
        del screen
        yield SystemCommand(
            "theme: Colours", "Dark, light, high contrast or colour-blind safe", self.action_change_theme
        )

    async def action_go(self, name: str) -> None:
        """Go to a place; it is as it was left, and once more leaves what was opened over it."""
        self.close_dialogs()
        if name == self.current_mode:
            self._uncover()
        await self.switch_mode(name)
        self.keep_place(place=name)

    def action_command_palette(self) -> None:
        """Open the palette, unless it stands open below something."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            super().action_command_palette()

    def action_help(self) -> None:
        """Explain the focused pane."""
        # Not needed before somebody asks.
        from tui.help_screen import help_for

        self.push_screen(help_for(self.screen.focused or self.screen))

    @on(DebateWanted)
    @on(CompareWanted)
    async def show_debate(self, wanted: DebateWanted | CompareWanted) -> None:
        """A claim was chosen, or sources to be sides."""
        await self.action_go("debate")
        self._hand_over(wanted)

    @on(SearchWanted)
    async def show_search(self, wanted: SearchWanted) -> None:
        """Something is to be searched for."""
        await self.action_go("search")
        self._hand_over(wanted)

    @on(SourceWanted)
    def show_source(self, wanted: SourceWanted) -> None:
        """A source is to be read."""
        from tui.reader_screen import ReaderScreen

        self.close_dialogs()
        self.push_screen(ReaderScreen(wanted))

    def _hand_over(self, wanted: Message) -> None:
        """Give the place itself what is wanted, with nothing over it."""
        self._uncover()
        cast("AskingScreen", self.screen).receive(wanted)

    def _uncover(self) -> None:
        self.close_dialogs()
        while len(self.screen_stack) > 1:
            # Not awaited, as a dialog's end is not.
            self.pop_screen()
            self.close_dialogs()


def _maker(place: Place) -> Callable[[], AskingScreen]:
    """Makes a place when somebody first goes there, so that the start imports one screen."""

    def make() -> AskingScreen:
        screen: AskingScreen = getattr(import_module(place.module), place.screen)()
        return screen

    return make
