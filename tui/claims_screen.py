"""Where she starts: a line to type a claim in, and the claims asked before."""

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from debate.actions import Action
from debate.claims import Claim
from debate.doing import claim_details, perform
from debate.framework import Framework
from debate.plain import clip, one_line
from debate.session import Session
from tui.asking_models import with_model
from tui.bars import KeyLine, PlaceBar
from tui.claim_box import fields_in_short
from tui.claim_form import ClaimForm
from tui.claim_list import ORDERS, ClaimList, Listed, found
from tui.exporting import export_atlas
from tui.messages import DebateWanted, ImportWanted
from tui.outside import Chat, Terms
from tui.rows import Rows
from tui.typing_line import TypingLine
from tui.waiting import AskingScreen

EMPTY = """This project has no sources yet.

  L   takes in the shipped library: sources of both sides on seven kinds of misuse
  ^o  imports your own files and folders: PDF, Word, HTML, Markdown, text, JSONL, CSV

While that runs you can type a claim (n), or choose one of the samples below."""


class Known(NamedTuple):
    """What the project says when it is asked what there is."""

    framework: Framework
    listed: list[Listed]
    sources: int


class ClaimsScreen(AskingScreen):
    """Enter maps the claim that is typed or chosen."""

    HELP = """Claims. Type one contested sentence and press Enter; the fields are read from it, and you can set them.
Down leaves the line for the list of claims asked before."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", tooltip="Type a contested claim", id="new-claim"),
        Binding("e", "edit", "Edit", tooltip="Change the fields of this claim", id="edit-claim"),
        Binding("d,delete", "forget", "Delete", tooltip="Delete this claim; u brings it back", id="forget-claim"),
        Binding("slash", "find", "Find", tooltip="List only claims with certain words", id="find-claim"),
        Binding("z", "order", "Order", tooltip="Order the list in another way", id="order-claims"),
        Binding("L", "library", "Library", tooltip="Take in the shipped library", id="library"),
        Binding("X", "export_atlas", "Export all", show=False, tooltip="Write all claims by steps", id="export-atlas"),
        Binding("escape,down", "to_list", "List", show=False, id="to-list"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._listed: list[Listed] = []
        self._sources = -1
        self._order = next(iter(ORDERS))
        self._at: str | None = None
        """Id of the claim that the cursor goes to when they are listed next."""

    def compose(self) -> ComposeResult:
        """The form, a welcome where there is nothing yet, and the claims."""
        yield PlaceBar()
        yield ClaimForm(id="form")
        yield Static("", id="welcome")
        yield TypingLine(placeholder="only claims with these words", id="find", compact=True)
        yield Static("Opening the project …", id="state")
        yield ClaimList(id="claims")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask what there is, once this is painted."""
        self.query_one("#claim").focus()
        self.watch(self.house, "unread", self._say_state, init=False)
        self.call_after_refresh(self.record_changed)

    def on_screen_resume(self) -> None:
        """A claim may have been asked since: she comes back to it, unless she is typing another one."""
        if self._sources >= 0:
            if not self.query_one("#claim", Input).value:
                self._at = self.house.left_off.get("claim")
                self.query_one(ClaimList).focus()
            self.record_changed()

    def record_changed(self) -> None:
        """List the claims anew."""
        self.ask(self._look, self._show, "claims")

    def call_failed(self) -> None:
        """A project that cannot be opened says so for as long as it cannot."""
        if self._sources < 0:
            welcome = self.query_one("#welcome", Static)
            welcome.display = True
            welcome.update(Content(f"{self.house.complaint} ^q leaves."))
            self.query_one("#state", Static).update("The project is not open.")

    def _look(self, session: Session) -> Known:
        framework = session.framework
        listed = [
            Listed(claim, session.glance(claim.id), fields_in_short(framework, claim)) for claim in session.claims()
        ]
        if not listed:
            samples = self.house.outside.sample_claims()
            listed = [Listed(claim, None, fields_in_short(framework, claim), asked=False) for claim in samples]
        return Known(framework, listed, len(session.sources()))

    def _show(self, known: Known) -> None:
        self._listed, self._sources = known.listed, known.sources
        form = self.query_one(ClaimForm)
        if form.framework is None:
            form.begin(known.framework)
        welcome = self.query_one("#welcome", Static)
        if not known.sources and not welcome.display and not self.query_one("#claim", Input).value:
            # So that the keys of the welcome are keys, and no letters of a claim.
            self.query_one(ClaimList).focus()
        welcome.display = not known.sources
        welcome.update(Content(EMPTY))
        self._list()

    def _list(self) -> None:
        wanted = self.query_one("#find", Input).value
        shown = found(self._listed, wanted, self._order)
        self.query_one(ClaimList).show(shown, at=self._at)
        self._at = None
        self._say_state()
        self.refresh_bindings()

    def _say_state(self) -> None:
        """What there is, in a line; first that not all of it is read."""
        if self._sources < 0:
            return
        wanted, shown = self.query_one("#find", Input).value, self.query_one(ClaimList).items
        asked = sum(listed.asked for listed in self._listed)
        claims = f"{asked} claim{'s' if asked != 1 else ''}" if asked else "no claim asked yet: these are samples"
        hidden = f", {len(shown)} with these words" if wanted else ""
        state = f"{self._sources:,} sources · {claims}{hidden} · {self._order} · Enter shows the debate"
        unread = (f"{self.house.unread} · ", "$text-warning") if self.house.unread else ""
        self.query_one("#state", Static).update(Content.assemble(unread, state))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The library is offered while nothing was taken in; deleting needs a claim that was asked."""
        if action == "library":
            return self._sources == 0
        if action in ("forget", "edit") and self.is_mounted:
            listed = self.query_one(ClaimList).item
            return listed is not None and listed.asked and self.query_one(ClaimList).has_focus
        if action == "export_atlas":
            return any(listed.asked for listed in self._listed)
        return super().check_action(action, parameters)

    @on(Rows.Chosen, "#claims")
    def open_chosen(self, event: Rows.Chosen) -> None:
        """Show the debate of a claim in the list."""
        self._open(event.item.claim)

    @on(ClaimForm.Entered)
    def open_typed(self, event: ClaimForm.Entered) -> None:
        """Keep the claim that was typed, and show its debate; with an empty line, that of the claim in the list."""
        claim, listed = event.claim, self.query_one(ClaimList).item
        if claim is None:
            if listed is not None:
                self._open(listed.claim)
            return
        self.query_one(ClaimForm).clear()
        # Not a step of the history: undoing on the debate must not delete the claim that is looked at.
        action, who = Action("keep-claim", claim_details(claim)), self.house.outside.who
        self.ask(lambda session: perform(session, action, who), lambda _: self._open(claim))

    def _open(self, claim: Claim) -> None:
        if not self._sources:
            self.house.tell("There is nothing to look in yet. L takes in the shipped library, ^o your own files.")
            self.record_changed()
            return
        self.post_message(DebateWanted(claim))

    @on(ClaimForm.Puzzled)
    def ask_model(self, event: ClaimForm.Puzzled) -> None:
        """Have a chat model read the fields of the sentence."""
        with_model(self, lambda chat, model: self._ask_model(event.sentence, chat, model))

    def _ask_model(self, sentence: str, chat: Chat, model: str) -> None:
        # On the bench: a model that thinks for a minute keeps no screen waiting.
        terms = Terms(model, self.house.ask_person, lambda: False)
        self.house.tell(f"{one_line(model)} reads the claim …")
        self.ask(
            lambda session: chat.frame(session, sentence, terms),
            lambda framing: self.query_one(ClaimForm).suggest(sentence, model, framing),
            "frame",
            self.house.bench,
        )

    def action_to_list(self) -> None:
        """Leave what is typed for the list; from a search, show everything again."""
        line = self.query_one("#find", Input)
        if line.display:
            line.value = ""
            line.display = False
        self.query_one(ClaimList).focus()

    def action_new(self) -> None:
        """Go to the line."""
        self.query_one("#claim").focus()

    def action_edit(self) -> None:
        """Take the claim up to change it."""
        listed = self.query_one(ClaimList).item
        if listed is not None:
            self.query_one(ClaimForm).fill(listed.claim)
            self.query_one("#claim").focus()
            self.house.tell("Other words or another direction make another claim: this one stays beside it.")

    def action_forget(self) -> None:
        """Delete the claim; its marks stay."""
        listed = self.query_one(ClaimList).item
        if listed is not None and listed.asked:
            says = f"deleted “{clip(one_line(listed.claim.text), 40)}”"
            self.do(says, [Action("forget-claim", claim_details(listed.claim))])
            self.house.tell("Deleted. u brings it back.")

    def action_find(self) -> None:
        """Type what the claims must hold."""
        line = self.query_one("#find", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#find")
    def find_now(self) -> None:
        """The list follows each letter."""
        self._list()

    @on(Input.Submitted, "#find")
    def keep_found(self) -> None:
        """Enter goes to what was found."""
        self.query_one(ClaimList).focus()

    def action_order(self) -> None:
        """The next way to order."""
        names = list(ORDERS)
        self._order = names[(names.index(self._order) + 1) % len(names)]
        self._list()

    def action_export_atlas(self) -> None:
        """Write every claim asked, by steps and sides."""
        export_atlas(self, "claims")

    def action_library(self) -> None:
        """Take in the shipped library."""
        self.post_message(ImportWanted(()))
