"""The application: screens, key bindings, and where errors are shown."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from debate.errors import CruxmapError
from debate.session import Session
from tui.claims_screen import ClaimsScreen
from tui.desk import Desk


class CruxmapApp(App[None]):
    """Paints at once; the session opens behind it on a thread of its own."""

    CSS_PATH = "cruxmap.tcss"
    TITLE = "cruxmap"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", tooltip="Leave; everything decided is kept")
    ]

    def __init__(self, open_session: Callable[[], AbstractContextManager[Session]], name: str) -> None:
        super().__init__()
        self.desk = Desk(open_session)
        self.sub_title = name

    def on_mount(self) -> None:
        """Start where claims are asked."""
        self.push_screen(ClaimsScreen(self.desk))

    def on_unmount(self) -> None:
        """Close the project; a running call finishes first."""
        self.desk.close()

    def complain(self, wrong: BaseException) -> None:
        """Show an error as a sentence; the program goes on."""
        hint = wrong.hint if isinstance(wrong, CruxmapError) else "The project is unharmed; try again."
        message = wrong.message if isinstance(wrong, CruxmapError) else f"{type(wrong).__name__}: {wrong}"
        self.notify(f"{message} {hint}".strip(), severity="error", timeout=10, markup=False)
