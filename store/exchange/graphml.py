"""GraphML with typed keys, for Gephi, yEd, Cytoscape and networkx."""

from collections.abc import Iterator, Mapping

from debate.graph import Edge, Node
from debate.graphing import graph_of
from debate.handout import Handout
from debate.plain import clip, one_line
from store.exchange.losses import COMPUTED, UNARGUED, Loss
from store.exchange.xml_text import CONTROLS, xml_attribute, xml_text

GRAPH_LOSSES = (
    UNARGUED,
    COMPUTED,
    Loss("import", "A graph is drawn and not read back; json and the formats of arguments are."),
    Loss("marks of no side", "They bear on nothing, so they are no part of the graph."),
    Loss("verdicts", "Whether a person confirmed a mark leaves; who decided and why does not."),
    Loss("mark fields", "Criteria, author, version, prompt, time and place of a mark go out as tables or json."),
    Loss("source metadata", "The title leaves; the other fields go out as csl, bibtex or ris."),
)
"""What no drawing of the graph carries."""
LOSSES = (*GRAPH_LOSSES, CONTROLS)
LABEL = 60
"""Columns of the short text that a drawing shows."""
KEYS: Mapping[str, str] = {
    "kind": "string",
    "label": "string",
    "text": "string",
    "ref": "string",
    "sides": "string",
    "step": "string",
    "slot": "string",
    "pole": "string",
    "level": "string",
    "counted": "boolean",
    "confirmed": "boolean",
    "confidence": "double",
}
"""What is told of a node, and its type."""


def write(handout: Handout) -> str:
    """Every node and edge of the map, with the words as they stand."""
    graph = graph_of(handout.map)
    return "\n".join((*_HEAD, *(_node(node) for node in graph.nodes), *(_edge(edge) for edge in graph.edges), *_TAIL))


_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    *(f'<key id="{name}" for="node" attr.name="{name}" attr.type="{kind}"/>' for name, kind in KEYS.items()),
    '<key id="bears" for="edge" attr.name="kind" attr.type="string"/>',
    '<graph edgedefault="directed">',
)
_TAIL = ("</graph>", "</graphml>", "")


def _node(node: Node) -> str:
    data = "".join(f'<data key="{name}">{xml_text(value)}</data>' for name, value in _data(node))
    return f"<node id={xml_attribute(node.id)}>{data}</node>"


def _data(node: Node) -> Iterator[tuple[str, str]]:
    yield "kind", node.kind
    yield "label", clip(one_line(node.text[: 4 * LABEL]), LABEL)
    yield "text", node.text
    yield "ref", node.ref
    for name, value in (("step", node.step_id), ("slot", node.slot_id), ("pole", node.pole), ("level", node.level)):
        if value is not None:
            yield name, str(value)
    if node.side_ids:
        yield "sides", " | ".join(node.side_ids)
    yield "counted", "true" if node.counted else "false"
    yield "confirmed", "true" if node.confirmed else "false"
    if node.confidence is not None:
        yield "confidence", repr(node.confidence)


def _edge(edge: Edge) -> str:
    ends = f"source={xml_attribute(edge.source)} target={xml_attribute(edge.target)}"
    return f'<edge {ends}><data key="bears">{edge.kind}</data></edge>'
