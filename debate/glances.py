"""What is remembered of a claim's last picture: enough to draw it again without a search, and to list it small."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from debate.maps import DebateMap

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Glance:
    """The last picture of a claim in a few words."""

    levels: Mapping[str, str]
    """Side id -> one glyph a step."""
    passages: tuple[str, ...]
    """Ids of the passages that were found."""
    steps_sought: tuple[str, ...]
    stamp: str
    """Of the project when it was searched: another one means that a new search may find more."""

    def to_text(self) -> str:
        """One JSON object."""
        said = {
            "schema": SCHEMA,
            "levels": dict(self.levels),
            "passages": self.passages,
            "steps": self.steps_sought,
            "stamp": self.stamp,
        }
        return json.dumps(said, ensure_ascii=False)


def glance_at(picture: DebateMap, stamp: str) -> Glance:
    """What to remember of a picture."""
    levels = {side.id: "".join(c.level.glyph for c in picture.cells if c.side_id == side.id) for side in picture.sides}
    return Glance(levels, tuple(picture.passages), tuple(sorted(picture.examined.steps)), stamp)


def glance_from(text: str | None) -> Glance | None:
    """The glance kept as this text; None when there is none, or another version of the program kept it."""
    said = json.loads(text) if text else {}
    if said.get("schema") != SCHEMA:
        return None
    return Glance(said["levels"], tuple(said["passages"]), tuple(said["steps"]), said["stamp"])
