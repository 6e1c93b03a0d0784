"""The structured debate on screen: cases, answers, where the sides disagree, and the words it all rests on."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

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
from debate.remembering import kept_beyond
from debate.session import Session
from tui.argument_tree import ArgumentTree, Branch, branches, disagreement_of, folded_to_arguments
from tui.asides import Aside, asides
from tui.asking_models import start, with_model
from tui.bars import KeyLine, PlaceBar
from tui.dialogs import ChooseOne
from tui.drawing import citation, side_role
from tui.judging import DONE, Judging
from tui.outside import Chat
from tui.rows import Rows
from tui.splitter import Splitter
from tui.subjects import Column, Row, Subject
from tui.words_pane import Words


class Argued(NamedTuple):
    """What there is to be shown."""

    picture: DebateMap
    debate: Sequence[StepDebate]
    beside: Sequence[Aside]


class ArgumentScreen(Judging):
    """Opened over the debate; Esc goes back to it."""

    HELP = """The debate as arguments. Keys that judge work on the mark on the right; on a draft, a and r decide on it.
M has a chat model draft both sides' arguments; you are told what it costs before it is asked."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "fold", "Fold", tooltip="Fold or unfold", id="fold"),
        Binding("z", "fold_all", "Fold all", show=False, tooltip="Each argument to one line", id="fold-all"),
        Binding("Z", "unfold_all", "Unfold all", show=False, tooltip="Down to the sentences", id="unfold-all"),
        Binding("M", "draft", "Draft", tooltip="Have a chat model draft the arguments", id="draft"),
        Binding("escape,q", "back", "Back", tooltip="To where you came from", id="back"),
    ]

    KEY_ORDER: ClassVar[tuple[str, ...]] = (
        "accept", "reject", "fold", "draft", "gap", "open-source", "back", "filter", "undo",
    )  # fmt: skip

    def __init__(self, picture: DebateMap) -> None:
        super().__init__()
        self.picture: DebateMap = picture
        self._debate: Sequence[StepDebate] = ()
        self._beside: Sequence[Aside] = ()

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
        self.ask(lambda session: _argue(session, picture), self._show, "picture")

    def _show(self, told: Argued) -> None:
        picture, debate = told.picture, told.debate
        tree = self.tree_rows
        if not self._debate:
            tree.folded = folded_to_arguments(debate)
        self.picture = tree.picture = picture
        self._debate, self._beside = debate, told.beside
        self.query_one("#argument-state", Static).update(_state(picture, debate))
        tree.show(branches(debate, tree.folded, told.beside))

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
        if action == "draft":
            return self.picture.claim is not None and self.house.job is None
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

    def action_draft(self) -> None:
        """Have a chat model draft the arguments: of every step, or of one."""
        with_model(self, self._choose_steps)

    def _choose_steps(self, chat: Chat, model: str) -> None:
        steps = self.picture.framework.steps
        choices = [("", f"all {len(steps)} steps, and what lies beyond them")]
        choices += [(step.id, f"{step.number} {step.name} alone") for step in steps]
        branch = self.tree_rows.item
        at = branch.step.step_id if branch is not None and branch.step is not None and branch.depth else ""

        def chosen(step_id: str | None) -> None:
            if step_id is not None:
                self._draft(chat, model, [step_id] if step_id else [step.id for step in steps])

        question = f"Which arguments shall {one_line(model)} draft? You are told what it costs first."
        self.house.push_screen(ChooseOne(question, choices, at), chosen)

    def _draft(self, chat: Chat, model: str, steps: Sequence[str]) -> None:
        picture = self.picture
        details = {"claim": picture.claim.id if picture.claim else "", "steps": list(steps)}
        start(self, model, lambda session, terms: chat.draft(session, picture, steps, terms), "draft", details)

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
        self.tree_rows.show(branches(self._debate, folded, self._beside))

    def action_back(self) -> None:
        """From the words to the tree; list all marks again, if only some are; else back."""
        if self.clear_filter():
            return
        if self.tree_rows.has_focus:
            self.dismiss()
        else:
            self.tree_rows.focus()


def _argue(session: Session, picture: DebateMap) -> Argued:
    drawn = session.redraw(picture)
    kept = session.store.arguments_on(picture.claim.id) if picture.claim else []
    found = kept_beyond(session.store, drawn)
    beside = tuple(asides(drawn, found)) if found is not None else ()
    return Argued(drawn, standing_debate(drawn, kept, session.now()), beside)


def _state(picture: DebateMap, debate: Sequence[StepDebate]) -> Content:
    """The claim, and how many drafts wait."""
    drafts = sum(argument.draft for step in debate for argument in step.arguments)
    waiting = f"{drafts} drafts of a model that nobody accepted yet: a accepts, r rejects. " if drafts else ""
    text = one_line(picture.claim.text) if picture.claim else "Compared sources"
    hedge = (f"\n{waiting}{one_line(picture.framework.hedge)}", "$text-warning" if drafts else "$text-muted")
    return Content.assemble((text, "bold"), hedge)


def _subject(picture: DebateMap, branch: Branch) -> Subject:
    """The words on which a branch rests, or what its silence means."""
    if branch.aside is not None or branch.step is None:
        return _beside(picture, branch)
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


def _beside(picture: DebateMap, branch: Branch) -> Subject:
    """What a model said beyond the slots, with the words it rests on."""
    aside = branch.aside
    if aside is None:
        return Subject(branch.path, "", (Column("", "", ()),))
    quoted = "\n\n".join(_quoted(picture, ground) for ground in aside.grounds)
    explained = f"{aside.explained}\n\n{quoted}".strip()
    return Subject(branch.path, one_line(aside.words), (Column("", "", ()),), explained=explained)


def _author(argument: Argument) -> str:
    if argument.author.kind != "model":
        return "from its strongest marks"
    dropped = f", {argument.dropped} sentences dropped: not in their passages" if argument.dropped else ""
    return f"{'draft' if argument.draft else argument.decision} · {one_line(argument.author.name)}{dropped}"


def _quoted(picture: DebateMap, ground: Ground) -> str:
    passage = picture.passages.get(ground.passage_id)
    where = citation(picture.sources[ground.source_id], passage) if passage else ground.source_id
    return f"“{one_line(ground.quote)}”\n— {where}"
