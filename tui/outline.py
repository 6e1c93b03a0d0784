"""A map as a tree: claim, sides, steps and assumptions, arguments; what is folded is left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from debate.graph import EdgeKind, MapGraph, Node, NodeKind
from debate.graphing import graph_of
from debate.maps import DebateMap

BELOW = (EdgeKind.SUPPORTS, EdgeKind.ATTACKS, EdgeKind.COVERS, EdgeKind.ASSUMES, EdgeKind.BACKS, EdgeKind.SPEAKS_FOR)
"""Edges that put their source below their target."""

APART = "apart:"
"""Begins the name of a branch that is in the tree and not in the graph."""


@dataclass(frozen=True, slots=True)
class Twig:
    """One line of the tree."""

    path: str
    """Ids from the root down: a node can stand in several places."""
    node: Node
    depth: int
    kind: EdgeKind | None
    """How it bears on what is above it."""
    below: int
    """How many stand directly below it."""
    unsure: int
    """Of these, how many are too unsure to count."""
    against: tuple[str, ...]
    """Names of the sides that take the opposite pole."""


class Outline:
    """The tree of one map."""

    def __init__(self, picture: DebateMap) -> None:
        self.graph: MapGraph = graph_of(picture)
        self._nodes = {node.id: node for node in self.graph.nodes}
        self._below: dict[str, list[tuple[str, EdgeKind]]] = {}
        self._against: dict[str, list[str]] = {}
        for edge in self.graph.edges:
            if edge.kind in BELOW:
                target = edge.target if edge.kind is not EdgeKind.SPEAKS_FOR else self._apart(edge.target)
                self._below.setdefault(target, []).append((edge.source, edge.kind))
            elif edge.kind is EdgeKind.CONTESTS:
                self._oppose(picture, edge.source, edge.target)
                self._oppose(picture, edge.target, edge.source)
        claims = [node for node in self.graph.nodes if node.kind is NodeKind.CLAIM]
        self._roots = claims or [node for node in self.graph.nodes if node.kind is NodeKind.SIDE]

    def _apart(self, side: str) -> str:
        """A side's stances, properties and benefits, which are many, stand in one branch of their own."""
        name = f"{APART}{side}"
        if name not in self._nodes:
            text = "what else it says: stances, properties, benefits"
            self._nodes[name] = Node(name, NodeKind.ARGUMENT, "", text, self._nodes[side].side_ids)
            self._below.setdefault(side, []).append((name, EdgeKind.SPEAKS_FOR))
        return name

    def twigs(self, folded: frozenset[str]) -> Sequence[Twig]:
        """Every line that is not inside something folded, in reading order."""
        found: list[Twig] = []
        todo: list[tuple[str, Node, int, EdgeKind | None]] = [(node.id, node, 0, None) for node in self._roots[::-1]]
        while todo:
            path, node, depth, kind = todo.pop()
            below = self._below.get(node.id, [])
            unsure = sum(not self._nodes[name].counted for name, _ in below)
            found.append(Twig(path, node, depth, kind, len(below), unsure, tuple(self._against.get(node.id, ()))))
            if path not in folded:
                todo += [(f"{path}/{name}", self._nodes[name], depth + 1, how) for name, how in reversed(below)]
        return found

    def paths_at(self, kinds: frozenset[NodeKind]) -> frozenset[str]:
        """Paths of the nodes of these kinds, and of the branches apart, that have something below them."""
        return frozenset(
            twig.path
            for twig in self.twigs(frozenset())
            if twig.below and (twig.node.kind in kinds or twig.node.id.startswith(APART))
        )

    def _oppose(self, picture: DebateMap, node_id: str, other_id: str) -> None:
        other = self._nodes[other_id]
        self._against.setdefault(node_id, []).extend(picture.side(side_id).name for side_id in other.side_ids)
