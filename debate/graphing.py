"""Draws the graph of a map: claim, sides, steps, assumptions, arguments, passages, sources, with the holes visible."""

from collections.abc import Iterator
from itertools import combinations

from debate.coverage import Cell
from debate.differences import Alignment
from debate.graph import Edge, EdgeKind, MapGraph, Node, NodeKind
from debate.maps import DebateMap
from debate.marks import MarkKind, Pole, Stance
from debate.sides import Side
from debate.verdicts import JudgedMark


def graph_of(picture: DebateMap, strongest: int | None = None) -> MapGraph:
    """The graph of a map, with every argument of a side or the `strongest` ones of each step and assumption."""
    placed = [picture.marks[mark_id] for mark_id in picture.placed]
    ranked = sorted(placed, key=lambda judged: (not judged.confirmed, -judged.mark.confidence, judged.mark.id))
    drawn = ranked if strongest is None else list(_strongest(picture, ranked, strongest))
    steps = [_step(picture, cell) for cell in picture.cells]
    counted = picture.counted_ids()
    assumptions = _assumptions(picture, placed, counted)
    nodes = (
        *_claim(picture),
        *(_side(side) for side in picture.sides),
        *steps,
        *assumptions,
        *(_argument(picture, judged, counted) for judged in drawn),
        *_grounds(picture, drawn),
    )
    edges = (
        *_stances(picture),
        *(Edge(node.id, f"side:{node.side_ids[0]}", EdgeKind.COVERS) for node in steps),
        *(Edge(node.id, f"side:{node.side_ids[0]}", EdgeKind.ASSUMES) for node in assumptions),
        *_contests(picture),
        *(edge for judged in drawn for edge in _bearings(picture, judged)),
        *_places(picture, drawn),
    )
    return MapGraph(nodes, edges, len(ranked) - len(drawn))


def _strongest(picture: DebateMap, ranked: list[JudgedMark], strongest: int) -> Iterator[JudgedMark]:
    """The first few of each place a mark can have, in order; a mark that is strong in one place stays."""
    filled: dict[str, int] = {}
    for judged in ranked:
        targets = [edge.target for edge in _bearings(picture, judged) if edge.kind is not EdgeKind.QUOTES]
        if any(filled.get(target, 0) < strongest for target in targets):
            yield judged
        for target in targets:
            filled[target] = filled.get(target, 0) + 1


def _claim(picture: DebateMap) -> Iterator[Node]:
    if picture.claim is not None:
        yield Node("claim", NodeKind.CLAIM, picture.claim.id, picture.claim.text)


def _side(side: Side) -> Node:
    return Node(f"side:{side.id}", NodeKind.SIDE, side.id, side.name, (side.id,))


def _step(picture: DebateMap, cell: Cell) -> Node:
    return Node(
        _step_id(cell.side_id, cell.step_id),
        NodeKind.STEP,
        cell.step_id,
        picture.framework.step(cell.step_id).name,
        (cell.side_id,),
        step_id=cell.step_id,
        level=cell.level,
        counted=bool(cell.mark_ids),
        confirmed=cell.confirmed,
    )


def _assumptions(picture: DebateMap, placed: list[JudgedMark], counted: frozenset[str]) -> list[Node]:
    """A node for each side, slot and pole that a mark speaks of, in the order of the differences."""
    backing: dict[tuple[str, str, Pole], list[JudgedMark]] = {}
    for judged in placed:
        if judged.mark.kind is MarkKind.ASSUMPTION and judged.mark.pole is not None:
            for side_id in picture.placed[judged.mark.id]:
                backing.setdefault((judged.mark.label, side_id, judged.mark.pole), []).append(judged)
    order = [
        (difference.slot_id, side.id, pole)
        for difference in picture.differences
        for side in picture.sides
        for pole in Pole
    ]
    return [_assumption(picture, *key, backing[key], counted) for key in order if key in backing]


