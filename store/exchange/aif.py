"""AIF JSON: statements as I-nodes, what joins them as RA, CA, MA or PA nodes, sides as participants with locutions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from debate.handout import Handout
from store.exchange.aif_nodes import OWN, AifEdge, AifFile, AifNode, read_file
from store.exchange.arguing import arguments_of
from store.exchange.arguments import ArgumentMap, Link, Relation, Statement
from store.exchange.json_text import json_text

SCHEMES: Mapping[Relation, tuple[str, str]] = {
    Relation.SUPPORT: ("RA", "Default Inference"),
    Relation.ATTACK: ("CA", "Default Conflict"),
    Relation.UNDERCUT: ("CA", "Default Conflict"),
    Relation.CONTRADICTION: ("CA", "Default Conflict"),
    Relation.REPHRASE: ("MA", "Default Rephrase"),
    Relation.PREFERENCE: ("PA", "Default Preference"),
}
"""Relation -> type of the node that joins, and its text."""
RELATIONS: Mapping[str, Relation] = {
    "RA": Relation.SUPPORT,
    "CA": Relation.ATTACK,
    "MA": Relation.REPHRASE,
    "PA": Relation.PREFERENCE,
}


def write(handout: Handout) -> str:
    """The argument of a claim as AIF JSON."""
    return json_text(to_json(file_of(arguments_of(handout), handout.made_at)))


def read(text: str) -> ArgumentMap:
    """The argument in AIF or xAIF JSON, read liberally; raises NotReadable for what is neither."""
    return arguments_from(read_file(text))


def to_json(file: AifFile) -> dict[str, Any]:
    """The file with every list there, in the order other tools expect."""
    return {
        "nodes": [
            {"nodeID": node.id, "text": node.text, "type": node.kind, "timestamp": node.timestamp}
            for node in file.nodes
        ],
        "edges": [
            {"edgeID": edge.id, "fromID": edge.source, "toID": edge.target, "formEdgeID": None} for edge in file.edges
        ],
        "schemefulfillments": [],
        "descriptorfulfillments": [],
        "participants": [
            {"participantID": number, "firstname": name, "surname": ""} for number, name in enumerate(file.participants)
        ],
        "locutions": [
            {
                "nodeID": node_id,
                "personID": str(file.participants.index(name)),
                "timestamp": "",
                "start": None,
                "end": None,
                "source": None,
            }
            for node_id, name in file.locutions
        ],
        OWN: file.own,
    }


def file_of(arguments: ArgumentMap, made_at: str) -> AifFile:
    """Nodes and edges for each statement, its speakers, and each link; never an edge between two statements."""
    stamp = made_at.replace("T", " ").removesuffix("Z")
    speakers = list(dict.fromkeys(name for statement in arguments.statements for name in statement.speakers))
    nodes = [AifNode(statement.id, statement.text, "I", stamp) for statement in arguments.statements]
    pairs: list[tuple[str, str]] = []
    locutions: list[tuple[str, str]] = []
    for statement in arguments.statements:
        for name in statement.speakers:
            said, asserting = f"L{len(locutions)}", f"YA{len(locutions)}"
            nodes.append(AifNode(said, f"{name}: {statement.text}", "L", stamp))
            nodes.append(AifNode(asserting, "Asserting", "YA", stamp))
            pairs += [(said, asserting), (asserting, statement.id)]
            locutions.append((said, name))
    for link in arguments.links:
        kind, text = SCHEMES[link.relation]
        nodes.append(AifNode(link.id, link.scheme or text, kind, stamp))
        pairs += [*((source, link.id) for source in link.sources), (link.id, link.target)]
    edges = [AifEdge(str(number), *pair) for number, pair in enumerate(pairs, 1)]
    own = {
        "title": arguments.title,
        "statements": {
            statement.id: {"title": statement.title, "tags": list(statement.tags), "data": dict(statement.data)}
            for statement in arguments.statements
        },
    }
    return AifFile(nodes, edges, locutions, speakers, own)


def arguments_from(file: AifFile) -> ArgumentMap:
    """What the nodes say: I-nodes with their speakers, and every joining node that leads somewhere."""
    by_id = {node.id: node for node in file.nodes}
    into: dict[str, list[str]] = {}
    out: dict[str, list[str]] = {}
    for edge in file.edges:
        into.setdefault(edge.target, []).append(edge.source)
        out.setdefault(edge.source, []).append(edge.target)
    speakers = _speakers(file, by_id, into)
    own = file.own.get("statements", {})
    statements = tuple(
        _statement(node, speakers.get(node.id, ()), own.get(node.id, {})) for node in file.nodes if node.kind == "I"
    )
    links = [link for node in file.nodes if node.kind in RELATIONS for link in _links(node, by_id, into, out)]
    title = str(file.own.get("title") or (statements[0].text if statements else ""))
    return ArgumentMap(title, statements, tuple(links))


def _statement(node: AifNode, speakers: tuple[str, ...], own: Mapping[str, Any]) -> Statement:
    return Statement(
        node.id, node.text, str(own.get("title", "")), speakers, tuple(own.get("tags", ())), own.get("data", {})
    )


def _links(
    node: AifNode, by_id: Mapping[str, AifNode], into: Mapping[str, Sequence[str]], out: Mapping[str, Sequence[str]]
) -> Iterator[Link]:
    # What comes into an inference from another joining node attacks it, and is no premise; only preferences order them.
    kinds = {"I"} if node.kind != "PA" else {"I", *RELATIONS}
    sources = tuple(name for name in into.get(node.id, ()) if name in by_id and by_id[name].kind in kinds)
    targets = [name for name in out.get(node.id, ()) if _joins(by_id.get(name))]
    scheme = "" if node.text.startswith("Default ") else node.text
    for number, target in enumerate(targets):
        relation = RELATIONS[node.kind]
        if relation is Relation.ATTACK and by_id[target].kind != "I":
            relation = Relation.UNDERCUT
        yield Link(node.id if number == 0 else f"{node.id}/{number}", sources, target, relation, scheme)


def _joins(node: AifNode | None) -> bool:
    return node is not None and (node.kind == "I" or node.kind in RELATIONS)


def _speakers(
    file: AifFile, by_id: Mapping[str, AifNode], into: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """I-node -> who said it: L -> YA -> I; a locution without a person begins with a name and a colon."""
    names = dict(file.locutions)
    found: dict[str, tuple[str, ...]] = {}
    for node in file.nodes:
        if node.kind != "I":
            continue
        acts = [name for name in into.get(node.id, ()) if name in by_id and by_id[name].kind == "YA"]
        said = [by_id[name] for act in acts for name in into.get(act, ()) if name in by_id and by_id[name].kind == "L"]
        known = [
            names.get(one.id) or one.text.partition(":")[0].strip()
            for one in said
            if ":" in one.text or one.id in names
        ]
        found[node.id] = tuple(dict.fromkeys(name for name in known if name))
    return found
