"""Reads a JSON list of AIF or xAIF objects from stdin and says what arguebuf makes of each; run by its interpreter."""

import json
import sys

import arguebuf


def read(said: dict[str, object]) -> dict[str, object]:
    graph = arguebuf.load.aif(said)
    atoms = sorted(atom.plain_text for atom in graph.atom_nodes.values())
    schemes = sorted(type(node.scheme).__name__ for node in graph.scheme_nodes.values())
    edges = sorted((edge.source.id, edge.target.id) for edge in graph.edges.values())
    return {"atoms": atoms, "schemes": schemes, "edges": edges}


json.dump([read(said) for said in json.load(sys.stdin)], sys.stdout)
