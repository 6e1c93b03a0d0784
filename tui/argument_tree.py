"""What the sides say to each other, as lines that fold: steps, cases, the answers to them, and their sentences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from debate.arguing import StepDebate
from debate.arguments import Argument, Disagreement, Part, Sentence
from debate.gaps import Gap
from debate.maps import DebateMap
from debate.plain import clip, one_line, width
from tui.asides import Aside
from tui.drawing import side_role
from tui.lines import Line
from tui.lines import Part as Words
from tui.rows import Rows


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree: a step, an argument, a sentence of it, a gap, or what stands beside the steps."""

    path: str
    depth: int
    step: StepDebate | None = None
    argument: Argument | None = None
    sentence: Sentence | None = None
    gap: Gap | None = None
    aside: Aside | None = None
    below: int = 0


def branches(debate: Iterable[StepDebate], folded: frozenset[str], beside: Iterable[Aside] = ()) -> list[Branch]:
    """Every line that is not inside something folded, in reading order; what stands beside the steps comes last."""
    last = [
        Branch(one.path, one.depth, aside=one, below=one.below)
        for one in beside
        if one.path.partition("/")[0] not in folded or one.depth == 0
    ]
    return [*_unfolded(debate, folded), *last]


def folded_to_arguments(debate: Iterable[StepDebate]) -> frozenset[str]:
    """What to fold so that each argument takes one line."""
    return frozenset(branch.path for branch in branches(debate, frozenset()) if branch.argument and branch.below)


def _unfolded(debate: Iterable[StepDebate], folded: frozenset[str]) -> Iterator[Branch]:
    for step in debate:
        yield Branch(step.step_id, 0, step, below=len(step.arguments) + len(step.gaps))
        if step.step_id in folded:
            continue
        for argument in step.arguments:
            yield from _sentences(step, argument, folded)
        for gap in step.gaps:
            yield Branch(f"{step.step_id}/{gap.side_id}", 1, step, gap=gap)


def _sentences(step: StepDebate, argument: Argument, folded: frozenset[str]) -> Iterator[Branch]:
    depth = 2 if argument.part is Part.REBUTTAL else 1
    path = f"{step.step_id}/{argument.id}"
    yield Branch(path, depth, step, argument, below=len(argument.sentences))
    if path not in folded:
        for number, sentence in enumerate(argument.sentences, 1):
            yield Branch(f"{path}/{number}", depth + 1, step, argument, sentence)


def disagreement_of(argument: Argument) -> str:
    """About what an answer disagrees, in a sentence; empty for a case."""
    if argument.disagreement is None:
        return ""
    if argument.disagreement is Disagreement.NONE:
        return "The answer does not meet the case: they pass each other by."
    return f"They disagree about {argument.disagreement.replace('_', ' ')}: {one_line(argument.disagreement_text)}"


class ArgumentTree(Rows[Branch]):
    """One line a branch; the whole sentence is beside it."""

    HELP = """What the sides say to each other, step by step; the sides' answers stand below the cases they answer.
Every sentence rests on words of a source: they are beside it, or below. ⇄ says about what the sides disagree.
“draft” was written by a model and stands only when you accept it (a); what marks make is the sources' own words."""

    def __init__(self, **more: Any) -> None:
        super().__init__(self._lines_of, key=lambda branch: branch.path, **more)
        self.picture: DebateMap | None = None
        self.folded: frozenset[str] = frozenset()

    def _lines_of(self, branch: Branch, columns: int) -> Sequence[Line]:
        if self.picture is None:
            return []
        fold = ("▸ " if branch.path in self.folded else "▾ ") if branch.below else "  "
        parts: list[Words] = [("  " * branch.depth + fold, "dim"), *self._head(self.picture, branch)]
        room = columns - sum(width(text) for text, _ in parts)
        words, role = self._words(self.picture, branch)
        return [[*parts, (clip(one_line(words), max(room, 8)), role)]]

    def _head(self, picture: DebateMap, branch: Branch) -> list[Words]:
        argument = branch.argument
        if branch.gap is not None:
            return [("◯ ", "dim"), (f"{one_line(picture.side(branch.gap.side_id).name)}: ", "dim")]
        if argument is None or branch.sentence is not None:
            return []
        name = one_line(picture.side(argument.side_id).name)
        answers = " answers" if argument.part is Part.REBUTTAL else ""
        head: list[Words] = [(f"{name}{answers}: ", f"{side_role(picture, argument.side_id)} strong")]
        if argument.draft:
            head.append(("draft ", "warn"))
        elif argument.decision is not None:
            head.append(("✓ ", "good"))
        return head

    def _words(self, picture: DebateMap, branch: Branch) -> Words:
        if branch.gap is not None:
            return branch.gap.silence.meaning, "dim"
        if branch.sentence is not None and branch.argument is not None:
            number = branch.argument.sentences.index(branch.sentence) + 1
            return f"{number} {branch.sentence.text}", ""
        if branch.argument is not None:
            about = branch.argument.disagreement
            sign = f"⇄ {about.replace('_', ' ')} · " if about else ""
            return sign + branch.argument.text, ""
        if branch.aside is not None:
            return branch.aside.words, "" if branch.depth else "strong"
        if branch.step is None:
            return "", ""
        step = picture.framework.step(branch.step.step_id)
        return f"{step.number} {step.name}", "strong"
