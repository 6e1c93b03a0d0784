"""The debate on one screen: the picture on the left, the words behind what is selected on the right."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from debate.actions import Action, Note
from debate.claims import Claim
from debate.cruxes import Crux
from debate.doing import claim_details, claim_from
from debate.history import Step
from debate.maps import DebateMap
from debate.session import Session
from debate.turning import placements_turned
from tui.bars import KeyLine, PageBar, PlaceBar
from tui.claim_box import ClaimBox
from tui.judging import Judging
from tui.left_lists import Assumptions, Cruxes
from tui.matrix import Matrix
from tui.messages import CompareWanted, DebateWanted
from tui.rows import Rows
from tui.splitter import Splitter
from tui.subjects import Subject, cell_subject, crux_subject, difference_subject, finding_subject
from tui.textview import TextView
from tui.words_pane import Words

TURNED = "turned the claim"
"""How a step begins that turned a claim round."""
DELETED = "This claim was deleted, here or in another window; its marks stay. S asks it anew, F2 lists the others."
NARROW = 100
"""Columns of a terminal below which the halves are two pages."""


class DebateScreen(Judging):
    """Moving on the left changes the right at once; keys judge the mark under the cursor."""

    HELP = """The debate: which steps each side covers, which assumptions differ, and the words behind it all.
