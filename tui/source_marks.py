"""Marks of one source as they are painted in its text, in its margin and in its minimap."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from debate.coverage import counts
from debate.framework import Framework
from debate.marks import MarkKind
from debate.reading import OpenSource
from debate.verdicts import JudgedMark
from tui.drawing import POLES
from tui.lines import Part
from tui.spans import Span

MARGIN = 9
"""Columns of the margin."""


class SourceMarks:
    """The marks of an open source that are about words: all but stances, which take whole stretches."""

    def __init__(self, opened: OpenSource, framework: Framework, trust: float) -> None:
        self.opened = opened
        self.framework = framework
        self._trust = trust
        self.marks: Sequence[JudgedMark] = [one for one in opened.marks if one.mark.kind is not MarkKind.STANCE]
        self._starts = [one.mark.start for one in self.marks]

    def spans(self) -> list[Span]:
        """Underlined in the colour of the step; what is too unsure to count stands in the margin alone."""
        return [
            Span(one.mark.start, one.mark.end, f"marked {self._role(one)}".strip())
            for one in self.marks
            if counts(one, self._trust)
        ]

    def margin(self, start: int, end: int) -> list[Part]:
        """The labels of the marks that begin in a line, as many as there is room for."""
        here = self.marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        parts: list[Part] = []
        room = MARGIN - 1
        for one in here:
            label = self._label(one)
            if len(label) + 1 > room:
                parts[-1] = (parts[-1][0].rstrip() + "…", parts[-1][1])
                room -= 0 if parts[-1][0].endswith("…") else 1
                break
            parts.append((label + " ", self._role(one) + (" strong" if one.confirmed else "")))
            room -= len(label) + 1
        used = sum(len(text) for text, _ in parts)
        return [*parts, (" " * (MARGIN - used), "")]

    def places(self) -> list[tuple[float, str]]:
        """For the minimap."""
        length = max(len(self.opened.text), 1)
        return [(one.mark.start / length, self._role(one)) for one in self.marks if counts(one, self._trust)]

    def at(self, offset: int, came_from: str = "") -> JudgedMark | None:
        """The narrowest mark on this character, or the one with the id `came_from` if it is among those there."""
        upto = bisect_right(self._starts, offset)
        around = [one for one in self.marks[max(0, upto - 400) : upto] if one.mark.start <= offset < one.mark.end]
        return min(around, key=lambda one: (one.mark.id != came_from, one.mark.end - one.mark.start), default=None)

    def next_start(self, offset: int, step: int) -> int | None:
        """Where the next mark begins, or the one before."""
        if step > 0:
            place = bisect_right(self._starts, offset)
            return self._starts[place] if place < len(self._starts) else None
        place = bisect_left(self._starts, offset) - 1
        return self._starts[place] if place >= 0 else None

    def _label(self, one: JudgedMark) -> str:
        mark = one.mark
        if mark.kind is MarkKind.STEP:
            return mark.criteria[0] if mark.criteria else self._number(mark.label)
        return POLES[mark.pole] if mark.kind is MarkKind.ASSUMPTION else {"property": "p", "benefit": "b"}[mark.kind]

    def _role(self, one: JudgedMark) -> str:
        if not counts(one, self._trust):
            return "dim"
        return f"step-{self._number(one.mark.label)}" if one.mark.kind is MarkKind.STEP else ""

    def _number(self, step_id: str) -> str:
        return next((str(step.number) for step in self.framework.steps if step.id == step_id), "1")
