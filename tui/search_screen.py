"""Search: passages by meaning and by words, each with why it was found, one key away from a side of the claim."""

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from debate.claims import Claim
from debate.doing import placing
from debate.marks import MarkKind
from debate.plain import clip, one_line
from debate.session import Found, Session
from tui.bars import KeyLine, PlaceBar
from tui.drawing import citation
from tui.finding import Findings
from tui.lines import Line, Part
from tui.messages import SearchWanted, SourceWanted
from tui.rows import Rows
from tui.said import Said
from tui.spans import Span
from tui.splitter import Splitter
from tui.textview import TextView
from tui.typing_line import TypingLine
from tui.waiting import AskingScreen

HITS = 60
"""How many passages one search lists."""


class Hits(Rows[Found]):
    """Passages that were found, best first."""

    HELP = """What was found, best first: the source, and the passage's beginning. On the left is the side of
the claim on which the passage stands, with ? where only an annotator put it there; a number where it is on none.
f puts the passage on the side For of the claim, c on the side Against; u takes it back."""

    def __init__(self, **more: Any) -> None:
        super().__init__(self._lines_of, key=lambda found: found.passage.id, tall=2, **more)
        self.sides: dict[str, str] = {}
        """Passage id -> the side a person put it on."""

    def _lines_of(self, found: Found, columns: int) -> Sequence[Line]:
        side = self.sides.get(found.passage.id, "")
        rank = self.items.index(found) + 1
        sign: Part = (f"{side:<9}", side.strip("?")) if side else (f"{rank:>7}  ", "dim")
        title = clip(citation(found.source, found.passage), columns - 9)
        return [
            [sign, (title, "strong")],
            [("         ", ""), (clip(one_line(found.passage.text), columns - 9), "dim")],
        ]


class Answer(NamedTuple):
    """What a search found, and which of it is on a side already."""

    found: list[Found]
    sides: dict[str, str]


