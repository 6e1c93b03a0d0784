"""A map as a graph: what screens fold and graph formats write. `debate.graphing` draws one from a map."""

from dataclasses import dataclass
from enum import StrEnum

from debate.coverage import Level
from debate.marks import Pole


class NodeKind(StrEnum):
    """What a node stands for."""

    CLAIM = "claim"
    SIDE = "side"
    STEP = "step"
    """One side's treatment of one step: a cell, empty ones too."""
    ASSUMPTION = "assumption"
    """A pole that a side takes in a slot."""
    ARGUMENT = "argument"
    """A mark that belongs to at least one side."""
    PASSAGE = "passage"
    SOURCE = "source"


class EdgeKind(StrEnum):
    """How one node bears on another."""

    SUPPORTS = "supports"
    """side -> claim"""
    ATTACKS = "attacks"
    """side -> claim"""
    COVERS = "covers"
    """step -> side"""
    ASSUMES = "assumes"
    """assumption -> side"""
    CONTESTS = "contests"
    """assumption -> the opposite pole that another side leans to; once a pair, in the order of the sides"""
    BACKS = "backs"
    """argument -> the step or assumption it speaks to"""
    SPEAKS_FOR = "speaks_for"
    """argument -> side: a stance, a property or a benefit"""
    QUOTES = "quotes"
    """argument -> passage"""
    PART_OF = "part_of"
    """passage -> source"""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the map."""

    id: str
    kind: NodeKind
    ref: str
    """Id of what it stands for: a side, step, slot, mark, passage, source or claim."""
    text: str
    """What a reader sees: the sentence, the name, or the words quoted."""
    side_ids: tuple[str, ...] = ()
    step_id: str | None = None
    slot_id: str | None = None
    pole: Pole | None = None
    level: Level | None = None
    counted: bool = True
    """False for what rests on tentative marks alone."""
    confirmed: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A typed, directed line between two nodes, by their ids."""

    source: str
    target: str
    kind: EdgeKind


@dataclass(frozen=True, slots=True)
class MapGraph:
    """Nodes in reading order, edges in the order of their sources."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0
    """Arguments that were not drawn because only the strongest were asked for."""
