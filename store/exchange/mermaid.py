"""Mermaid flowcharts, for Markdown that draws them: a few arguments a step, full words in a table below."""

from collections.abc import Iterator, Mapping

from debate.graph import EdgeKind, MapGraph, Node, NodeKind
from debate.graphing import graph_of
from debate.handout import Handout
from debate.plain import clip, one_line
from store.exchange.graphml import GRAPH_LOSSES
from store.exchange.losses import Loss
from store.exchange.words import node_label

LARGEST = 45_000
"""Characters; Mermaid draws nothing beyond 50,000."""
EDGES = 480
"""Mermaid draws nothing beyond 500."""
STRONGEST = 3
LABEL = 90
"""Columns of a label."""
LOSSES = (
    *GRAPH_LOSSES,
    Loss("weaker arguments", f"At most the {STRONGEST} strongest of each step and assumption; graphml has them all."),
    Loss("passages and sources", "The report, markdown and the tables have them."),
    Loss("long words", f"A label is cut after {LABEL} columns."),
)
SHAPES: Mapping[NodeKind, tuple[str, str]] = {
    NodeKind.CLAIM: ('(["', '"])'),
    NodeKind.SIDE: ('{{"', '"}}'),
    NodeKind.STEP: ('["', '"]'),
    NodeKind.ASSUMPTION: ('[/"', '"/]'),
    NodeKind.ARGUMENT: ('("', '")'),
}
ARROWS: Mapping[EdgeKind, str] = {
    EdgeKind.SUPPORTS: "-- supports -->",
    EdgeKind.ATTACKS: "-- attacks --x",
    EdgeKind.COVERS: "-->",
    EdgeKind.ASSUMES: "-->",
    EdgeKind.CONTESTS: "<-. contests .->",
    EdgeKind.BACKS: "-->",
    EdgeKind.SPEAKS_FOR: "-->",
}
# Every sign that Mermaid, its Markdown or its HTML would act on, by number.
_SIGNS = str.maketrans({sign: f"#{ord(sign)};" for sign in "\"#&<>`%$\\{}[]()|*_~:;.-+=!@^/'"})


def write(handout: Handout) -> str:
    """The map with as many arguments as Mermaid will draw."""
    for strongest in range(STRONGEST, -1, -1):
        graph = graph_of(handout.map, strongest)
        text = _flowchart(handout, graph)
        if len(text) <= LARGEST and sum(edge.kind in ARROWS for edge in graph.edges) <= EDGES:
            break
    return text


def escaped(text: str) -> str:
    """The text on one line as a label, with every sign that could mean something spelled by its number."""
    return one_line(text).translate(_SIGNS)


def _flowchart(handout: Handout, graph: MapGraph) -> str:
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes) if node.kind in SHAPES}
    return (
        "\n".join(["flowchart RL", *_nodes(handout, graph, names), *_edges(graph, names), *_styles(graph, names)])
        + "\n"
    )


def _nodes(handout: Handout, graph: MapGraph, names: Mapping[str, str]) -> Iterator[str]:
    shared = [node for node in graph.nodes if node.id in names and len(node.side_ids) != 1]
    yield from (f"  {_node(handout, node, names)}" for node in shared)
    for number, side in enumerate(handout.map.sides):
        yield f'  subgraph s{number}["{escaped(side.name)}"]'
        own = [node for node in graph.nodes if node.id in names and node.side_ids == (side.id,)]
        yield from (f"    {_node(handout, node, names)}" for node in own)
        yield "  end"
    if graph.left_out:
        yield f'  more["{graph.left_out} weaker arguments are not drawn"]'


def _node(handout: Handout, node: Node, names: Mapping[str, str]) -> str:
    opening, closing = SHAPES[node.kind]
    return f"{names[node.id]}{opening}{escaped(clip(node_label(handout.map, node), LABEL))}{closing}"


def _edges(graph: MapGraph, names: Mapping[str, str]) -> Iterator[str]:
    for edge in graph.edges:
        if edge.kind in ARROWS and {edge.source, edge.target} <= names.keys():
            yield f"  {names[edge.source]} {ARROWS[edge.kind]} {names[edge.target]}"


def _styles(graph: MapGraph, names: Mapping[str, str]) -> Iterator[str]:
    """Dashed for what rests on tentative marks, bold for the claim: no colour, so that every theme can be read."""
    yield "  classDef tentative stroke-dasharray: 4 3"
    yield "  classDef claim stroke-width: 3px"
    tentative = [names[node.id] for node in graph.nodes if node.id in names and not node.counted]
    if tentative:
        yield f"  class {','.join(tentative)} tentative"
    if "claim" in names:
        yield f"  class {names['claim']} claim"
