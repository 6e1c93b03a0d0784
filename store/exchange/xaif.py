"""xAIF: AIF wrapped with where each node is drawn, as OVA and the AIF services exchange it."""

from collections.abc import Mapping

from debate.handout import Handout
from store.exchange.aif import file_of, to_json
from store.exchange.arguing import arguments_of
from store.exchange.json_text import json_text

COLUMNS: Mapping[str, int] = {"L": 0, "YA": 250, "I": 500, "RA": 800, "CA": 800, "MA": 800, "PA": 800}
"""Type of a node -> where it is drawn from the left; the claim stands to the right of all."""
ROW = 90


def write(handout: Handout) -> str:
    """The argument of a claim as xAIF; `store.exchange.aif` reads it back."""
    file = file_of(arguments_of(handout), handout.made_at)
    rows: dict[str, int] = {}
    drawn = []
    for node in file.nodes:
        left = 1100 if node.id == "claim" else COLUMNS[node.kind]
        rows[str(left)] = rows.get(str(left), 0) + 1
        drawn.append(
            {"nodeID": node.id, "visible": True, "x": left, "y": rows[str(left)] * ROW, "timestamp": node.timestamp}
        )
    said = {
        "AIF": to_json(file),
        "text": "",
        "dialog": True,
        "OVA": {
            "firstname": "",
            "surname": "",
            "url": "",
            "nodes": drawn,
            "edges": [{"fromID": edge.source, "toID": edge.target, "visible": True} for edge in file.edges],
        },
    }
    return json_text(said, levels=3)
