"""What stands below the matrix: assumptions slot by slot, cruxes, and what the lint finds."""

from collections.abc import Hashable, Sequence
from typing import Any

from debate.cruxes import Crux
from debate.differences import Difference
from debate.lint import Finding
from debate.maps import DebateMap
from tui.drawing import crux_lines, difference_lines, finding_lines
from tui.lines import Line
from tui.rows import Rows


class Assumptions(Rows[Difference]):
    """Every slot: contested first."""

    HELP = """Assumptions, slot by slot: ⇄ contested   = shared   ◂ one side only   ∅ nobody speaks of it
For each side, by its first letter: ▲ it takes the pole that raises the risk, ▼ the one that doubts it, and how many
marks say so. The words of both sides are next to each other beside or below."""

    def __init__(self, **more: Any) -> None:
        super().__init__(self._lines_of, key=lambda difference: difference.slot_id, **more)
        self._picture: DebateMap | None = None

    def show_picture(self, picture: DebateMap) -> None:
        """Show the slots of a picture."""
        self._picture = picture
        self.show(picture.differences)

    def _lines_of(self, difference: Difference, columns: int) -> Sequence[Line]:
        return difference_lines(self._picture, difference, columns) if self._picture else []


class Cruxes(Rows[Crux | Finding]):
    """Contested slots by how much rests on them, then the cautions."""

    HELP = """Cruxes: contested assumptions, ranked by how much of the picture rests on them (0 to 1),
each with what would settle it. Below them the cautions (⚠): where a side falls short of marginal risk, and the fix."""

    def __init__(self, **more: Any) -> None:
        super().__init__(self._lines_of, key=_key, tall=2, **more)
        self._picture: DebateMap | None = None

    def show_picture(self, picture: DebateMap) -> None:
        """Show the cruxes of a picture and its cautions about sides."""
        self._picture = picture
        self.show([*picture.cruxes, *(finding for finding in picture.findings if finding.side_id)])

    def _lines_of(self, item: Crux | Finding, columns: int) -> Sequence[Line]:
        if self._picture is None:
            return []
        if isinstance(item, Finding):
            return finding_lines(self._picture, item, columns)
        return crux_lines(self._picture, item, self._picture.cruxes.index(item) + 1, columns)


def _key(item: Crux | Finding) -> Hashable:
    return item.slot_id if isinstance(item, Crux) else (item.rule_id, item.side_id)
