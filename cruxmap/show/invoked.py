"""Which properties of open models and which benefits of openness each side names."""

from collections import Counter
from collections.abc import Sequence

from cruxmap.show.console import heading, line
from debate.coverage import counts
from debate.framework import Named
from debate.maps import DebateMap
from debate.marks import Mark, MarkKind
from debate.plain import clip, one_line
from debate.sides import Side


def show_invoked(picture: DebateMap) -> None:
    """Print for each side what it names and how often; nothing when no side names any."""
    lists = (
        ("properties", MarkKind.PROPERTY, picture.framework.properties),
        ("benefits", MarkKind.BENEFIT, picture.framework.benefits),
    )
    found = [
        (f"{clip(one_line(side.name), 30)}, {title}: ", names)
        for side in picture.sides
        for title, kind, known in lists
        if (names := _named(picture, side, kind, known))
    ]
    if found:
        heading("Properties of open models and benefits of openness that are named")
        for label, names in found:
            line(names, label=label)


def _named(picture: DebateMap, side: Side, kind: MarkKind, known: Sequence[Named]) -> str:
    marks = [
        judged.mark
        for mark_id, judged in picture.marks.items()
        if judged.mark.kind is kind and side.id in picture.placed.get(mark_id, ()) and counts(judged, picture.trust)
    ]
    often = Counter(mark.label for mark in marks)
    return ", ".join(f"{one.name} {often[one.id]}{_caveats(marks, one)}" for one in known if often[one.id])


def _caveats(marks: Sequence[Mark], benefit: Named) -> str:
    given = sum(mark.caveat for mark in marks if mark.label == benefit.id)
    return f" (its caveat too in {given})" if given else ""
