"""A row of a table as a document: which field is what, and what the document is called."""

import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from corpus.csl import csl_item
from corpus.decoding import clean
from debate.sources import Document, Problem

FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id", "doc_id", "document_id", "key", "comment_id"),
    "text": ("text", "body", "content", "comment", "full_text", "fulltext", "abstract"),
    "title": ("title", "name", "headline", "subject"),
    "author": ("author", "authors", "creator", "by"),
    "organization": ("organization", "organisation", "publisher", "institution", "affiliation"),
    "date": ("date", "issued", "published", "year", "posted", "posted_date"),
    "url": ("url", "link", "uri", "source_url"),
    "licence": ("licence", "license"),
}
"""What we call a field -> what others call it, the likeliest first."""


def document_of_row(row: Mapping[str, Any], number: int, origin: str) -> Document | Problem:
    """The document in a row; fields that have no place in it are kept as they are."""
    keys = chosen(row)
    found = {field: row[key] for field, key in keys.items()}
    text = found.get("text")
    if not isinstance(text, str) or not text.strip():
        reason = "it has no text" if text is None else "its text is blank or no text"
        fix = f"Give the text in a field named {', '.join(FIELDS['text'])}."
        return Problem(f"{origin}, row {number}", reason, fix)
    text = clean(text)
    name, longer_names = _names(found.get("id"), text, PurePath(origin).stem)
    item = csl_item(
        title=found.get("title"),
        authors=found.get("author"),
        organization=found.get("organization"),
        date=found.get("date"),
        url=found.get("url"),
    )
    return Document(
        name=name,
        text=text,
        csl=item,
        origin=origin,
        licence=str(found["licence"]) if "licence" in found else None,
        extra={key: value for key, value in row.items() if key not in keys.values() and value not in (None, "")},
        longer_names=longer_names,
    )


def chosen(row: Mapping[str, Any], fields: Mapping[str, tuple[str, ...]] = FIELDS) -> dict[str, str]:
    """For each of the fields the key that holds it, if one does."""
    filled: dict[str, str] = {}
    for key, value in row.items():
        if value not in (None, ""):
            filled.setdefault(key.strip().casefold(), key)
    found = {field: next((filled[name] for name in names if name in filled), None) for field, names in fields.items()}
    return {field: key for field, key in found.items() if key is not None}


def _names(given: object, text: str, stem: str) -> tuple[str, tuple[str, ...]]:
    """The id; one of digits alone is told from those of other files by the file's name. Without an id, a hash.

    A hash stays the same when rows move, which a row's number does not.
    """
    identifier = " ".join(str(given).split()) if isinstance(given, str | int | float) else ""
    if not identifier:
        return f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:8]}", ()
    return identifier, (f"{stem}-{identifier}",) if identifier.isdigit() else ()