class SearchScreen(AskingScreen):
    """Type, press Enter, read; put what fits on a side."""

    HELP = """Search the project by meaning and by words. Enter searches; Down goes to what was found."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "ask", "Search", tooltip="Type what to search for", id="search"),
        Binding("f", "side('for')", "For", tooltip="Put this passage on the side For", id="place-for"),
        Binding("c", "side('against')", "Against", tooltip="Put it on the side Against", id="place-against"),
        Binding("o", "open_source", "Source", tooltip="Read the whole source from here", id="open-source"),
        Binding("less_than_sign", "split(-4)", "Narrower", show=False, id="narrower"),
        Binding("greater_than_sign", "split(4)", "Wider", show=False, id="wider"),
        Binding("escape,down", "to_hits", "Found", show=False, id="to-hits"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.claim: Claim | None = None

    def compose(self) -> ComposeResult:
        """The query, for which claim, what was found, and the passage."""
        yield PlaceBar()
        yield TypingLine(placeholder="What should the passages speak of?", id="query")
        yield Static("", id="search-state")
        with Horizontal(id="found"):
            with Vertical(id="left"):
                yield Hits(id="hits")
            yield Splitter("#left")
            with Vertical(id="right"):
                yield Said(id="citation")
                yield TextView(id="context")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#query").focus()

    def on_screen_resume(self) -> None:
        """Passages go to the claim whose debate was looked at last."""
        wanted = self.house.left_off.get("claim")
        if wanted and (self.claim is None or self.claim.id != wanted):
            self.ask(lambda session: session.claim(wanted), self._take_claim)

    def _take_claim(self, claim: Claim | None) -> None:
        self.claim = claim
        self._say()

    def receive(self, wanted: Message) -> None:
        """Search for what another place needs."""
        if isinstance(wanted, SearchWanted):
            self.claim = wanted.claim or self.claim
            self.query_one("#query", Input).value = wanted.query
            self._search(wanted.query)

    @on(Input.Submitted, "#query")
    def search_typed(self, event: Input.Submitted) -> None:
        """Enter searches."""
        if event.value.strip():
            self._search(event.value)

    def record_changed(self) -> None:
        """A passage was put on a side, or taken back."""
        passages = [found.passage.id for found in self.query_one(Hits).items]
        claim = self.claim
        if claim is not None and passages:
            self.ask(lambda session: _sides(session, claim, passages), self._show_sides, "sides")

    def _search(self, query: str) -> None:
        claim = self.claim

        def search(session: Session) -> Answer:
            found = session.search(query, HITS)
            return Answer(found, _sides(session, claim, [one.passage.id for one in found]) if claim else {})

        self.query_one("#search-state", Static).update("Searching …")
        self.ask(search, self._show, "search")

    def _show(self, answer: Answer) -> None:
        hits = self.query_one(Hits)
        hits.sides = answer.sides
        hits.show(answer.found)
        self._say()
        if answer.found:
            hits.focus()

    def _show_sides(self, sides: dict[str, str]) -> None:
        hits = self.query_one(Hits)
        hits.sides = sides
        hits.show(hits.items)

    def _say(self) -> None:
        items = self.query_one(Hits).items
        none = (
            ""
            if any(one.hit.terms for one in items)
            else "; none has a word of the query, these are the closest in meaning"
        )
        many = f"{len(items)} passage{'s' if len(items) != 1 else ''}, best first{none}"
        found = many if items else "Nothing found yet"
        claim = f" · f and c put one on a side of “{clip(one_line(self.claim.text), 60)}”" if self.claim else ""
        self.query_one("#search-state", Static).update(Content(found + claim))
        self.refresh_bindings()

    @on(Rows.Highlighted, "#hits")
    def show_passage(self, event: Rows.Highlighted) -> None:
        """The whole passage, the query's words in it highlighted, and why it was found."""
        found: Found = event.item
        about = f"{citation(found.source, found.passage)}\n{_why(found)}"
        self.query_one("#citation", Said).say(Content(about), most=2, least=2)
        text = found.passage.text
        spans = [Span(*place, "found") for term in found.hit.terms for place in Findings(text, term).places]
        self.query_one("#context", TextView).show(text, spans)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Sides need a claim and a passage."""
        if not self.is_mounted:
            return True
        if action in ("side", "open_source"):
            here = self.query_one(Hits).item is not None and not self.query_one("#query").has_focus
            return here and (action == "open_source" or self.claim is not None)
        return super().check_action(action, parameters)

    def action_side(self, side: str) -> None:
        """Put the passage on a side of the claim."""
        found = self.query_one(Hits).item
        if found is None or self.claim is None:
            return
        self.do(f"placed a passage {side} the claim", [placing(found.passage, self.claim.id, side)])

    @on(Rows.Chosen, "#hits")
    def open_chosen(self) -> None:
        """Enter reads the source."""
        self.action_open_source()

    def action_open_source(self) -> None:
        """Read the source from the passage on."""
        found = self.query_one(Hits).item
        if found is not None:
            self.post_message(SourceWanted(found.source.id, found.passage.start, self.claim))

    def action_ask(self) -> None:
        """To the query."""
        self.query_one("#query").focus()

    def action_to_hits(self) -> None:
        """To what was found."""
        self.query_one(Hits).focus()

    def action_split(self, columns: int) -> None:
        """Move the line between the halves."""
        self.query_one(Splitter).move(columns)


def _why(found: Found) -> str:
    """Why it was found, in words."""
    terms = ", ".join(map(one_line, found.hit.terms))
    shared = f"shares the words {terms}" if terms else "shares no word"
    close = found.hit.parts.get("dense")
    return shared + (f"; close in meaning: {close:.2f} of 1" if close is not None else "")


def _sides(session: Session, claim: Claim, passages: Sequence[str]) -> dict[str, str]:
    """On which side of the claim these passages stand; with `?` where no person put them there."""
    stances = [one for one in session.judged(passages, claim.id) if one.mark.kind is MarkKind.STANCE]
    standing = [one for one in stances if one.mark.claim_id == claim.id and not one.rejected]
    found = {one.mark.passage_id: f"{one.mark.label}?" for one in standing if one.mark.label != "neutral"}
    mine = [one for one in standing if one.mark.author.kind == "person" or one.confirmed]
    return found | {one.mark.passage_id: one.mark.label for one in mine}
