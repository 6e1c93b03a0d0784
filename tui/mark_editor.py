"""Corrects a mark: other words, another label, other criteria."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from debate.framework import Framework
from debate.marks import Mark, MarkKind, Pole, Stance
from debate.sources import Passage
from tui.drawing import POLES
from tui.spans import Span
from tui.textview import TextView
from tui.ticks import Ticks

Changes = Mapping[str, object]


class MarkEditor(ModalScreen[Changes | None]):
    """Answers with what is different; None when it was called off."""

    HELP = """Correct a mark. In the text: v, then move, chooses other words; the mouse does too.
Tab goes to the labels and to the criteria, Space ticks a criterion. ctrl+s keeps, Esc leaves everything as it was."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Keep", priority=True, id="keep"),
        Binding("escape", "dismiss(None)", "Cancel", id="cancel"),
    ]

    def __init__(self, framework: Framework, passage: Passage, mark: Mark) -> None:
        super().__init__()
        self._framework, self._passage, self._mark = framework, passage, mark

    def compose(self) -> ComposeResult:
        """The passage, the labels, the criteria."""
        with Vertical(classes="dialog wide"):
            yield Static(Content("Correct this mark"), classes="question")
            yield TextView(id="edited-words")
            with Horizontal(id="edited-labels"):
                yield OptionList(*(Option(Content(words), id=name) for name, words in self._labels()), id="label")
                yield Ticks(id="criteria")
            yield Static(
                Content("v chooses words · Tab goes on · Space ticks · ctrl+s keeps · Esc leaves"), classes="hint"
            )

    def on_mount(self) -> None:
        """Everything as it is now."""
        start, end = self._mark.start - self._passage.start, self._mark.end - self._passage.start
        self.query_one(TextView).show(self._passage.text, [Span(start, end, "words")], start)
        names = [name for name, _ in self._labels()]
        here = self._label_name(self._mark.label, self._mark.pole)
        self.query_one("#label", OptionList).highlighted = names.index(here) if here in names else 0
        self.query_one("#criteria").display = self._mark.kind is MarkKind.STEP
        self.query_one("#label").focus()

    @on(OptionList.OptionHighlighted, "#label")
    def list_criteria(self, event: OptionList.OptionHighlighted) -> None:
        """The criteria of the step, ticked as they are."""
        if self._mark.kind is not MarkKind.STEP or event.option_id is None:
            return
        step = self._framework.step(event.option_id)
        choices = [(name, f"{name} {self._framework.criteria[name]}") for name in step.criteria]
        self.query_one(Ticks).offer(choices, self._mark.criteria)

    def action_keep(self) -> None:
        """Answer with what is different."""
        chosen = self.query_one("#label", OptionList).highlighted_option
        label, _, pole = (chosen.id or "" if chosen else self._mark.label).partition("/")
        changes: dict[str, object] = {"label": label}
        if pole:
            changes["pole"] = pole
        if self._mark.kind is MarkKind.STEP:
            changes["criteria"] = sorted(self.query_one(Ticks).ticked)
        span = self.query_one(TextView).chosen
        if span is not None:
            start, end = span[0] + self._passage.start, span[1] + self._passage.start
            changes |= {"start": start, "end": end, "quote": self._passage.text[slice(*span)]}
        now = {"label": self._mark.label, "pole": self._mark.pole, "criteria": sorted(self._mark.criteria)}
        self.dismiss({name: value for name, value in changes.items() if now.get(name) != value})

    def _labels(self) -> list[tuple[str, str]]:
        if self._mark.kind is MarkKind.STEP:
            return [(step.id, f"{step.number} {step.name}") for step in self._framework.steps]
        if self._mark.kind is MarkKind.ASSUMPTION:
            return [
                (self._label_name(slot.id, pole), f"{POLES[pole]} {slot.name}: {slot.poles[pole]}")
                for slot in self._framework.slots
                for pole in Pole
            ]
        if self._mark.kind is MarkKind.STANCE:
            return [(stance.value, stance.value) for stance in Stance]
        named = self._framework.properties if self._mark.kind is MarkKind.PROPERTY else self._framework.benefits
        return [(one.id, one.name) for one in named]

    def _label_name(self, label: str, pole: Pole | None) -> str:
        return f"{label}/{pole}" if self._mark.kind is MarkKind.ASSUMPTION and pole else label
