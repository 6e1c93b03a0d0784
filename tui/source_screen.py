"""A source as its author wrote it: the text, marks in the margin, and ways to move in it."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from debate.marks import MarkKind
from debate.plain import clip, one_line, plain
from debate.reading import OpenSource, open_source
from debate.session import Session
from debate.verdicts import JudgedMark
from tui.bars import KeyLine, PlaceBar
from tui.copying import copy, view_in_pager
from tui.drawing import POLES, decision_part, suggested_by
from tui.finding import MOST, Findings
from tui.messages import SourceWanted
from tui.minimap import Minimap
from tui.originals import open_original
from tui.said import Said
from tui.source_marks import MARGIN, SourceMarks
from tui.textview import TextView
from tui.typing_line import TypingLine
from tui.waiting import AskingScreen


class SourceScreen(AskingScreen):
    """Shows one source; Esc goes back to where she came from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next(1)", "Next", tooltip="To the next mark, or the next place found", id="next-mark"),
        Binding("N", "next(-1)", "Before", show=False, tooltip="To the mark before", id="mark-before"),
        Binding("slash", "find", "Find", tooltip="Find words in the text", id="find-words"),
        Binding("O", "original", "Original", tooltip="Open the original file or address", id="open-original"),
        Binding("y", "copy", "Copy", show=False, tooltip="Copy the chosen words", id="copy"),
        Binding("ctrl+e", "pager", "Pager", show=False, tooltip="The whole text in your pager", id="pager"),
        Binding("escape,q", "back", "Back", tooltip="To where you came from", id="back"),
    ]

    def __init__(self, wanted: SourceWanted) -> None:
        super().__init__()
        self.wanted = wanted
        self.marks: SourceMarks | None = None
        self._findings = Findings("", "")

    def compose(self) -> ComposeResult:
        """Title, text with margin and minimap, what is under the caret."""
        yield PlaceBar()
        yield Static("Opening the source …", id="source-title")
        with Horizontal():
            yield TextView(id="text", margin=self._margin, margin_width=MARGIN)
            yield Minimap(id="minimap")
        yield TypingLine(placeholder="find; Enter goes to the next place, Esc ends", id="find", compact=True)
        yield Said(id="under")
        yield KeyLine()

    @property
    def view(self) -> TextView:
        """The text."""
        return self.query_one("#text", TextView)

    @property
    def under_caret(self) -> JudgedMark | None:
        """The mark under the caret."""
        if self.marks is None:
            return None
        # Several marks may begin where she came from: hers is meant until the caret moves.
        came_from = self.wanted.mark if self.view.caret == self.wanted.offset else ""
        return self.marks.at(self.view.caret, came_from)

    def on_mount(self) -> None:
        """Ask for the text."""
        self.view.focus()
        self.watch(self.view, "scroll_y", self._follow_sight, init=False)
        self.ask(self._open, self._show, "source")

    def _open(self, session: Session) -> SourceMarks:
        opened = open_source(session, self.wanted.source_id, self.wanted.claim)
        return SourceMarks(opened, session.framework, session.trust)

    def _show(self, marks: SourceMarks) -> None:
        self.view.show(marks.opened.text, (), self.wanted.offset)
        self._repaint(marks)

    def record_changed(self) -> None:
        """The same place in the text, with the marks as they are now."""
        self.ask(self._open, self._repaint, "source")

    def _repaint(self, marks: SourceMarks) -> None:
        self.marks = marks
        self.query_one("#source-title", Static).update(_title(marks.opened))
        self.query_one(Minimap).show(marks.places())
        self.view.repaint(marks.spans())
        self.follow_caret()

    def _margin(self, start: int, end: int) -> list[tuple[str, str]]:
        return self.marks.margin(start, end) if self.marks else [(" " * MARGIN, "")]

    def _follow_sight(self) -> None:
        lines, top = max(len(self.view.wrapped), 1), self.view.scroll_offset.y
        self.query_one(Minimap).follow(top / lines, (top + self.view.size.height) / lines)

    @on(Minimap.Clicked)
    def go_to_share(self, event: Minimap.Clicked) -> None:
        """Show that part of the text."""
        self.view.caret = int(event.share * len(self.view.text))

    @on(TextView.Moved)
    def follow_caret(self) -> None:
        """Say what is under the caret, and offer the keys that work on it."""
        self._follow_sight()
        self._say(self._under())
        self.refresh_bindings()

    def _say(self, what: Content) -> None:
        """In the line below the text, where it costs a repaint of that line alone."""
        self.query_one("#under", Said).say(what, most=2)

    def _under(self) -> Content:
        if self.view.chosen is not None:
            start, end = self.view.chosen
            return Content(f"{end - start} characters chosen · 1 to 6 marks a step, s an assumption, y copies")
        if (found := self._found_here()) is not None:
            return Content(found)
        one = self.under_caret
        if one is None:
            return Content.styled("No mark here · n goes to the next one, v chooses words", "$text-muted")
        sign, _ = decision_part(one, counted=True)
        return Content(f"{sign} {self._named(one)} · {suggested_by(one.mark)}")

    def _found_here(self) -> str | None:
        """While finding: which of the places this is, or that there is none."""
        wanted, found = self.query_one("#find", Input).value, self._findings.places
        if not wanted.strip():
            return None
        if not found:
            return f"“{wanted}” does not stand here. Esc ends finding."
        rank = self._findings.rank(self.view.caret)
        return f"{rank:,} of {_places(found)} · n and N go on, Esc ends" if rank else None

    def _named(self, one: JudgedMark) -> str:
        """What the mark under the caret says, by names."""
        framework, mark = (self.marks.framework if self.marks else None), one.mark
        if framework is None:
            return mark.label
        if mark.kind is MarkKind.STEP:
            return " ".join((framework.step(mark.label).short, *mark.criteria))
        known = {slot.id: slot.name for slot in framework.slots}
        known |= {one.id: one.name for one in (*framework.properties, *framework.benefits)}
        return f"{known.get(mark.label, mark.label)} {POLES[mark.pole]}".strip()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Copying needs chosen words."""
        if action == "copy":
            return self.is_mounted and self.view.chosen is not None
        return super().check_action(action, parameters)

    def action_next(self, step: int) -> None:
        """To the next place found while finding, else to the next mark."""
        if self.query_one("#find", Input).value.strip() and not self._findings.places:
            # The next mark is not what she looks for.
            self._say(self._under())
            return
        seeker = self._findings if self._findings.places else self.marks
        place = seeker.next_start(self.view.caret, step) if seeker else None
        if place is None:
            self._say(Content("That was the last one." if step > 0 else "That was the first one."))
        elif place == self.view.caret:
            self._say(self._under())
        else:
            self.view.caret = place

    def action_find(self) -> None:
        """Type what to find."""
        line = self.query_one("#find", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#find")
    def find_now(self, event: Input.Changed) -> None:
        """Show every place while she types."""
        self._findings = Findings(self.view.text, event.value)
        self.view.point_out(self._findings.places)
        found = self._findings.places
        says = (
            f"{_places(found)} place{'s' if len(found) != 1 else ''}"
            if found
            else f"“{event.value}” does not stand here."
        )
        self._say(Content(says) if event.value.strip() else self._under())

    @on(Input.Submitted, "#find")
    def go_to_found(self) -> None:
        """To the next place from the caret on."""
        self.view.focus()
        self.action_next(1)

    def action_copy(self) -> None:
        """Copy the chosen words."""
        if self.view.chosen is not None:
            copy(self.house, self.view.text[slice(*self.view.chosen)])

    def action_pager(self) -> None:
        """Hand the text to the pager."""
        view_in_pager(self.house, plain(self.view.text))

    def action_original(self) -> None:
        """Open the original."""
        if self.marks is not None:
            open_original(self.house, self.marks.opened.source)

    def action_back(self) -> None:
        """End finding; else go back."""
        line = self.query_one("#find", Input)
        if line.display:
            line.value = ""
            line.display = False
            self.view.focus()
        else:
            self.dismiss()


def _places(found: Sequence[object]) -> str:
    """How many places, as far as they were counted."""
    return f"{MOST:,} and more" if len(found) == MOST else f"{len(found):,}"


def _title(opened: OpenSource) -> Content:
    count = len(opened.text.split())
    # Where a word takes more than twenty characters, there are no blanks between words.
    long = f"{len(opened.text):,} characters" if len(opened.text) > 20 * max(count, 1) else f"{count:,} words"
    words = f"{long} · {len(opened.marks)} marks"
    origin = one_line(str(opened.source.csl.get("URL") or opened.source.origin))
    title = clip(one_line(opened.source.title), 80)
    return Content.assemble((title, "bold"), (f"  {words}  {clip(origin, 60)}", "$text-muted"))
