"""Documents as they were read, sources as they are kept, and the passages they are cut into."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CslItem = Mapping[str, object]
"""One CSL-JSON item: `title`, `author`, `issued`, `URL`, `publisher`, …"""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a document's text that shares a page or a section heading."""

    start: int
    """Code-point offset into the text; the region ends where the next of its kind starts."""
    label: str
    """The page label or the heading, as a person would cite it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text as a reader found it, before it is stored."""

    name: str
    """Stable name across versions: the id a file gives, else the file's name or a short content hash."""
    text: str
    csl: CslItem
    origin: str
    """The absolute path of the file, or the URL, it was read from."""
    pages: tuple[Region, ...] = ()
    sections: tuple[Region, ...] = ()
    licence: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    """Fields of the input row that have no place in CSL, kept as they were."""
    longer_names: tuple[str, ...] = ()
    """Names to take in turn when a document of another origin has the shorter one; none when the name is an id."""
    copies_are_one: bool = False
    """Whether the same text under another name is this document, as it is of a file that was copied or moved."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read. Data, not an exception: the rest of an import goes on."""

    origin: str
    """The file, row or URL."""
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class Source:
    """A stored document without its text."""

    id: str
    """The name for the first version, `name@2` for the second, and so on."""
    name: str
    version: int
    content_hash: str
    """SHA-256 of the text in UTF-8, hexadecimal."""
    csl: CslItem
    origin: str
    language: str
    """BCP 47 primary tag of most of the text, `und` when it cannot be told."""
    characters: int
    licence: str | None = None
    superseded: bool = False
    """True when a newer version of the same name was imported: its marks are kept, and flagged."""
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title a person would recognise, falling back to the name."""
        return str(self.csl.get("title") or self.name)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source: `source_text[start:end] == text`, always."""

    id: str
    """`<source id>#<ordinal>`."""
    source_id: str
    ordinal: int
    start: int
    end: int
    text: str
    language: str
    page: str | None = None
    section: str | None = None
