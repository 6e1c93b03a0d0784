"""The application: places, keys that work everywhere, and where errors are shown."""

from collections.abc import Callable
from concurrent.futures import Future
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from debate.errors import CruxmapError
from debate.history import History
from debate.maps import DebateMap
from tui.bars import PLACES, Place
from tui.desk import Desk
from tui.messages import (
    CompareWanted,
    DebateWanted,
    ImportWanted,
    JobEnded,
    JobWent,
    SearchWanted,
    SourceWanted,
    Told,
)
from tui.outside import Outside
from tui.palette import ActionCommands
from tui.themes import DARK, THEMES
from tui.waiting import AskingScreen

if TYPE_CHECKING:
    from tui.jobs import ImportJob

LOOK_AROUND = 2.0
"""Seconds between looks at whether somebody else wrote to the project."""


class CruxmapApp(App[None]):
    """Paints at once; the session opens behind it on a thread of its own."""

    CSS_PATH = "cruxmap.tcss"
    TITLE = "cruxmap"
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
        Binding("ctrl+x", "stop_job", "Stop import", tooltip="What is done is kept", id="stop-import"),
        Binding("ctrl+q", "quit", "Quit", show=False, tooltip="Leave; everything decided is kept", id="quit"),
    ]

    status: reactive[str] = reactive("")
    """What long work is doing; empty when there is none."""
    waiting: reactive[int] = reactive(0)
    """How many answers are being waited for."""

    def __init__(self, outside: Outside) -> None:
        super().__init__()
        self.outside = outside
        self.desk = Desk(lambda: outside.open_session(self._tell_from_thread), "session")
        self.bench = Desk(lambda: outside.open_session(self._tell_from_thread), "long work")
        self.history = History(outside.who)
        self.left_off = dict(outside.left_off())
        self.picture: DebateMap | None = None
        """The debate that was looked at last."""
        self.job: ImportJob | None = None
        self._moment: object = None
        self._looking: Future[object] | None = None
        for theme in THEMES:
            self.register_theme(theme)
        for place in PLACES:
            self.add_mode(place.name, _maker(place))

    def on_mount(self) -> None:
        """Start where she left off; open the project once that is painted."""
        wanted = self.left_off.get("theme")
        self.theme = wanted if wanted in self.available_themes else DARK.name
        self.set_keymap(self.outside.keymap)
        place = self.left_off.get("place")
        self.left_off["place"] = place if place in {place.name for place in PLACES} else "claims"
        self.switch_mode(self.left_off["place"])
        self.set_interval(LOOK_AROUND, self._look_around)

    def on_unmount(self) -> None:
        """Close the project; what runs gets a moment to finish."""
        self.keep_place(theme=self.theme)
        self.desk.close()
        self.bench.close()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of sides and steps, for themes that are not ours."""
        return dict(DARK.variables)

    def keep_place(self, **facts: Any) -> None:
        """Remember where she is, for the next start."""
        self.left_off.update(facts)
        self.outside.keep_place(self.left_off)

    def tell(self, sentence: str) -> None:
        """Say something that needs no answer."""
        self.notify(sentence, markup=False, timeout=4)

    def complain(self, wrong: BaseException) -> None:
        """Show an error as a sentence; the program goes on."""
        hint = wrong.hint if isinstance(wrong, CruxmapError) else "The project is unharmed; try again."
        message = wrong.message if isinstance(wrong, CruxmapError) else f"{type(wrong).__name__}: {wrong}"
        self.notify(f"{message} {hint}".strip(), severity="error", timeout=10, markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An import can be stopped while one runs."""
        del parameters
        return self.job is not None if action == "stop_job" else True

    def action_import(self) -> None:
        """Ask for paths to take in."""
        from tui.paths import ask_path

        self.push_screen(ask_path(), self._import)

    def _import(self, path: str | None) -> None:
        if path:
            self.start_import(ImportWanted([path]))

    def action_stop_job(self) -> None:
        """Stop the import after its present step."""
        if self.job is not None:
            self.job.stop()
            self.tell("Stopping after the present document …")

    @on(ImportWanted)
    def start_import(self, wanted: ImportWanted) -> None:
        """Take documents in behind the screens, one import at a time."""
        from tui.jobs import ImportJob

        if self.job is not None:
            self.tell("An import is running already; ^x stops it.")
            return
        outside, paths = self.outside, list(wanted.paths)
        self.job = ImportJob(self, (lambda: outside.read(paths)) if paths else outside.library)
        self.job.start()
        self.status = "Reading …"
        self.refresh_bindings()

    @on(JobWent)
    def follow_job(self, went: JobWent) -> None:
        """Say how far it is."""
        self.status = went.sentence

    @on(JobEnded)
    def end_job(self, ended: JobEnded) -> None:
        """Say what came of it, and show what is new."""
        self.job, self.status = None, ""
        if ended.error is not None:
            self.complain(ended.error)
        if ended.problem:
            self.notify(ended.problem, severity="warning", timeout=10, markup=False)
        self.tell(f"Import: {ended.summary}")
        self.refresh_bindings()
        if isinstance(self.screen, AskingScreen):
            self.screen.others_wrote()

    async def action_go(self, name: str) -> None:
        """Go to a place; it is as it was left."""
        await self.switch_mode(name)
        self.keep_place(place=name)

    def action_help(self) -> None:
        """Explain the focused pane."""
        # Not needed before somebody asks.
        from tui.help_screen import help_for

        self.push_screen(help_for(self.screen.focused or self.screen))

    @on(DebateWanted)
    async def show_debate(self, wanted: DebateWanted) -> None:
        """A claim was chosen."""
        await self.action_go("debate")
        self._base(wanted)

    @on(CompareWanted)
    async def show_comparison(self, wanted: CompareWanted) -> None:
        """Sources were chosen to be sides."""
        await self.action_go("debate")
        self._base(wanted)

    @on(SearchWanted)
    async def show_search(self, wanted: SearchWanted) -> None:
        """Something is to be searched for."""
        await self.action_go("search")
        self._base(wanted)

    @on(SourceWanted)
    def show_source(self, wanted: SourceWanted) -> None:
        """A source is to be read."""
        from tui.reader_screen import ReaderScreen

        self.push_screen(ReaderScreen(wanted))

    def _base(self, wanted: Message) -> None:
        cast("AskingScreen", self.screen_stack[0]).receive(wanted)

    def _tell_from_thread(self, sentence: str) -> None:
        self.post_message(Told(sentence))

    @on(Told)
    def pass_on(self, told: Told) -> None:
        """A part says what takes long."""
        self.tell(told.sentence)

    def _look_around(self) -> None:
        """See whether somebody else wrote; never waits behind a long call."""
        if self._looking is None:
            self._looking = self.desk.ask(lambda session: session.store.others_moment())
        elif self._looking.done():
            seen = self._looking.result() if not self._looking.exception() else self._moment
            self._looking = None
            if self._moment is not None and seen != self._moment and isinstance(self.screen, AskingScreen):
                self.screen.others_wrote()
            self._moment = seen


def _maker(place: Place) -> Callable[[], AskingScreen]:
    """Makes a place when somebody first goes there, so that the start imports one screen."""

    def make() -> AskingScreen:
        screen: AskingScreen = getattr(import_module(place.module), place.screen)()
        return screen

    return make