Tab goes from pane to pane. Whatever is selected, its words are beside it, or below it in a narrow terminal."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "pane(1)", "Next pane", show=False, id="next-pane"),
        Binding("shift+tab", "pane(-1)", "Pane before", show=False, id="pane-before"),
        Binding("s", "swap", "Swap sides", show=False, tooltip="Turn the claim round", id="swap"),
        Binding("D", "debate", "Arguments", tooltip="What the sides say to each other, step by step", id="debate"),
        Binding("S", "search_again", "Search again", show=False, tooltip="Seek passages anew", id="search-again"),
        Binding("escape", "leave", "Claims", show=False, tooltip="Back to the claims", id="back"),
    ]

    KEY_ORDER: ClassVar[tuple[str, ...]] = (
        "accept", "reject", "edit", "note", "place", "gap", "open-source", "debate", "filter", "undo", "export",
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.claim: Claim | None = None
        self._only: tuple[str, ...] = ()
        """Ids of the sources that are read; empty for all."""
        self._turned: Claim | None = None
        """The claim from which this one was turned round."""
        self._compared: tuple[str, ...] = ()
        self._selected: Widget | None = None

    def compose(self) -> ComposeResult:
        """Claim on top; matrix, assumptions and cruxes left; words right."""
        yield PlaceBar()
        yield ClaimBox(id="claim-box")
        with Horizontal(id="halves"):
            with Vertical(id="left"):
                yield Matrix(id="coverage")
                yield PageBar(("words", "Words"), ("picture", "Assumptions and cruxes"), id="pages")
                yield Assumptions(id="assumptions")
                yield Cruxes(id="cruxes")
            yield Splitter("#left")
            yield Words(id="right")
        yield KeyLine()

    def on_mount(self) -> None:
        """Take up what was left off; otherwise say how to begin."""
        for name, title in (("#coverage", "Coverage"), ("#assumptions", "Assumptions"), ("#cruxes", "Cruxes")):
            self.query_one(name).border_title = title
        self.query_one("#coverage").focus()
        wanted = self.house.left_off.get("claim")
        if self.claim is None and not self._compared and not wanted:
            self.query_one(ClaimBox).update("No debate is open yet. F2 goes to the claims: type one, or choose one.")
        if self.claim is None and not self._compared and wanted:
            self.call_after_refresh(self.ask, lambda session: session.claim(wanted), self._take_up)

    def on_screen_resume(self) -> None:
        """Something may have been decided elsewhere meanwhile."""
        self.record_changed()

    def _take_up(self, claim: Claim | None) -> None:
        if claim is not None and self.claim is None:
            self.show_claim(claim)

    def on_resize(self) -> None:
        """In a narrow terminal the matrix lies flat on top and the halves become two pages."""
        narrow = self.app.size.width < NARROW
        self.query_one(Matrix).lay(flat=narrow)

    def receive(self, wanted: Message) -> None:
        """A claim, or sources to compare, were chosen elsewhere."""
        if isinstance(wanted, DebateWanted):
            self.show_claim(wanted.claim, tuple(wanted.source_ids))
        elif isinstance(wanted, CompareWanted):
            self._compared, self.claim, self.picture = tuple(wanted.source_ids), None, None
            self.ask(lambda session: session.compare(list(wanted.source_ids)), self.draw, "picture")

    def show_claim(self, claim: Claim, only: tuple[str, ...] = ()) -> None:
        """Show a claim: its last picture at once where there is one, a new search where there is none."""
        # Without a picture, coming back to this screen does not draw the claim before once more.
        if self.claim is None or self.claim.id != claim.id:
            self._begin_anew()
        self.claim, self._compared, self._only, self.picture = claim, (), only, None
        self.query_one(ClaimBox).announce(claim)
        self.house.keep_place(claim=claim.id)
        if only:
            self._seek(claim)
            self.house.tell(f"Read in {len(only):,} picked sources only. Open the claim from F2 to read all again.")
        else:
            self._look_up(claim)

    def _look_up(self, claim: Claim) -> None:
        """The claim's last picture if nothing new is to be read for it."""
        if self._only:
            self._seek(claim)
        else:
            self.ask(lambda session: session.recall(claim) or session.analyze(claim), self.draw, "picture")

    def _begin_anew(self) -> None:
        """Another claim is looked at from its first cell on."""
        self._selected = None
        self.query_one(Matrix).begin()
        for name in ("#assumptions", "#cruxes"):
            self.query_one(name, Rows).begin()

    def _seek(self, claim: Claim) -> None:
        """Seek passages anew."""
        only = list(self._only) or None
        self.ask(lambda session: session.analyze(claim, only), self.draw, "picture")

    def call_failed(self) -> None:
        """Without a picture, say how to get one."""
        if self.picture is None and self.claim is not None:
            self.query_one(ClaimBox).announce(self.claim, "There is no picture of it. S seeks again.")

    def record_changed(self) -> None:
        """Draw the same passages with the marks as they are now."""
        picture, claim = self.picture, self.claim
        if picture is None:
            return
        if claim is not None and picture.examined.pending:
            # What waited may have been read since, and is sought then.
            self._look_up(claim)
        else:
            self.ask(lambda session: _again(session, picture), self._draw_again, "picture")

    def _draw_again(self, picture: DebateMap | None) -> None:
        if picture is not None:
            self.draw(picture)
        elif self.claim is not None:
            self.query_one(ClaimBox).announce(self.claim, DELETED)

    def draw(self, picture: DebateMap) -> None:
        """Show a picture; every cursor stays where it is."""
        self.picture = self.house.picture = picture
        self.query_one(ClaimBox).show(picture, len(self._only))
        self.query_one(Matrix).show(picture)
        self.query_one(Assumptions).show_picture(picture)
        self.query_one(Cruxes).show_picture(picture)
        self._show_selected()
        mark_ids = [f"mark:{mark_id}" for mark_id in picture.marks]
        self.ask(lambda session: session.store.notes_on(mark_ids), self._take_notes, "notes")

    def _take_notes(self, notes: dict[str, Note]) -> None:
        if notes != self.query_one(Words).notes:
            self.query_one(Words).notes = notes
            self.query_one(Words).again()

    def _show_selected(self) -> None:
        subject = self._subject()
        if self.picture is not None and subject is not None:
            self.query_one(Words).show(self.picture, subject)
        self.refresh_bindings()

    def _subject(self) -> Subject | None:
        picture, selected = self.picture, self._selected or self.query_one(Matrix)
        if picture is None:
            return None
        if isinstance(selected, Assumptions) and selected.item is not None:
            return difference_subject(picture, selected.item)
        if isinstance(selected, Cruxes) and selected.item is not None:
            item = selected.item
            return crux_subject(picture, item) if isinstance(item, Crux) else finding_subject(picture, item)
        cell = self.query_one(Matrix).cell
        return cell_subject(picture, cell) if cell else None

    @on(Matrix.Moved)
    def follow_matrix(self) -> None:
        """Another cell."""
        self._select(self.query_one(Matrix))

    @on(Rows.Highlighted, "#assumptions, #cruxes")
    def follow_lists(self, event: Rows.Highlighted) -> None:
        """Another assumption or crux, if that is where the keys go."""
        if event.rows.has_focus:
            self._select(event.rows)

    def on_descendant_focus(self) -> None:
        """A pane on the left was entered: its item is what the right shows."""
        if isinstance(self.focused, Assumptions | Cruxes | Matrix):
            self._select(self.focused)
        self._turn_page()

    def _select(self, pane: Widget) -> None:
        self._selected = pane
        self._show_selected()

    def _turn_page(self) -> None:
        """In a narrow terminal, the page with the focused pane is in front."""
        on_left = isinstance(self.focused, Assumptions | Cruxes)
        self.turn_to("picture" if on_left else "words")

    def turn_to(self, page: str) -> None:
        """Bring a page to the front; in a broad terminal both are there anyway."""
        self.set_class(page == "picture", "-picture")
        self.query_one(PageBar).front = page
        self.refresh_bindings()

    @on(PageBar.Turned)
    def turn_page(self, event: PageBar.Turned) -> None:
        """A page was clicked."""
        wanted = "#assumptions" if event.page == "picture" else "#coverage"
        self.turn_to(event.page)
        self.call_after_refresh(self.query_one(wanted).focus)

    @on(Rows.Chosen, "#assumptions, #cruxes")
    def go_to_words(self) -> None:
        """Enter on the left goes to the words."""
        self._focus_first(["#marks", "#other-marks", "#context"])

    def action_pane(self, step: int) -> None:
        """From pane to pane, in reading order; a page that lies behind comes to the front."""
        words, lists = ["#marks", "#other-marks", "#context"], ["#assumptions", "#cruxes"]
        # In a narrow terminal the words stand below the matrix, and the lists are the other page.
        narrow = self.app.size.width < NARROW
        names = ["#coverage", *words, *lists] if narrow else ["#coverage", *lists, *words]
        panes = [pane for pane in (self.query_one(name) for name in names) if self._has_something(pane)]
        if isinstance(self.focused, Input) or self.focused not in panes:
            place = -1 if step > 0 else 0
        else:
            place = panes.index(self.focused)
        wanted = panes[(place + step) % len(panes)]
        self.turn_to("picture" if isinstance(wanted, Assumptions | Cruxes) else "words")
        if narrow:
            self.call_after_refresh(wanted.focus)
        else:
            # At once: the next of several keys in one breath starts from there.
            self.set_focus(wanted)

    def _has_something(self, pane: Widget) -> bool:
        words = self.query_one(Words)
        if isinstance(pane, Rows):
            shown = pane.parent is None or pane in self.query("#assumptions, #cruxes") or words.shows(pane)
            return bool(pane.items) and shown
        return not isinstance(pane, TextView) or bool(pane.text)

    def _focus_first(self, names: list[str]) -> None:
        pane = next((pane for pane in map(self.query_one, names) if self._has_something(pane)), None)
        if pane is not None:
            self.turn_to("words")
            self.call_after_refresh(pane.focus)

    def import_ended(self) -> None:
        """New passages may bear on the claim: seek again."""
        if self.claim is not None:
            self.action_search_again()
        else:
            self.record_changed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Arguments need a picture."""
        return self.picture is not None if action == "debate" else super().check_action(action, parameters)

    def action_debate(self) -> None:
        """The arguments of both sides and where they disagree."""
        # Only needed by those who want it.
        from tui.argument_screen import ArgumentScreen

        if self.picture is not None:
            self.house.push_screen(ArgumentScreen(self.picture))

    def action_swap(self) -> None:
        """Turn the claim round, and turned again back to what it was."""
        claim = self.claim
        if claim is None:
            return
        turned = self._turned if self._turned is not None and self._turned.text == claim.text else claim.swapped()
        self.ask(
            lambda session: placements_turned(session, claim, turned), lambda places: self._turn(claim, turned, places)
        )

    def _turn(self, claim: Claim, turned: Claim, places: Sequence[Action]) -> None:
        self._turned, only = claim, self._only
        keep = [Action("keep-claim", claim_details(turned)), *places]
        self.do(f"{TURNED} to “{_way(turned)}”", keep, lambda: self.show_claim(turned, only))
        many = f" {len(places):,} placed by hand changed sides with it." if places else ""
        self.house.tell(f"For now means: {_way(turned)}.{many} s turns back.")

    def step_reversed(self, step: Step, *, undone: bool) -> None:
        """A claim turned round is left for the one that it was, and taken up again."""
        claim, other = self.claim, self._turned
        if step.says.startswith(TURNED) and claim and other and other.text == claim.text:
            kept = claim_from(next(action.details for action in step.inverse if action.name.endswith("-claim")))
            if (kept.id == claim.id) == undone:
                self._turned = claim
                self.show_claim(other, self._only)
                return
        super().step_reversed(step, undone=undone)

    def action_search_again(self) -> None:
        """Seek passages anew, as after an import."""
        if self.claim is not None:
            self._seek(self.claim)

    async def action_leave(self) -> None:
        """List all marks again, if only some are; else back to the claims."""
        if not self.clear_filter():
            await self.house.action_go("claims")


def _again(session: Session, picture: DebateMap) -> DebateMap | None:
    """The picture as it is now; None when its claim is no longer kept."""
    gone = picture.claim is not None and session.claim(picture.claim.id) is None
    return None if gone else session.redraw(picture)


def _way(claim: Claim) -> str:
    """Which way a claim says that risk moves, in words."""
    return claim.direction.replace("_", " ") if claim.direction != "unknown" else "not said, read as increase"
