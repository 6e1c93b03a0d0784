"""DOT for Graphviz: a cluster a side, a shape a kind, full words in the tooltips."""

import textwrap
from collections.abc import Iterator, Mapping

from debate.graph import Edge, EdgeKind, MapGraph, Node, NodeKind
from debate.graphing import graph_of
from debate.handout import Handout
from debate.plain import clip, one_line
from store.exchange.graphml import GRAPH_LOSSES
from store.exchange.losses import Loss
from store.exchange.words import node_label, where

STRONGEST = 5
"""Arguments drawn for each step and assumption: more cannot be laid out, or read."""
LOSSES = (
    *GRAPH_LOSSES,
    Loss("weaker arguments", f"The {STRONGEST} strongest of each step and assumption are drawn; graphml has them all."),
    Loss("passages and sources", "The tooltip of an argument names its source and page."),
)
COLUMNS = 36
"""Width of a label; a longer one is wrapped, and cut after a few lines."""
LINES = 5
SHAPES: Mapping[NodeKind, str] = {
    NodeKind.CLAIM: "shape=box, style=bold",
    NodeKind.SIDE: "shape=hexagon",
    NodeKind.STEP: "shape=box",
    NodeKind.ASSUMPTION: "shape=parallelogram",
    NodeKind.ARGUMENT: 'shape=box, style="rounded"',
}
ARROWS: Mapping[EdgeKind, str] = {
    EdgeKind.SUPPORTS: 'color="#1b7f4d", label="supports"',
    EdgeKind.ATTACKS: 'color="#b3261e", label="attacks", arrowhead=tee',
    EdgeKind.COVERS: "style=solid",
    EdgeKind.ASSUMES: "style=solid",
    EdgeKind.CONTESTS: 'color="#b3261e", style=dashed, dir=both, constraint=false, label="contests"',
    EdgeKind.BACKS: 'color="#555555"',
    EdgeKind.SPEAKS_FOR: 'color="#555555"',
}


def write(handout: Handout) -> str:
    """The map as a directed graph that `dot -Tsvg` draws."""
    graph = graph_of(handout.map, STRONGEST)
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes) if node.kind in SHAPES}
    return "\n".join(["digraph debate {", *_head(), *_body(handout, graph, names), "}"]) + "\n"


def _head() -> Iterator[str]:
    yield "  rankdir=RL; nodesep=0.15; ranksep=0.6; fontname=sans;"
    yield "  node [fontname=sans, fontsize=10]; edge [fontname=sans, fontsize=8];"


def _body(handout: Handout, graph: MapGraph, names: Mapping[str, str]) -> Iterator[str]:
    shared = [node for node in graph.nodes if node.id in names and len(node.side_ids) != 1]
    yield from (f"  {_node(handout, node, names)}" for node in shared)
    for number, side in enumerate(handout.map.sides):
        yield f"  subgraph cluster_{number} {{"
        yield f"    label={quoted(one_line(side.name))}; color=gray;"
        own = [node for node in graph.nodes if node.id in names and node.side_ids == (side.id,)]
        yield from (f"    {_node(handout, node, names)}" for node in own)
        yield "  }"
    yield from (f"  {_edge(edge, names)}" for edge in graph.edges if {edge.source, edge.target} <= names.keys())


def _node(handout: Handout, node: Node, names: Mapping[str, str]) -> str:
    lines = textwrap.wrap(node_label(handout.map, node), COLUMNS) or [""]
    shown = [*lines[:LINES], *(["…"] if len(lines) > LINES else [])]
    told = f"{node.text} ({where(handout.map, node)})" if node.kind is NodeKind.ARGUMENT else node.text
    dashed = "" if node.counted else ", color=gray, fontcolor=gray"
    label = "\\n".join(quoted(line)[1:-1] for line in shown)
    tooltip = quoted(clip(one_line(told), 2000))
    told_apart = f"class={node.kind}, {SHAPES[node.kind]}{dashed}"
    return f'{names[node.id]} [label="{label}", tooltip={tooltip}, {told_apart}];'


def _edge(edge: Edge, names: Mapping[str, str]) -> str:
    return f"{names[edge.source]} -> {names[edge.target]} [{ARROWS[edge.kind]}];"


def quoted(text: str) -> str:
    """The text as a DOT string: quotes, backslashes and entities stay what they are."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;").replace("\n", "\\n")
    return f'"{escaped}"'
