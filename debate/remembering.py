"""Keeps what a model found beyond the slots of a claim, so that whoever opens the claim later sees it too."""

import json

from debate.argumentjson import beyond_from, beyond_json
from debate.clashes import Beyond
from debate.maps import DebateMap
from debate.ports import Journal

SCHEMA = 1


def keep_beyond(journal: Journal, picture: DebateMap, found: Beyond) -> None:
    """Keep what was found for a claim; the newest stands."""
    if picture.claim is not None:
        said = {"schema": SCHEMA, **beyond_json(found)}
        journal.remember(f"beyond {picture.claim.id}", json.dumps(said, ensure_ascii=False))


def kept_beyond(journal: Journal, picture: DebateMap) -> Beyond | None:
    """What was found for the claim of a picture, as far as its words are in the picture."""
    text = journal.recall(f"beyond {picture.claim.id}") if picture.claim else None
    said = json.loads(text) if text else {}
    if said.get("schema") != SCHEMA:
        return None
    found = beyond_from(said)
    slots = {slot.id for slot in picture.framework.slots}
    return Beyond(
        found.model,
        found.prompts,
        tuple(
            clash for clash in found.clashes if all(one.ground.passage_id in picture.passages for one in clash.meanings)
        ),
        found.dropped,
        tuple(one for one in found.settling if one.slot_id in slots),
    )
