"""The nodes and edges of an AIF or xAIF file, in whichever of its dialects, without losing one."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from store.exchange.errors import NotReadable

OWN = "cruxmap"
"""A key beside the format's own, which other readers pass over: titles, tags and our fields of each statement."""


class AifNode(NamedTuple):
    """A node of any type."""

    id: str
    text: str
    kind: str
    """I, L, RA, CA, MA, PA, YA, TA, or whatever the file says."""
    timestamp: str = ""


class AifEdge(NamedTuple):
    """From one node to another."""

    id: str
    source: str
    target: str


class AifFile(NamedTuple):
    """Everything a file says about its graph."""

    nodes: list[AifNode]
    edges: list[AifEdge]
    locutions: list[tuple[str, str]]
    """L-node and the name of the person who said it."""
    participants: list[str]
    own: Mapping[str, Any]
    """Our own key, when we wrote the file."""


def is_aif(said: object) -> bool:
    """Whether parsed JSON looks like AIF or xAIF: nodes that have a type, and edges."""
    graph = _graph(said)
    nodes = _list(graph, "nodes")
    return "nodes" in graph and "edges" in graph and all(isinstance(n, Mapping) and "type" in n for n in nodes)


def read_file(text: str) -> AifFile:
    """Nodes and edges as they stand; ids may be numbers, lists missing or null, and keys lower-case."""
    try:
        said = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as wrong:
        raise NotReadable(f"The file is not JSON ({wrong}).", "Export it again as AIF.") from wrong
    if not is_aif(said):
        raise NotReadable("The file has no AIF nodes and edges.", "AIF has “nodes” with a type each, and “edges”.")
    graph = _graph(said)
    nodes = [
        AifNode(_text(row, "nodeid"), _text(row, "text"), _text(row, "type").upper(), _text(row, "timestamp"))
        for row in _rows(graph, "nodes")
    ]
    edges = [AifEdge(_text(row, "edgeid"), _text(row, "fromid"), _text(row, "toid")) for row in _rows(graph, "edges")]
    people = {_text(row, "participantid"): _person(row) for row in _rows(graph, "participants")}
    locutions = [
        (_text(row, "nodeid"), people[_text(row, "personid")])
        for row in _rows(graph, "locutions")
        if people.get(_text(row, "personid"))
    ]
    own = graph.get(OWN)
    return AifFile(nodes, edges, locutions, list(people.values()), own if isinstance(own, Mapping) else {})


def _graph(said: object) -> Mapping[str, Any]:
    """The object that holds the nodes: the file itself, or what it keeps under AIF."""
    if not isinstance(said, Mapping):
        return {}
    inner = next((value for key, value in said.items() if str(key).lower() == "aif"), said)
    return {str(key).lower(): value for key, value in inner.items()} if isinstance(inner, Mapping) else {}


def _list(graph: Mapping[str, Any], name: str) -> list[Any]:
    value = graph.get(name)
    return value if isinstance(value, list) else []


def _rows(graph: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    for row in _list(graph, name):
        if isinstance(row, Mapping):
            yield {str(key).lower(): value for key, value in row.items()}


def _text(row: Mapping[str, Any], name: str) -> str:
    """The value as text; null and what is missing are empty, a nested `txt` is taken out."""
    value = row.get(name)
    if isinstance(value, Mapping):
        value = value.get("txt")
    return "" if value is None else str(value)


def _person(row: Mapping[str, Any]) -> str:
    return " ".join(part for part in (_text(row, "firstname"), _text(row, "surname")) if part)
