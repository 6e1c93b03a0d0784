"""Reading with a pencil: words chosen in a source become marks, and marks under the caret are judged."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from debate.actions import Action
from debate.doing import placing
from debate.marks import MarkKind, Pole
from tui.dialogs import ChooseOne
from tui.drawing import POLES
from tui.source_screen import SourceScreen

CHOSEN = frozenset({"mark", "assume"})
"""Actions on chosen words."""


class ReaderScreen(SourceScreen):
    """A source, and what she says of its words."""

    HELP = """A source with its marks. The margin names the criteria and assumptions (▲ ▼) that begin in a line.
Choose words (v and move, or draw with the mouse) and press 1 to 6: they become your mark on that step."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "decide('accept')", "Accept", tooltip="The mark under the caret is right", id="accept"),
        Binding("r", "decide('reject')", "Reject", tooltip="The mark under the caret is wrong", id="reject"),
        *(
            Binding(str(n), f"mark({n})", f"Step {n}", tooltip=f"The chosen words speak of step {n}", id=f"mark-{n}")
            for n in range(1, 7)
        ),
        Binding("s", "assume", "Assumption", tooltip="The chosen words take an assumption", id="mark-assumption"),
        Binding("f", "side('for')", "For", tooltip="Put this passage on the side For", id="place-for"),
        Binding("c", "side('against')", "Against", tooltip="Put it on the side Against", id="place-against"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing here are not offered."""
        if not self.is_mounted or self.marks is None:
            return super().check_action(action, parameters)
        if action in CHOSEN:
            return self.view.chosen is not None
        if action == "decide":
            return self.view.chosen is None and self.under_caret is not None
        return self.wanted.claim is not None if action == "side" else super().check_action(action, parameters)

    def action_decide(self, decision: str) -> None:
        """Decide on the mark under the caret."""
        one = self.under_caret
        if one is not None:
            done = {"accept": "accepted", "reject": "rejected"}[decision]
            self.do(f"{done} a mark", [Action(decision, {"mark": one.mark.id})])

    def action_mark(self, number: int) -> None:
        """The chosen words speak of a step."""
        if self.marks is not None:
            step = next((step for step in self.marks.framework.steps if step.number == number), None)
            if step is not None:
                self._add({"kind": MarkKind.STEP.value, "label": step.id}, f"marked words as {step.short}")

    def action_assume(self) -> None:
        """The chosen words take an assumption: which?"""
        if self.marks is None:
            return
        choices = [
            (f"{slot.id}/{pole}", f"{POLES[pole]} {slot.name}: {slot.poles[pole]}")
            for slot in self.marks.framework.slots
            for pole in Pole
        ]
        self.house.push_screen(ChooseOne("Which assumption do these words take?", choices), self._assume)

    def _assume(self, name: str | None) -> None:
        if name:
            slot, _, pole = name.partition("/")
            self._add({"kind": MarkKind.ASSUMPTION.value, "label": slot, "pole": pole}, "marked an assumption")

    def _add(self, says_what: dict[str, str], done: str) -> None:
        """A mark on the chosen words."""
        span = self.view.chosen
        if span is None or self.marks is None:
            return
        start, end = span
        words = {"source": self.wanted.source_id, "start": start, "end": end, "quote": self.view.text[start:end]}
        self.view.action_let_go()
        self.do(done, [Action("mark", {**words, **says_what})])

    def action_side(self, side: str) -> None:
        """Put the passage under the caret on a side of the claim."""
        if self.marks is None or self.wanted.claim is None:
            return
        caret = self.view.caret
        passage = next((p for p in self.marks.opened.passages if p.start <= caret < p.end), None)
        if passage is None:
            self.house.tell("There is no passage under the caret.")
            return
        self.do(f"placed a passage {side} the claim", [placing(passage, self.wanted.claim.id, side)])
        self.house.tell(f"This passage is {side} the claim now; u takes it back.")
