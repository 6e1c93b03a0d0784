"""What a file says of itself, as a CSL-JSON item."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?")
PARTICLES = re.compile(r"\s+and\s+|;|、|\s*&\s*", re.IGNORECASE)
"""What stands between authors in one string."""


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
    if issued := date_of(date):
        item["issued"] = issued
    if text := _text(url):
        item["URL"] = text
    return item


def date_of(value: object) -> dict[str, Any] | None:
    """`2024-03-27`, `2024/3` or `2024年3月27日` as CSL `date-parts`; text that is no date as `literal`."""
    text = _text(value)
    if not text:
        return None
    found = _DATE.search(text)
    if not found:
        return {"literal": text}
    return {"date-parts": [[int(part) for part in found.groups() if part]]}


def names_of(value: object) -> list[dict[str, str]]:
    """Authors as CSL names, from a string, a list of strings, or CSL names already."""
    if isinstance(value, Mapping):
        return [{str(key): str(part) for key, part in value.items()}]
    if isinstance(value, str):
        return [_name(part) for part in PARTICLES.split(value) if part.strip()]
    if isinstance(value, Sequence):
        return [name for one in value for name in names_of(one)]
    return []


def _name(text: str) -> dict[str, str]:
    """`Family, Given` is taken apart; anything else stays as it is written."""
    family, comma, given = text.strip().partition(",")
    if comma and given.strip() and len(family.split()) <= 3:
        return {"family": family.strip(), "given": given.strip()}
    return {"literal": text.strip()}


def _text(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""
