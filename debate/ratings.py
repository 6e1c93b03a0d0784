"""What a chat model says of whole documents: kept beside the marks, and nothing of it counts by itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from debate.coverage import Level
from debate.ports import Store
from debate.verdicts import JudgedMark, judge

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class WholeRating:
    """One document as a chat model rates it from end to end."""

    source_id: str
    model: str
    levels: Mapping[str, Level]
    """By step id; a step whose level could not be read is left out."""
    unfounded: frozenset[str]
    """Steps that are said to be full or partial, and for which no words stand."""
    mark_ids: tuple[str, ...]
    """The marks on the words that it quotes."""


def keep_rating(store: Store, rating: WholeRating) -> None:
    """Keep a rating; the newest of a document stands."""
    said = {
        "schema": SCHEMA,
        "model": rating.model,
        "levels": dict(rating.levels),
        "unfounded": sorted(rating.unfounded),
        "marks": rating.mark_ids,
    }
    store.remember(_key(rating.source_id), json.dumps(said, ensure_ascii=False))


def kept_rating(store: Store, source_id: str) -> WholeRating | None:
    """The newest rating of a document; None when there is none, or another version of the program kept it."""
    text = store.recall(_key(source_id))
    said = json.loads(text) if text else {}
    if said.get("schema") != SCHEMA:
        return None
    levels = {step_id: Level(level) for step_id, level in said["levels"].items()}
    return WholeRating(source_id, said["model"], levels, frozenset(said["unfounded"]), tuple(said["marks"]))


def rated_marks(store: Store, rating: WholeRating) -> list[JudgedMark]:
    """The marks on what a rating quotes, as they stand."""
    marks = [mark for name in rating.mark_ids if (mark := store.mark(name)) is not None]
    return judge(marks, store.verdicts_on(rating.mark_ids))


def _key(source_id: str) -> str:
    return f"rating {source_id}"
