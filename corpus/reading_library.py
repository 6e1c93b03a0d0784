"""A file of the shipped library: TOML front matter, an opening paragraph, evidence notes.

It reads as Markdown, and each fact stands in it once: what is said of the source in the front matter, what is
said of a note in the quoted line under its heading, the evidence itself in the note's sentences.
"""

import re
import tomllib
from typing import Any

from corpus.csl import csl_item
from corpus.notes import Citer, EvidenceNote, Lean, LibraryEntry, Openness, Verified
from debate.errors import CruxmapError


class LibraryError(CruxmapError):
    """A file of the shipped library lacks something, or vouches for what its words do not."""


_FILE = re.compile(r"\+\+\+\n(?P<front>.*?)\n\+\+\+\n(?P<opening>.*?)\n## Evidence notes\n(?P<notes>.*)", re.DOTALL)
_NOTE = re.compile(r"(?P<heading>[^\n]+)\n\s*> (?P<tags>[^\n]+)\n(?P<text>.+)", re.DOTALL)
_TAGS = ("cited by", "design", "model", "verified", "locator")


def read_entry(text: str, name: str) -> LibraryEntry:
    """The entry that a library file holds; raises LibraryError with the file's name and the fault."""
    found = _FILE.fullmatch(text)
    if found is None:
        raise LibraryError(
            f"The library file “{name}” has no +++ front matter, or no “## Evidence notes” after it.",
            "Compare it with another file of corpus/library.",
        )
    try:
        front = tomllib.loads(found["front"])
        entry = _entry(front, found["opening"], found["notes"])
        if front:
            raise ValueError(f"the key “{min(front)}” is not known")
        _check_cautions(entry)
    except KeyError as missing:
        raise LibraryError(f"The library file “{name}” lacks the key {missing}.", "Add it to the file.") from missing
    except ValueError as wrong:
        raise LibraryError(f"The library file “{name}” is wrong: {wrong}.", "Mend the file.") from wrong
    return entry


def _entry(front: dict[str, Any], opening: str, notes: str) -> LibraryEntry:
    """Takes each key out of the front matter, so that what is left is what nobody knows."""
    return LibraryEntry(
        csl=csl_item(
            title=front.pop("title"),
            authors=front.pop("author"),
            organization=front.pop("publisher", None),
            date=front.pop("issued"),
            url=front.pop("URL", None),
            kind=front.pop("type"),
        ),
        vectors=tuple(front.pop("vectors")),
        leans=Lean(front.pop("leans")),
        opening=_one_line(opening),
        notes=tuple(_note(part) for part in notes.split("\n### ")[1:]),
    )


def _note(part: str) -> EvidenceNote:
    found = _NOTE.fullmatch(part)
    if found is None:
        raise ValueError(f"the note “{part[:40].strip()}” is not a heading, a line “> key: value | …”, and sentences")
    tags = dict(_tag(tag) for tag in found["tags"].split(" | "))
    return EvidenceNote(
        heading=_one_line(found["heading"]),
        text=_one_line(found["text"]),
        cited_by=Citer(tags["cited by"]),
        design=tags["design"],
        model=Openness(tags["model"]),
        verified=Verified(tags["verified"]),
        locator=tags.get("locator"),
    )


def _tag(tag: str) -> tuple[str, str]:
    key, _, value = tag.partition(": ")
    if key not in _TAGS or not value.strip():
        raise ValueError(f"“{tag}” is none of “{': …”, “'.join(_TAGS)}: …”")
    return key, value.strip()


def _check_cautions(entry: LibraryEntry) -> None:
    """A figure that nobody checked says so where it stands, and one that was checked is not doubted."""
    for note in entry.notes:
        said = {verified for verified in Verified if verified.caution and verified.caution in note.text}
        if said != {note.verified} - {Verified.YES}:
            raise ValueError(f"the note “{note.heading}” is verified: {note.verified}, and its words say otherwise")
    cautions = {note.verified.caution for note in entry.notes}
    if not cautions:
        raise ValueError("it has no notes")
    if "" not in cautions and not any(caution in entry.opening for caution in cautions):
        raise ValueError("no note of it is verified, and its opening does not say so")


def _one_line(text: str) -> str:
    """The text with its line breaks as blanks: files are wrapped for reading."""
    return " ".join(text.split())
