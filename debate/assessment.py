"""One document, read from end to end: six levels, criteria met, assumptions taken, and which way it leans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from debate.claims import REFERENCE_CLAIM_ID
from debate.coverage import TRUST, Cell, counts
from debate.differences import Position
from debate.framework import Framework
from debate.maps import DebateMap, map_sources
from debate.marks import MarkKind, Stance
from debate.sides import sides_of_sources
from debate.sources import Passage, Source
from debate.verdicts import JudgedMark


@dataclass(frozen=True, slots=True)
class Assessment:
    """A row of the paper's Table 1, with what it was made from."""

    source: Source
    passages: int
    cells: tuple[Cell, ...]
    """One a step, in order."""
    positions: Mapping[str, Position]
    """Slot id -> the pole taken; slots the document is silent on are left out."""
    stance: Stance | None
    """Toward the framework's standing claim; None when no passage takes a stance."""
    stances: Mapping[Stance, int]
    """How many passages take each stance."""
    map: DebateMap


def assess(
    framework: Framework,
    source: Source,
    passages: Mapping[str, Passage],
    marks: list[JudgedMark],
    trust: float = TRUST,
    pending: int = 0,
) -> Assessment:
    """Rate one source from the marks on all its passages, of which so many are not marked yet."""
    picture = map_sources(framework, sides_of_sources([source]), passages, {source.id: source}, marks, trust, pending)
    stances = count_stances(marks, trust)
    return Assessment(
        source=source,
        passages=len(passages),
        cells=picture.cells,
        positions={d.slot_id: d.positions[0] for d in picture.differences if d.positions[0].pole is not None},
        stance=overall(stances),
        stances=stances,
        map=picture,
    )


def count_stances(marks: Iterable[JudgedMark], trust: float = TRUST) -> dict[Stance, int]:
    """How many trusted stance marks toward the standing claim say what; one a passage, the widest."""
    widest: dict[str, JudgedMark] = {}
    for judged in marks:
        mark = judged.mark
        if mark.kind is not MarkKind.STANCE or mark.claim_id != REFERENCE_CLAIM_ID or not counts(judged, trust):
            continue
        known = widest.get(mark.passage_id)
        if known is None or mark.end - mark.start > known.mark.end - known.mark.start:
            widest[mark.passage_id] = judged
    found = dict.fromkeys(Stance, 0)
    for judged in widest.values():
        found[Stance(judged.mark.label)] += 1
    return found


def overall(stances: Mapping[Stance, int]) -> Stance | None:
    """The document's stance: a side when it has at least twice the passages of the other, else mixed.

    Mixed passages count half for each side; a document with neutral passages alone is neutral.
    """
    for_ = stances[Stance.FOR] + stances[Stance.MIXED] / 2
    against = stances[Stance.AGAINST] + stances[Stance.MIXED] / 2
    if not for_ and not against:
        return Stance.NEUTRAL if stances[Stance.NEUTRAL] else None
    if for_ >= 2 * against:
        return Stance.FOR
    return Stance.AGAINST if against >= 2 * for_ else Stance.MIXED
