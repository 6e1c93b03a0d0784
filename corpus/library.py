"""The shipped library: what both sides say, as documents; sample claims; the studies that the paper rated."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from corpus.notes import EvidenceNote, LibraryEntry
from corpus.reading_library import LibraryError, read_entry
from debate.claims import Claim
from debate.framework import load_framework
from debate.framing import frame
from debate.sources import Document, Region

LIBRARY = Path(__file__).with_name("library")
LICENCE = "Apache-2.0 for these notes; the source itself belongs to its publisher"
BETWEEN = "\n\n"
"""Stands between the paragraphs of a document, so that no sentence runs from one note into the next."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One study as the paper rated it, to hold computed rows against."""

    study: str
    vector: str
    levels: Mapping[str, str]
    """Step id -> level."""
    doubtful: tuple[str, ...]
    """Steps where the paper's wording fits two levels: shown as doubtful, never used as gold."""
    basis: str
    """Where the levels come from."""


def library_documents() -> Iterator[Document]:
    """Every source of the library, in order of file name."""
    for path in sorted(LIBRARY.glob("*.md")):
        yield _document(read_entry(_text(path), path.name), path)


def sample_claims() -> tuple[Claim, ...]:
    """Contested claims to try the program on, framed as a typed one would be."""
    framework = load_framework()
    return _read("claims.toml", lambda data: tuple(frame(framework, row["text"]) for row in data["claims"]))


def reference_rows() -> tuple[ReferenceRow, ...]:
    """The paper's seven rated studies, in its order."""
    return _read("reference.toml", lambda data: tuple(_row(row, data["basis"]) for row in data["studies"]))


def _row(row: Mapping[str, Any], basis: str) -> ReferenceRow:
    return ReferenceRow(row["study"], row["vector"], row["levels"], tuple(row["doubtful"]), basis)


def _document(entry: LibraryEntry, path: Path) -> Document:
    """The opening and then each note as one paragraph; a note is a section whose label carries its caution."""
    text = entry.opening
    sections = []
    for note in entry.notes:
        text += BETWEEN
        sections.append(Region(len(text), note.label))
        text += note.text
    return Document(
        name=f"library-{path.stem}",
        text=text,
        csl=entry.csl,
        origin=f"shipped library, {path.name}",
        sections=tuple(sections),
        licence=LICENCE,
        extra={
            "vectors": list(entry.vectors),
            "leans": entry.leans.value,
            "notes": [_about(note) for note in entry.notes],
        },
    )


def _about(note: EvidenceNote) -> dict[str, str | None]:
    """What is said of a note, without its words."""
    return {
        "section": note.label,
        "cited_by": note.cited_by.value,
        "design": note.design,
        "model": note.model.value,
        "verified": note.verified.value,
        "locator": note.locator,
    }


def _read(name: str, make: Callable[[Mapping[str, Any]], tuple[Row, ...]]) -> tuple[Row, ...]:
    try:
        return make(tomllib.loads(_text(LIBRARY / name)))
    except tomllib.TOMLDecodeError as wrong:
        raise LibraryError(f"The library file “{name}” is not TOML: {wrong}.", "Mend the file.") from wrong
    except KeyError as missing:
        raise LibraryError(f"The library file “{name}” lacks the key {missing}.", "Add it to the file.") from missing


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise LibraryError(
            f"The library file “{path.name}” cannot be read: {wrong}.", "Install cruxmap anew."
        ) from wrong
