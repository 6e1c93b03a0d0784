"""Keys that decide on marks: what they do is stored at once, and the picture follows."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from debate.actions import Action
from debate.doing import placing
from debate.marks import MarkKind, Stance
from debate.plain import clip, one_line
from debate.proposals import RejectedProposal
from tui.dialogs import AskLine, ChooseOne, Confirm
from tui.listing import Listing
from tui.mark_editor import MarkEditor
from tui.reading import ReadingScreen
from tui.subjects import Row

MOVED = {"for": "the side For", "against": "the side Against", "mixed": "both sides", "neutral": "no side"}
"""Where a passage stands that was given a stance."""
DONE = {"accept": "accepted", "reject": "rejected"}


class Judging(ReadingScreen):
    """A screen where marks are judged."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "decide('accept')", "Accept", tooltip="The mark is right: it counts as confirmed", id="accept"),
        Binding("r", "decide('reject')", "Reject", tooltip="The mark is wrong: it stops counting", id="reject"),
        Binding("W", "withdraw", "Withdraw", show=False, tooltip="Take back what was decided on it", id="withdraw"),
        Binding("V", "rejected", "Unverified", show=False, tooltip="What was proposed in vain", id="rejected"),
        Binding("e", "edit", "Edit", tooltip="Right, but other words or another label", id="edit"),
        Binding("n", "note", "Note", tooltip="Write something about this mark", id="note"),
        Binding("m", "move_side", "Move", tooltip="Put the passage on the other side", id="place"),
        Binding("A", "decide_all('accept')", "Accept all", show=False, tooltip="Every mark listed", id="accept-all"),
        Binding("R", "decide_all('reject')", "Reject all", show=False, tooltip="Every mark listed", id="reject-all"),
        Binding("B", "blind", "Blind", show=False, tooltip="Decide before the suggestion is shown", id="blind"),
    ]
    NEEDS_MARK: ClassVar[frozenset[str]] = frozenset({"open_source", "decide", "edit", "note", "decide_all"})

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Moving needs sides, blind review something undecided, and withdrawing a decision."""
        if action == "withdraw":
            row = self.words.row if self.is_mounted and self.words.display else None
            return row is not None and row.judged.decision is not None
        if action == "rejected":
            return self.picture is not None
        if action in ("move_side", "blind"):
            on_sides = self.picture is not None and self.picture.claim is not None
            return on_sides and (action == "blind" or (self.words.display and self.words.row is not None))
        return super().check_action(action, parameters)

    def action_decide(self, decision: str) -> None:
        """Accept or reject the mark under the cursor; the cursor goes on to the next one."""
        row = self.words.row
        if row is not None:
            words = clip(one_line(row.judged.mark.quote), 40)
            self.do(f"{DONE[decision]} “{words}”", [Action(decision, {"mark": row.judged.mark.id})])
            self.words.step_on(row)

    def point_at(self, mark_ids: Sequence[str]) -> None:
        """What was undone is under the cursor again."""
        self.words.point_at(mark_ids)

    def action_withdraw(self) -> None:
        """Take back what was decided on the mark, now or long ago."""
        row = self.words.row
        if row is not None:
            words = clip(one_line(row.judged.mark.quote), 40)
            self.do(f"withdrew “{words}”", [Action("withdraw", {"mark": row.judged.mark.id})])

    def action_rejected(self) -> None:
        """List what models proposed here with words that do not stand."""
        picture = self.picture
        if picture is not None:
            self.ask(lambda session: session.store.rejected_on(picture.passages), self._show_rejected, "rejected")

    def _show_rejected(self, found: Sequence[RejectedProposal]) -> None:
        if not found:
            self.house.tell("No model proposed anything here that could not be verified.")
            return
        lines = [line for one in found for line in _proposal(one)]
        title = f"{len(found):,} proposals whose words do not stand in their passage; none of them is a mark"
        self.house.push_screen(Listing(title, lines, "rejected.txt"))

    def action_decide_all(self, decision: str) -> None:
        """Accept or reject every listed mark that is not decided, after saying how many."""
        open_rows = [row for row in self.words.listed if row.judged.decision is None]
        if not open_rows:
            self.house.tell("Every listed mark is decided already.")
            return
        filtered = f" that hold “{self.words.wanted}”" if self.words.wanted else ""
        question = f"{decision.title()} the {len(open_rows)} undecided marks listed here{filtered}?"
        actions = [Action(decision, {"mark": row.judged.mark.id}) for row in open_rows]
        says = f"{DONE[decision]} {len(actions)} marks"
        self.house.push_screen(Confirm(question), lambda yes: self.do(says, actions) if yes else None)

    def action_edit(self) -> None:
        """Correct the words or the label."""
        row = self.words.row
        if row is None or self.picture is None:
            return
        passage = self.picture.passages[row.judged.mark.passage_id]
        editor = MarkEditor(self.picture.framework, passage, row.judged.mark)
        self.house.push_screen(editor, lambda changes: self._edit(row, changes))

    def _edit(self, row: Row, changes: Mapping[str, object] | None) -> None:
        if changes:
            self.do("edited a mark", [Action("edit", {"mark": row.judged.mark.id, "changes": dict(changes)})])

    def action_note(self) -> None:
        """Write about the mark; an empty note takes it away."""
        row = self.words.row
        if row is not None:
            mark_id = row.judged.mark.id
            known = self.words.notes.get(f"mark:{mark_id}")
            hint = "Enter keeps it, F7: your editor; empty removes it. #operational keeps words out of public exports."
            line = AskLine("A note on this mark:", known.text if known else "", hint)
            self.house.push_screen(line, lambda text: self._note(mark_id, text))

    def _note(self, mark_id: str, text: str | None) -> None:
        if text is not None:
            self.do("noted", [Action("note", {"mark": mark_id, "text": text.strip()})])

    def action_move_side(self) -> None:
        """Put the passage on the other side; where it is on both or none, ask."""
        row, picture = self.words.row, self.picture
        if row is None or picture is None:
            return
        now = picture.placed.get(row.judged.mark.id, ())
        others = [side for side in picture.sides if side.id not in now]
        if len(now) == 1 and len(others) == 1:
            self._move(row, str(others[0].stance))
            return
        sides = [(str(side.stance), f"{side.name} the claim") for side in picture.sides]
        sides += [(Stance.MIXED.value, "both sides"), (Stance.NEUTRAL.value, "neither side")]
        question = ChooseOne("Which side does this passage take?", sides, Stance.MIXED.value if now else None)
        self.house.push_screen(question, lambda stance: self._move(row, stance))

    def _move(self, row: Row, stance: str | None) -> None:
        picture = self.picture
        if picture is None or picture.claim is None or stance is None:
            return
        passage = picture.passages[row.judged.mark.passage_id]
        to = MOVED[stance]
        self.do(f"moved a passage to {to}", [placing(passage, picture.claim.id, stance)])
        marks = sum(
            one.mark.passage_id == passage.id and one.mark.kind is MarkKind.STEP for one in picture.marks.values()
        )
        self.house.tell(f"The passage and its {marks} marks now stand on {to}. u takes it back.")

    def action_blind(self) -> None:
        """Review marks of this picture whose labels are hidden."""
        # Only needed by those who want it.
        from tui.blind_screen import BlindScreen

        if self.picture is not None:
            self.house.push_screen(BlindScreen(self.picture), lambda _: self.record_changed())


def _proposal(one: RejectedProposal) -> list[str]:
    """What was proposed, why it is no mark, and what the passage has instead."""
    why = f"{one.kind} {one.label} · {one.verdict.replace('_', ' ')} · {one.passage_id} · {one_line(one.author.name)}"
    nearest = [f"  nearest: {one_line(one.nearest)}"] if one.nearest else []
    return [f"“{one_line(one.quote)}”", f"  {why}", *nearest, ""]
