"""A claim being typed: its sentence, and fields that are read from it until she sets them."""

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from debate.claims import Claim, Direction
from debate.errors import CruxmapError
from debate.framework import Framework
from debate.framing import frame
from debate.lint import lint_claim
from debate.plain import clip, one_line
from tui.dialogs import AskLine, ChooseOne, ChooseSome
from tui.outside import Framing
from tui.said import Said
from tui.typing_line import TypingLine

FIELDS = {
    "vector": "Misuse",
    "direction": "Risk",
    "baselines": "Compared with",
    "actor": "By whom",
    "horizon": "When",
}
"""Field of a claim -> its name on screen."""
READ, SUGGESTED = "≈ ", "✦ "
"""Before a value that was read from the words, or that a chat model suggests."""


class Field(Widget, can_focus=True):
    """One field: `≈` before a value that was read from the sentence; Enter or a click sets it."""

    HELP = """A field of the claim. ≈ means: read from your words; ✦ suggested by a chat model, which ^t asks.
Enter sets it; Backspace gives it back to the words."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", "Set", tooltip="Set this field", id="set-field"),
        Binding("backspace,delete", "give_back", "From words", tooltip="Read it from the words again", id="free-field"),
        Binding("right,l", "app.focus_next", "Next", show=False),
        Binding("left,h", "app.focus_previous", "Before", show=False),
    ]
    ALLOW_SELECT = False

    class Opened(Message):
        """She wants to set this field, or to give it back to the words."""

        def __init__(self, field: str, *, give_back: bool) -> None:
            super().__init__()
            self.field = field
            self.give_back = give_back

    def __init__(self, field: str) -> None:
        super().__init__(id=f"field-{field}")
        self.field = field
        self._shown = Content("")

    def show(self, value: str, sign: str) -> None:
        """Show a value, with the sign of where it comes from; an empty one is named as missing."""
        sign = sign if value else ""
        said = (clip(one_line(value), 24), "" if sign else "bold") if value else ("not said", "$text-warning")
        shown = Content.assemble((f"{FIELDS[self.field]}: ", "$text-muted"), (sign, "$text-accent"), said)
        if shown != self._shown:
            self._shown = shown
            self.refresh(layout=True)

    def render(self) -> Content:
        """Name and value."""
        return self._shown

    def action_open(self) -> None:
        """Set it."""
        self.post_message(self.Opened(self.field, give_back=False))

    def action_give_back(self) -> None:
        """Back to what the words say."""
        self.post_message(self.Opened(self.field, give_back=True))

    def on_click(self) -> None:
        """A click sets it too."""
        self.action_open()


class ClaimForm(Vertical):
    """Says when a claim was entered; the lint speaks while she types."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "frame", "Ask a model", tooltip="Have a chat model suggest the fields", id="frame"),
    ]

    class Puzzled(Message):
        """A chat model is to say what this sentence claims."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    class Entered(Message):
        """She pressed Enter on a claim; None where the line is empty."""

        def __init__(self, claim: Claim | None) -> None:
            super().__init__()
            self.claim = claim

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.framework: Framework | None = None
        self.given: dict[str, Any] = {}
        self._suggested: Mapping[str, Any] = {}
        """What a chat model reads in the sentence."""
        self._asks = ""
        """What it would have to be told."""

    def compose(self) -> ComposeResult:
        """The line, its fields, what is missing."""
        yield TypingLine(
            placeholder="A contested claim, such as: Open weights let novices build bioweapons",
            id="claim",
            select_on_focus=False,
        )
        with Widget(id="fields"):
            for field in FIELDS:
                yield Field(field)
        yield Said(id="lint")

    def begin(self, framework: Framework) -> None:
        """The project is open: words can be read."""
        self.framework = framework
        self.look()

    @property
    def claim(self) -> Claim | None:
        """The claim as it is typed; None when there is none yet."""
        text = self.query_one("#claim", Input).value
        if self.framework is None or not text.strip():
            return None
        return frame(self.framework, text, **{**self._suggested, **self.given})

    @on(Input.Changed, "#claim")
    def look(self) -> None:
        """Read the fields from the words, and say what is missing."""
        try:
            claim = self.claim
        except CruxmapError as wrong:
            self.query_one("#lint", Said).say(Content.styled(str(wrong), "$text-error"), most=3)
            return
        typing = claim is not None
        self.query_one("#fields").display = typing
        self.query_one("#lint").display = typing
        if claim is None or self.framework is None:
            self.given = {}
            self._forget_suggested()
            return
        for field, value in field_values(self.framework, claim).items():
            sign = "" if field in self.given else SUGGESTED if field in self._suggested else READ
            self.query_one(f"#field-{field}", Field).show(value, sign)
        found = lint_claim(claim)
        lines = [f"⚠ {finding.says}" for finding in found] or ["✓ Complete: nothing is missing."]
        self.query_one("#lint", Said).say(Content("  ".join([*lines, self._asks]).strip()), most=6)

    @on(Input.Changed, "#claim")
    def other_words(self) -> None:
        """What was suggested for other words is not suggested for these."""
        if self._suggested or self._asks:
            self._forget_suggested()
            self.look()

    def _forget_suggested(self) -> None:
        self._suggested, self._asks = {}, ""

    def action_frame(self) -> None:
        """Have a chat model suggest the fields."""
        sentence = self.query_one("#claim", Input).value.strip()
        if sentence:
            self.post_message(self.Puzzled(sentence))

    def suggest(self, sentence: str, model: str, framing: Framing) -> None:
        """Take up what a chat model reads in the sentence, unless it is another one by now."""
        if self.query_one("#claim", Input).value.strip() != sentence:
            return
        self._suggested = framing.fields
        asks = " ".join(one_line(question) for question in framing.missing)
        self._asks = f"{one_line(model)} asks: {asks}" if asks else ""
        self.look()

    @on(Input.Submitted, "#claim")
    def enter(self, event: Input.Submitted) -> None:
        """Enter asks for the claim's debate."""
        event.stop()
        try:
            claim = self.claim
        except CruxmapError:
            return
        self.post_message(self.Entered(claim))

    def clear(self) -> None:
        """Ready for the next claim."""
        self.given = {}
        self.query_one("#claim", Input).value = ""

    def fill(self, claim: Claim) -> None:
        """Take up a claim to change it: all its fields are given."""
        self.given = {
            "vector": claim.vector,
            "direction": claim.direction,
            "baselines": list(claim.baselines),
            "actor": claim.actor,
            "horizon": claim.horizon,
        }
        self.query_one("#claim", Input).value = claim.text
        self.look()

    @on(Field.Opened)
    def set_field(self, event: Field.Opened) -> None:
        """Ask for a field in the way that fits it."""
        claim, framework, field = self.claim, self.framework, event.field
        if claim is None or framework is None:
            return
        if event.give_back:
            self._set(field, None)
        elif field == "vector":
            vectors = [(topic.id, topic.name) for topic in framework.vectors]
            self._ask(field, ChooseOne("Which misuse does it speak of?", vectors, claim.vector))
        elif field == "direction":
            ways = [(way.value, way.value.replace("_", " ")) for way in Direction]
            self._ask(field, ChooseOne("Which way does the risk move?", ways, claim.direction))
        elif field == "baselines":
            baselines = [(topic.id, topic.name) for topic in framework.baselines]
            self._ask(field, ChooseSome("Relative to what?", baselines, claim.baselines))
        else:
            question = "By whom, with what skill and means?" if field == "actor" else "By when?"
            self._ask(field, AskLine(question, getattr(claim, field) or ""))

    def _ask(self, field: str, dialog: ChooseOne | ChooseSome | AskLine) -> None:
        self.app.push_screen(dialog, lambda value: self._set(field, value) if value is not None else None)

    def _set(self, field: str, value: object) -> None:
        if value is None or value == "":
            self.given.pop(field, None)
            self._suggested = {name: one for name, one in self._suggested.items() if name != field}
        elif field == "direction":
            self.given[field] = Direction(str(value))
        else:
            self.given[field] = value
        self.look()


def field_values(framework: Framework, claim: Claim) -> Mapping[str, str]:
    """Each field in words; empty where nothing is said."""
    return {
        "vector": framework.vector(claim.vector).name if claim.vector else "",
        "direction": claim.direction.replace("_", " ") if claim.direction is not Direction.UNKNOWN else "",
        "baselines": ", ".join(framework.baseline(name).name for name in claim.baselines),
        "actor": claim.actor or "",
        "horizon": claim.horizon or "",
    }
