"""Draws the statements of a map: the claim, what each side assumes, and every argument of a side."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from debate.graph import EdgeKind, MapGraph, Node, NodeKind
from debate.graphing import graph_of
from debate.handout import Handout
from debate.marks import Stance
from debate.plain import clip, one_line
from store.exchange.arguments import ArgumentMap, Link, Relation, Statement
from store.exchange.errors import NotExpressible
from store.exchange.references import citation_parts
from store.exchange.tables import claim_row, mark_row

LONGEST_TITLE = 48
"""Columns of a statement's title."""
_SIGNS = re.compile(r"[^\w ,.’'()-]|_")
"""What could mean something in a format, and is no word."""
_FOLLOWS = ("quote", "name", "side_ids", "counted", "claim_text")
"""Columns of a row that are the statement itself, or follow from it."""


def arguments_of(handout: Handout) -> ArgumentMap:
    """The statements and how each bears on the claim; raises NotExpressible for documents side by side."""
    claim = handout.map.claim
    if claim is None:
        raise NotExpressible(
            "Documents side by side have no claim to argue about.",
            "Export a claim, or choose html, json, csv or graphml.",
        )
    graph = graph_of(handout.map)
    said = {"kind": "claim", **_kept(claim_row(handout))}
    nodes = [node for node in graph.nodes if node.kind in (NodeKind.ASSUMPTION, NodeKind.ARGUMENT)]
    addresses = {source.id: citation_parts(source.csl).url for source in handout.map.sources.values()}
    statements = _titled(_statement(handout, node, addresses) for node in nodes)
    return ArgumentMap(
        one_line(claim.text),
        (Statement("claim", claim.text, "Claim", data=said), *statements),
        tuple(_links(handout, graph)),
    )


def _statement(handout: Handout, node: Node, addresses: Mapping[str, str]) -> Statement:
    speakers = tuple(handout.map.side(side_id).name for side_id in node.side_ids)
    sides: dict[str, object] = {"sides": list(node.side_ids)}
    if node.kind is NodeKind.ASSUMPTION:
        name = handout.map.framework.slot(node.ref).name
        data = {"kind": "position", "slot": node.ref, "pole": str(node.pole), **sides}
        return Statement(node.id, node.text, f"{name} ({speakers[0]}, {node.pole})", speakers, (node.ref,), data)
    judged = handout.map.marks[node.ref]
    data = {**_kept(mark_row(handout, judged, counted=True)), **sides}
    if address := addresses[judged.mark.source_id]:
        data["url"] = address
    return Statement(node.ref, node.text, node.text, speakers, (judged.mark.label,), data)


def _kept(row: Mapping[str, object]) -> dict[str, object]:
    """What a row says beyond the statement itself."""
    kept = {name: value for name, value in row.items() if name not in _FOLLOWS}
    return {name: value for name, value in kept.items() if value not in (None, "", []) and value is not False}


def _titled(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements with titles that are short, without signs that mean something, and each there once."""
    taken = {"Claim"}
    numbers: Counter[str] = Counter()
    for statement in statements:
        bare = one_line(_SIGNS.sub(" ", statement.title[: 4 * LONGEST_TITLE])).strip(" -")
        title = clip(bare, LONGEST_TITLE) or "Untitled"
        stem = clip(bare, LONGEST_TITLE - 7)
        while title in taken:
            numbers[stem] += 1
            title = f"{stem} {numbers[stem] + 1}".strip()
        taken.add(title)
        yield replace(statement, title=title)


def _links(handout: Handout, graph: MapGraph) -> Iterator[Link]:
    """Assumptions and arguments bear on the claim as their side does; the words of an assumption bear on it."""
    nodes = {node.id: node for node in graph.nodes}
    for node in graph.nodes:
        if node.kind is NodeKind.ASSUMPTION:
            yield _link(node.id, "claim", _bearing(handout, node))
    for edge in graph.edges:
        target = nodes[edge.target]
        if edge.kind is EdgeKind.CONTESTS:
            yield _link(edge.source, edge.target, Relation.ATTACK)
            yield _link(edge.target, edge.source, Relation.ATTACK)
        elif edge.kind is EdgeKind.BACKS and target.kind is NodeKind.ASSUMPTION:
            yield _link(nodes[edge.source].ref, edge.target, Relation.SUPPORT)
        elif edge.kind in (EdgeKind.BACKS, EdgeKind.SPEAKS_FOR):
            yield _link(nodes[edge.source].ref, "claim", _bearing(handout, target))


def _bearing(handout: Handout, node: Node) -> Relation:
    side = handout.map.side(node.side_ids[0])
    return Relation.SUPPORT if side.stance is Stance.FOR else Relation.ATTACK


def _link(source: str, target: str, relation: Relation) -> Link:
    return Link(f"{source} {relation} {target}", (source,), target, relation)
