"""What a document is called, and what tells it apart from others of the same name."""

import unicodedata
from pathlib import PurePath
from typing import Any

from debate.sources import CslItem, Document


def document_of(origin: str, text: str, csl: CslItem, **more: Any) -> Document:
    """A document that one file holds: it is known by its file's name, and by its text wherever that lies."""
    short, *longer = names_of_file(origin)
    return Document(short, text, csl, origin, longer_names=tuple(longer), copies_are_one=True, **more)


def names_of_file(origin: str) -> list[str]:
    """The file's name, then the same with one folder more before it each time, so that a project can move."""
    parts = [unicodedata.normalize("NFC", part) for part in PurePath(origin).parts] or [origin]
    return ["/".join(parts[at:]).replace("//", "/") for at in range(len(parts) - 1, -1, -1)]


def stem_of(origin: str) -> str:
    """A file's name without its ending, as a title where there is no better one."""
    return unicodedata.normalize("NFC", PurePath(origin).stem)
