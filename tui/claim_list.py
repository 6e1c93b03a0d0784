"""Claims that were asked, each with a small picture of its coverage."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from debate.claims import Claim
from debate.coverage import Level
from debate.glances import Glance
from debate.plain import clip, one_line
from tui.lines import Line, Part
from tui.rows import Rows

_WEIGHTS = {level.glyph: level.weight for level in Level}


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim in the list."""

    claim: Claim
    glance: Glance | None
    fields: str
    """What it says of misuse, direction, baselines, actor and horizon, by names."""
    asked: bool = True
    """False for a sample that nobody asked yet."""

    @property
    def apart(self) -> float:
        """How much of the coverage is on one side only, by the small picture; 0 where there is none."""
        rows = list(self.glance.levels.values()) if self.glance else []
        steps = list(zip(*([_WEIGHTS.get(glyph, 0.0) for glyph in row] for row in rows), strict=False))
        most = sum(max(step) for step in steps)
        return sum(max(step) - min(step) for step in steps) / most if most else 0.0


ORDERS: Mapping[str, Callable[[Listed], Any] | None] = {
    "newest first": None,
    "by misuse": lambda listed: (listed.claim.vector or "~", listed.claim.text.casefold()),
    "by words": lambda listed: listed.claim.text.casefold(),
    "talking past first": lambda listed: -listed.apart,
}


class ClaimList(Rows[Listed]):
    """Two lines a claim."""

    HELP = """The claims that were asked. The glyphs are the six steps for the side For, then for Against:
⬤ full  ◑ partial  ◯ this side does not say  · nothing there. Enter shows the debate, d deletes (u brings it back)."""

    def __init__(self, **more: Any) -> None:
        super().__init__(_lines, key=lambda listed: listed.claim.id, tall=2, **more)


def _lines(listed: Listed, columns: int) -> Sequence[Line]:
    levels = dict(listed.glance.levels) if listed.glance else {}
    small: list[Part] = [(f"{levels.get('for', ''):<6} ", "for"), (f"{levels.get('against', ''):<6}  ", "against")]
    small = small if levels else [("not mapped yet ", "dim")]
    text = clip(one_line(listed.claim.text), columns)
    fields = listed.fields if listed.asked else f"a sample: Enter asks it · {listed.fields}"
    return [[(text, "strong" if listed.asked else "")], [*small, (clip(fields, columns - 15), "dim")]]


def found(listed: Sequence[Listed], wanted: str, order: str) -> list[Listed]:
    """Those that hold every wanted word, in this order."""
    words = wanted.casefold().split()
    kept = [one for one in listed if all(word in one.claim.text.casefold() for word in words)]
    key = ORDERS[order]
    return sorted(kept, key=key) if key else kept
