"""Blind review: she says what the words speak of before the suggestion is shown."""

import hashlib
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from debate.actions import Action
from debate.coverage import counts
from debate.maps import DebateMap
from debate.marks import MarkKind
from debate.plain import clip, one_line
from debate.verdicts import JudgedMark
from tui.bars import KeyLine, PlaceBar
from tui.claim_box import SHORT
from tui.drawing import citation
from tui.said import Said
from tui.spans import Span
from tui.textview import TextView
from tui.waiting import AskingScreen


class BlindScreen(AskingScreen):
    """One step mark after another, in an order that gives nothing away."""

    HELP = """Blind review. Read the words in question, which are highlighted and stand on top, and press the step they
speak of, 1 to 6, or 0 for none. Only then is the suggestion shown. Where you agree it is accepted, where not it is
rejected, and your step is added as your own mark on the same words."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(n), f"say({n})", "Step" if n == 1 else f"Step {n}", show=n == 1, key_display="1-6",
                    tooltip=f"The words speak of step {n}", id=f"say-{n}")
            for n in range(1, 7)
        ),
        Binding("0", "say(0)", "None of them", tooltip="The words speak of no step", id="say-none"),
        Binding("space,s", "skip", "Skip", tooltip="Leave this one undecided", id="skip"),
        Binding("escape,q", "back", "End", tooltip="Back to the debate", id="back"),
    ]  # fmt: skip

    def __init__(self, picture: DebateMap) -> None:
        super().__init__()
        self.picture = picture
        waiting = [
            one for one in picture.marks.values() if one.decision is None and one.mark.kind is MarkKind.STEP
            and one.mark.author.kind != "person" and counts(one, picture.trust)
        ]  # fmt: skip
        self.queue = sorted(waiting, key=lambda one: hashlib.sha256(one.mark.id.encode()).digest())
        self.place = 0
        self._answered: list[int] = []
        """Places of the marks that were decided, the newest last."""
        self.agreed = 0
        self.said = 0

    def compose(self) -> ComposeResult:
        """The steps to choose from, the passage, and what came of the last one."""
        yield PlaceBar()
        yield Said(id="blind-count")
        steps = "   ".join(f"{step.number} {step.short}" for step in self.picture.framework.steps)
        yield Static(Content(f"{steps}   0 none"), id="blind-steps")
        yield TextView(id="blind-text")
        yield Said(id="blind-last")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first one."""
        self.query_one(TextView).focus()
        self._show()

    @property
    def current(self) -> JudgedMark | None:
        """The mark to be decided."""
        return self.queue[self.place] if self.place < len(self.queue) else None

    @property
    def _least(self) -> int:
        """Lines that the question keeps: another height lays the screen out anew."""
        return 4 if self.app.size.height >= SHORT else 2

    def _show(self) -> None:
        share = f" · agreed {self.agreed} of {self.said}" if self.said else ""
        left = len(self.queue) - self.place
        one = self.current
        asked = f"\nWhich step do these words speak of?  “{clip(one_line(one.mark.quote), 300)}”" if one else ""
        count = Content(f"{left} marks to decide{share}{asked}")
        self.query_one("#blind-count", Said).say(count, most=7, least=self._least)
        if one is None:
            self.query_one(TextView).show("Nothing is left to decide here. Esc goes back to the debate.")
            return
        passage = self.picture.passages[one.mark.passage_id]
        start, end = one.mark.start - passage.start, one.mark.end - passage.start
        source = citation(self.picture.sources[passage.source_id], passage)
        words = [("", ""), (source, "dim")]
        self.query_one(TextView).show(passage.text, [Span(start, end, "words")], start, [[], words])

    def action_say(self, number: int) -> None:
        """Her answer, then the suggestion."""
        one = self.current
        if one is None:
            return
        steps = self.picture.framework.steps
        said = next((step for step in steps if step.number == number), None)
        suggested = self.picture.framework.step(one.mark.label)
        same = said is suggested
        actions = [Action("accept" if same else "reject", {"mark": one.mark.id, "blind": True})]
        if said is not None and not same:
            mark = one.mark
            words = {"source": mark.source_id, "start": mark.start, "end": mark.end, "quote": mark.quote}
            actions.append(Action("mark", {**words, "kind": MarkKind.STEP.value, "label": said.id}))
        self.said += 1
        self.agreed += same
        yours = f"{said.number} {said.short}" if said else "none"
        theirs = f"{suggested.number} {suggested.short} ({one.mark.confidence:.2f})"
        sign = "✓ the same" if same else "≠"
        quote = clip(one_line(one.mark.quote), 60)
        answer = f"{sign}  you: {yours} · suggested: {theirs} · “{quote}”"
        self.query_one("#blind-last", Said).say(Content(answer), most=2)
        self._answered.append(self.place)
        self.place += 1
        self.do("decided blind", actions, self._show)

    def action_undo(self) -> None:
        """Take the last answer back, and ask again."""
        if self._answered:
            self.said -= 1
            self.place = self._answered.pop()
            self.query_one("#blind-last", Said).say(Content(""), most=2)
            super().action_undo()
            self._show()

    def action_skip(self) -> None:
        """Leave it for later."""
        self.place = min(self.place + 1, len(self.queue))
        self._show()

    def action_back(self) -> None:
        """Back to the debate."""
        self.dismiss()
