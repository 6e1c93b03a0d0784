"""Words for what a picture shows: a node's short label, and where an argument stands."""

from debate.graph import Node, NodeKind
from debate.maps import DebateMap
from debate.plain import clip, one_line
from debate.sources import Passage, Source

TITLE = 64
"""Columns of a title beside a quote; the list of sources has it whole."""


def node_label(picture: DebateMap, node: Node) -> str:
    """What a drawing writes on a node; shape and sign tell what colour would."""
    words = one_line(node.text)
    if node.kind is NodeKind.STEP and node.level is not None:
        step = picture.framework.step(node.ref)
        return f"{node.level.glyph} {step.number} {step.short}"
    if node.kind is NodeKind.ASSUMPTION:
        return f"{picture.framework.slot(node.ref).name}: {words}"
    if node.kind is NodeKind.ARGUMENT:
        return f"“{words}”{' ✓' if node.confirmed else '' if node.counted else ' ?'}"
    return words


def where(picture: DebateMap, node: Node) -> str:
    """Source and place of an argument's words."""
    passage = picture.passages[picture.marks[node.ref].mark.passage_id]
    return cited(picture.sources[passage.source_id], passage)


def cited(source: Source, passage: Passage) -> str:
    """Source and place, as a reader would cite them; a source that changed since says so."""
    flag = " (superseded)" if source.superseded else ""
    return ", ".join(part for part in (clip(one_line(source.title), TITLE) + flag, placed_at(passage)) if part)


def placed_at(passage: Passage) -> str:
    """Page or section, as a reader would look for it."""
    return f"p. {one_line(passage.page)}" if passage.page else one_line(passage.section or "")


def counted(number: int, thing: str) -> str:
    """`1 mark`, `2,000 marks`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
