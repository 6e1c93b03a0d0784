"""What a file says of itself, as a CSL-JSON item."""

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.dates import date_of
from corpus.decoding import clean
from corpus.people import names_in


def csl_item(
    *,
    title: object = None,
    authors: object = None,
    organization: object = None,
    date: object = None,
    url: object = None,
    kind: str = "document",
) -> dict[str, Any]:
    """A CSL-JSON item of what is known; empty things are left out."""
    item: dict[str, Any] = {"type": kind}
    if text := _text(title):
        item["title"] = text
    if names := names_of(authors):
        item["author"] = names
    if text := _text(organization):
        item["publisher"] = text
        item.setdefault("author", [{"literal": text}])
    if text := _text(date):
        item["issued"] = date_of(text)
    if text := _text(url):
        item["URL"] = text
    return item


def names_of(value: object) -> list[dict[str, str]]:
    """Authors as CSL names, from a string, a list of strings, or CSL names already."""
    if isinstance(value, Mapping):
        name = {str(key): text for key, part in value.items() if (text := _text(part))}
        return [name] if name else []
    if isinstance(value, str):
        return names_in(_text(value))
    if isinstance(value, Sequence):
        return [name for one in value for name in names_of(one)]
    return []


def _text(value: object) -> str:
    return " ".join(clean(str(value)).split()) if value is not None else ""