def _assumption(
    picture: DebateMap, slot_id: str, side_id: str, pole: Pole, marks: list[JudgedMark], counted: frozenset[str]
) -> Node:
    backing = [judged for judged in marks if judged.mark.id in counted]
    return Node(
        _assumption_id(side_id, slot_id, pole),
        NodeKind.ASSUMPTION,
        slot_id,
        picture.framework.slot(slot_id).poles[pole],
        (side_id,),
        slot_id=slot_id,
        pole=pole,
        counted=bool(backing),
        confirmed=any(judged.confirmed for judged in backing),
    )


def _argument(picture: DebateMap, judged: JudgedMark, counted: frozenset[str]) -> Node:
    mark = judged.mark
    return Node(
        f"argument:{mark.id}",
        NodeKind.ARGUMENT,
        mark.id,
        mark.quote,
        picture.placed[mark.id],
        step_id=mark.label if mark.kind is MarkKind.STEP else None,
        slot_id=mark.label if mark.kind is MarkKind.ASSUMPTION else None,
        pole=mark.pole,
        counted=mark.id in counted,
        confirmed=judged.confirmed,
        confidence=mark.confidence,
    )


def _grounds(picture: DebateMap, drawn: list[JudgedMark]) -> Iterator[Node]:
    """The passages that are quoted, and their sources."""
    passage_ids = dict.fromkeys(judged.mark.passage_id for judged in drawn)
    for passage_id in passage_ids:
        yield Node(f"passage:{passage_id}", NodeKind.PASSAGE, passage_id, picture.passages[passage_id].text)
    for source_id in dict.fromkeys(picture.passages[passage_id].source_id for passage_id in passage_ids):
        yield Node(f"source:{source_id}", NodeKind.SOURCE, source_id, picture.sources[source_id].title)


def _stances(picture: DebateMap) -> Iterator[Edge]:
    """A side that is a document among others neither supports nor attacks as a whole."""
    kinds = {Stance.FOR: EdgeKind.SUPPORTS, Stance.AGAINST: EdgeKind.ATTACKS}
    for side in picture.sides if picture.claim else ():
        if side.stance in kinds:
            yield Edge(f"side:{side.id}", "claim", kinds[side.stance])


def _contests(picture: DebateMap) -> Iterator[Edge]:
    for difference in picture.differences:
        if difference.alignment is not Alignment.CONTESTED:
            continue
        speaking = [position for position in difference.positions if position.pole is not None]
        for one, other in combinations(speaking, 2):
            if one.pole is not None and other.pole is one.pole.other:
                source = _assumption_id(one.side_id, difference.slot_id, one.pole)
                target = _assumption_id(other.side_id, difference.slot_id, other.pole)
                yield Edge(source, target, EdgeKind.CONTESTS)


def _bearings(picture: DebateMap, judged: JudgedMark) -> Iterator[Edge]:
    mark = judged.mark
    node_id = f"argument:{mark.id}"
    for side_id in picture.placed[mark.id]:
        if mark.kind is MarkKind.STEP:
            yield Edge(node_id, _step_id(side_id, mark.label), EdgeKind.BACKS)
        elif mark.kind is MarkKind.ASSUMPTION and mark.pole is not None:
            yield Edge(node_id, _assumption_id(side_id, mark.label, mark.pole), EdgeKind.BACKS)
        else:
            yield Edge(node_id, f"side:{side_id}", EdgeKind.SPEAKS_FOR)
    yield Edge(node_id, f"passage:{mark.passage_id}", EdgeKind.QUOTES)


def _places(picture: DebateMap, drawn: list[JudgedMark]) -> Iterator[Edge]:
    for passage_id in dict.fromkeys(judged.mark.passage_id for judged in drawn):
        source_id = picture.passages[passage_id].source_id
        yield Edge(f"passage:{passage_id}", f"source:{source_id}", EdgeKind.PART_OF)


def _step_id(side_id: str, step_id: str) -> str:
    return f"step:{side_id}/{step_id}"


def _assumption_id(side_id: str, slot_id: str, pole: Pole) -> str:
    return f"assumption:{side_id}/{slot_id}/{pole}"
