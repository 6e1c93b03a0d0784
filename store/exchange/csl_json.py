"""Sources as CSL-JSON, which Zotero and pandoc read and write; Crossref's own dialect is understood too."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from debate.handout import Handout
from store.exchange.errors import NotReadable
from store.exchange.losses import Loss
from store.exchange.references import Item, items_of

SOURCES_ALONE = Loss("claim, sides, marks, verdicts", "A list of references has no place for them.")
LOSSES = (SOURCES_ALONE,)

TYPES: Mapping[str, str] = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "book-chapter": "chapter",
    "monograph": "book",
    "dissertation": "thesis",
    "web-page": "webpage",
}
"""Crossref's name of a type -> CSL's."""


def write(handout: Handout) -> str:
    """One item a source, under our id, with the hash of its text."""
    hashes = {source.id: source.content_hash for source in handout.map.sources.values()}
    items = [{**item, "custom": {"content_hash": hashes[item["id"]]}} for item in items_of(handout)]
    return json.dumps(items, ensure_ascii=False, indent=1, default=str) + "\n"


def read(text: str) -> list[Item]:
    """The items of a list, of Zotero's `items`, or of a Crossref `message`; the odd ones made CSL."""
    try:
        said = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as wrong:
        raise NotReadable(f"The file is not JSON ({wrong}).", "Export the references again as CSL JSON.") from wrong
    found = _list(said)
    if found is None or not all(isinstance(item, Mapping) for item in found):
        raise NotReadable("The file holds no list of references.", "Export the references again as CSL JSON.")
    return [_item(item) for item in found]


def is_csl(said: object) -> bool:
    """Whether parsed JSON looks like references: objects that have a title or a DOI beside a type."""
    found = _list(said)
    return bool(found) and all(
        isinstance(item, Mapping) and "type" in item and ({"title", "DOI", "id"} & item.keys()) for item in found or ()
    )


def _list(said: object) -> Sequence[Any] | None:
    if isinstance(said, Mapping):
        said = said.get("items", said.get("message", [said]))
        said = said.get("items", [said]) if isinstance(said, Mapping) else said
    return said if isinstance(said, list) else None


def _item(said: Mapping[str, Any]) -> Item:
    kind = str(said.get("type") or "document")
    item = {str(name): value for name, value in said.items() if value is not None and name != "custom"}
    for name in ("title", "container-title", "publisher"):
        # Crossref gives lists where CSL has one string.
        if isinstance(item.get(name), list):
            item[name] = " ".join(str(part) for part in item[name])
    return {**item, "id": str(said.get("id") or said.get("DOI") or ""), "type": TYPES.get(kind, kind)}
