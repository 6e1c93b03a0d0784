"""The structured debate on screen: cases, answers, where the sides disagree, and the words it all rests on."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from debate.actions import Action
from debate.arguing import StepDebate, standing_debate
from debate.arguments import Argument, Ground
from debate.maps import DebateMap
from debate.plain import clip, one_line
from debate.session import Session
from tui.argument_tree import ArgumentTree, Branch, branches, disagreement_of, folded_to_arguments
from tui.bars import KeyLine, PlaceBar
from tui.drawing import citation, side_role
from tui.judging import DONE, Judging
from tui.rows import Rows
from tui.splitter import Splitter
from tui.subjects import Column, Row, Subject
from tui.words_pane import Words


class ArgumentScreen(Judging):
    """Opened over the debate; Esc goes back to it."""

    HELP = (
        """The debate as arguments. Keys that judge work on the mark on the right; on a draft, a and r decide on it."""
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "fold", "Fold", tooltip="Fold or unfold", id="fold"),
        Binding("z", "fold_all", "Fold all", show=False, tooltip="Each argument to one line", id="fold-all"),
        Binding("Z", "unfold_all", "Unfold all", show=False, tooltip="Down to the sentences", id="unfold-all"),
        Binding("escape,q", "back", "Back", tooltip="To where you came from", id="back"),
    ]

    KEY_ORDER: ClassVar[tuple[str, ...]] = ("accept", "reject", "fold", "gap", "open-source", "back", "filter", "undo")

    def __init__(self, picture: DebateMap) -> None:
        super().__init__()
        self.picture: DebateMap = picture
        self._debate: Sequence[StepDebate] = ()

    def compose(self) -> ComposeResult:
        """The claim, the tree, and the words beside it."""
        yield PlaceBar()
        yield Static("Putting the arguments together …", id="argument-state")
        with Horizontal(id="halves"):
            with Vertical(id="left"):
                yield ArgumentTree(id="arguments")
            yield Splitter("#left")
            yield Words(id="right")
        yield KeyLine()

    @property
    def tree_rows(self) -> ArgumentTree:
        """The tree."""
        return self.query_one(ArgumentTree)

    def on_mount(self) -> None:
        """Ask for the arguments."""
        self.tree_rows.focus()
        self.record_changed()

    def record_changed(self) -> None:
        """The same passages with the marks, and the drafts, as they are now."""
        picture = self.picture
        self.ask(lambda session: _argue(session, picture), lambda told: self._show(*told), "picture")

    def _show(self, picture: DebateMap, debate: Sequence[StepDebate]) -> None:
        tree = self.tree_rows
        if not self._debate:
            tree.folded = folded_to_arguments(debate)
        self.picture = tree.picture = picture
        self._debate = debate
        self.query_one("#argument-state", Static).update(_state(picture, debate))
        tree.show(branches(debate, tree.folded))

    @on(Rows.Highlighted, "#arguments")
    def show_words(self, event: Rows.Highlighted) -> None:
        """The words on which it rests."""
        self.words.show(self.picture, _subject(self.picture, event.item))
        self.refresh_bindings()

    @property
    def draft(self) -> Argument | None:
        """The draft, decided or not, under the cursor of the tree."""
        branch = self.tree_rows.item if self.is_mounted and self.tree_rows.has_focus else None
        argument = branch.argument if branch is not None and branch.sentence is None else None
        return argument if argument is not None and argument.author.kind == "model" else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """On a draft, accepting and rejecting are about the draft."""
        return True if action == "decide" and self.draft is not None else super().check_action(action, parameters)

    def action_decide(self, decision: str) -> None:
        """Decide on the draft under the cursor, else on the mark."""
        draft = self.draft
        if draft is None:
            super().action_decide(decision)
            return
        says = f"{DONE[decision]} the draft “{clip(one_line(draft.text), 40)}”"
        self.do(says, [Action(f"{decision}-draft", {"draft": draft.id})])

    @on(Rows.Chosen, "#arguments")
    def open_branch(self, event: Rows.Chosen) -> None:
        """Enter unfolds; on a sentence it goes to the words."""
        if event.item.below:
            self.action_fold()
        else:
            self.call_after_refresh(self.query_one("#context").focus)

    def action_fold(self) -> None:
        """Fold or unfold what is under the cursor."""
        branch = self.tree_rows.item
        if branch is not None and branch.below:
            self._fold(self.tree_rows.folded ^ {branch.path})

    def action_fold_all(self) -> None:
        """Each argument to one line."""
        self._fold(folded_to_arguments(self._debate))

    def action_unfold_all(self) -> None:
        """Down to the sentences."""
        self._fold(frozenset())

    def _fold(self, folded: frozenset[str]) -> None:
        self.tree_rows.folded = folded
        self.tree_rows.show(branches(self._debate, folded))

    def action_back(self) -> None:
        """From the words to the tree; list all marks again, if only some are; else back."""
        if self.clear_filter():
            return
        if self.tree_rows.has_focus:
            self.dismiss()
        else:
            self.tree_rows.focus()


def _argue(session: Session, picture: DebateMap) -> tuple[DebateMap, Sequence[StepDebate]]:
    drawn = session.redraw(picture)
    kept = session.store.arguments_on(picture.claim.id) if picture.claim else []
    return drawn, standing_debate(drawn, kept, session.now())


def _state(picture: DebateMap, debate: Sequence[StepDebate]) -> Content:
    """The claim, and how many drafts wait."""
    drafts = sum(argument.draft for step in debate for argument in step.arguments)
    waiting = f"{drafts} drafts of a model that nobody accepted yet: a accepts, r rejects. " if drafts else ""
    text = one_line(picture.claim.text) if picture.claim else "Compared sources"
    hedge = (f"\n{waiting}{one_line(picture.framework.hedge)}", "$text-warning" if drafts else "$text-muted")
    return Content.assemble((text, "bold"), hedge)


def _subject(picture: DebateMap, branch: Branch) -> Subject:
    """The words on which a branch rests, or what its silence means."""
    step = picture.framework.step(branch.step.step_id)
    if branch.gap is not None:
        explained = (
            f"{branch.gap.silence.meaning}\n\nWanted: {branch.gap.wanted}\n\nPress g to search: {branch.gap.query}"
        )
        title = f"◯ {step.short} · {one_line(picture.side(branch.gap.side_id).name)}"
        return Subject(branch.path, title, (Column("", "", ()),), explained=explained, query=branch.gap.query)
    argument = branch.argument
    if argument is None:
        return Subject(branch.path, step.name, (Column("", "", ()),), explained=f"Asks: {step.asks}")
    sentences = (branch.sentence,) if branch.sentence is not None else argument.sentences
    grounds = [ground for sentence in sentences for ground in sentence.grounds]
    marks = [picture.marks[name] for ground in grounds if (name := ground.mark_id) and name in picture.marks]
    rows = [Row(one, counted=True) for one in marks]
    title = f"{one_line(picture.side(argument.side_id).name)} · {step.short} — {_author(argument)}"
    said = "\n".join(one_line(sentence.text) for sentence in sentences)
    quoted = "\n\n".join(_quoted(picture, ground) for ground in grounds)
    column = Column("", side_role(picture, argument.side_id), rows)
    return Subject(branch.path, title, (column,), disagreement_of(argument), explained=f"{said}\n\n{quoted}")


def _author(argument: Argument) -> str:
    if argument.author.kind != "model":
        return "from its strongest marks"
    dropped = f", {argument.dropped} sentences dropped: not in their passages" if argument.dropped else ""
    return f"{'draft' if argument.draft else argument.decision} · {one_line(argument.author.name)}{dropped}"


def _quoted(picture: DebateMap, ground: Ground) -> str:
    passage = picture.passages.get(ground.passage_id)
    where = citation(picture.sources[ground.source_id], passage) if passage else ground.source_id
    return f"“{one_line(ground.quote)}”\n— {where}"
