"""The graph of a map is read back whole by networkx, drawn by Graphviz, and parsed by Mermaid."""

import io
import json
import shutil
import subprocess
from collections import Counter

import networkx
import pytest
from hypothesis import given, settings

from debate.graph import Edge, Node, NodeKind
from debate.graphing import graph_of
from debate.handout import Handout
from debate.plain import clip, one_line
from store.exchange import dot, graphml, mermaid
from store.exchange.words import node_label
from store.exchange.xml_text import holdable
from tests.store.exchange.debates import examples, handouts, large
from tests.store.exchange.refereeing import ask_node


@given(handouts())
@settings(max_examples=60, deadline=None)
def test_networkx_reads_back_every_node_and_edge(handout: Handout) -> None:
    drawn = graph_of(handout.map)
    read = networkx.read_graphml(io.BytesIO(graphml.write(handout).encode()), force_multigraph=True)
    assert set(read.nodes) == {holdable(node.id) for node in drawn.nodes}
    for node in drawn.nodes:
        said = read.nodes[holdable(node.id)]
        assert said["text"] == holdable(node.text)
        assert (said["kind"], said["counted"], said["confirmed"]) == (node.kind, node.counted, node.confirmed)
        assert said.get("confidence") == node.confidence
        assert (said.get("step"), said.get("slot"), said.get("pole")) == (node.step_id, node.slot_id, node.pole)
        assert said.get("level") == node.level
    edges = Counter((source, target, data["kind"]) for source, target, data in read.edges(data=True))
    assert edges == Counter((holdable(e.source), holdable(e.target), str(e.kind)) for e in drawn.edges)


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed: apt-get install graphviz")
def test_graphviz_draws_every_node_and_edge_of_our_dot() -> None:
    graphviz_draws(examples(15))


def graphviz_draws(debates: list[Handout]) -> None:
    for handout in debates:
        drawn = graph_of(handout.map, dot.STRONGEST)
        text = dot.write(handout)
        done = subprocess.run(["dot", "-Tjson0"], input=text, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        assert "Warning" not in done.stderr, done.stderr
        said = json.loads(done.stdout)
        nodes = [node for node in said["objects"] if "nodes" not in node]
        kept = [node for node in drawn.nodes if node.kind in dot.SHAPES]
        assert Counter(node["class"] for node in nodes) == Counter(str(node.kind) for node in kept)
        shown = {node.id for node in kept}
        assert len(said["edges"]) == sum({edge.source, edge.target} <= shown for edge in drawn.edges)
        groups = [group["label"].replace("&amp;", "&") for group in said["objects"] if "nodes" in group]
        assert groups == [one_line(side.name) for side in handout.map.sides]


def test_mermaids_own_parser_reads_every_label_and_edge() -> None:
    mermaid_reads([*examples(40), large(400)])


def mermaid_reads(debates: list[Handout]) -> None:
    for handout, seen in zip(
        debates, ask_node("mermaid.mjs", "mermaid", list(map(mermaid.write, debates))), strict=True
    ):
        assert "error" not in seen
        assert seen["type"] == "flowchart-v2"
        drawn, edges = drawn_by_mermaid(handout)
        labels = [clip(node_label(handout.map, node), mermaid.LABEL) for node in drawn]
        unlabelled = [label for label in seen["labels"] if not label.endswith("weaker arguments are not drawn")]
        assert Counter(map(one_line, unlabelled)) == Counter(map(one_line, labels))
        assert seen["edges"] == len(edges)
        assert seen["groups"] == [one_line(side.name) for side in handout.map.sides]


def drawn_by_mermaid(handout: Handout) -> tuple[list[Node], list[Edge]]:
    graph = graph_of(handout.map, mermaid.STRONGEST)
    return (
        [node for node in graph.nodes if node.kind in mermaid.SHAPES],
        [edge for edge in graph.edges if edge.kind in mermaid.ARROWS],
    )


def test_mermaid_is_never_given_more_than_it_draws() -> None:
    text = mermaid.write(large(2000))
    assert len(text) <= mermaid.LARGEST
    assert text.count("-->") + text.count("--x") + text.count(".->") <= mermaid.EDGES
    assert "weaker arguments are not drawn" in text


def test_what_is_tentative_is_told_apart_without_colour() -> None:
    handout = large(40)
    tentative = [n for n in graph_of(handout.map).nodes if n.kind is NodeKind.ARGUMENT and not n.counted]
    assert tentative
    assert '” ?",' in dot.write(handout)
    assert "tentative stroke-dasharray" in mermaid.write(handout)
