"""Where she starts: the claims she asked, and a place to type a new one."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Footer, Header, Input, OptionList, Static
from textual.widgets.option_list import Option

from debate.claims import Claim
from debate.framing import frame
from debate.lint import lint_claim
from debate.plain import one_line
from debate.session import Session
from tui.debate_screen import DebateScreen
from tui.waiting import AskingScreen


class ClaimsScreen(AskingScreen):
    """A list of claims; Enter maps the one typed or chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "to_list", "List", show=False),
        Binding("n", "new", "New claim", tooltip="Type a contested claim"),
    ]

    def compose(self) -> ComposeResult:
        """A line to type in, what the lint says of it, and the claims asked before."""
        yield Header()
        yield Input(placeholder="A contested claim, such as: Open weights let novices build bioweapons", id="claim")
        yield Static("", id="lint", markup=False)
        yield OptionList(id="claims", markup=False)
        yield Static("Opening the project …", id="state", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Show what was asked before, once the project is open."""
        self._reload()

    def on_screen_resume(self) -> None:
        """A claim may have been asked since."""
        self._reload()

    def _reload(self) -> None:
        self.ask(lambda session: (session.claims(), len(session.sources())), self._show)

    def _show(self, found: tuple[list[Claim], int]) -> None:
        claims, sources = found
        listing = self.query_one("#claims", OptionList)
        listing.clear_options()
        listing.add_options([Option(Content(one_line(claim.text)), id=claim.id) for claim in claims])
        if sources:
            state = f"{sources} sources. Type a claim and press Enter, or choose one below."
        else:
            state = "No sources yet: leave with ctrl+q and run `cruxmap import PATH`, or `cruxmap demo`."
        self.query_one("#state", Static).update(state)

    @on(Input.Changed, "#claim")
    def say_what_is_missing(self, event: Input.Changed) -> None:
        """The lint speaks while she types."""
        text = event.value
        if not text.strip():
            self.query_one("#lint", Static).update("")
            return
        self.ask(lambda session: _missing(session, text), self._show_lint)

    def _show_lint(self, sentence: str) -> None:
        self.query_one("#lint", Static).update(sentence)

    @on(Input.Submitted, "#claim")
    def map_typed(self, event: Input.Submitted) -> None:
        """Map the claim that was typed."""
        text = event.value
        self.ask(lambda session: frame(session.framework, text), self._open)

    @on(OptionList.OptionSelected, "#claims")
    def map_chosen(self, event: OptionList.OptionSelected) -> None:
        """Map a claim that was asked before."""
        wanted = event.option_id
        self.ask(lambda session: next(claim for claim in session.claims() if claim.id == wanted), self._open)

    def _open(self, claim: Claim) -> None:
        self.app.push_screen(DebateScreen(self.desk, claim))

    def action_to_list(self) -> None:
        """Leave the input for the list."""
        self.query_one("#claims").focus()

    def action_new(self) -> None:
        """Go to the input."""
        self.query_one("#claim").focus()


def _missing(session: Session, text: str) -> str:
    found = lint_claim(frame(session.framework, text))
    return "⚠ " + found[0].says + (f" (+{len(found) - 1})" if len(found) > 1 else "") if found else "✓ complete"
