"""Sources as references: CSL-JSON items, their fields as words, and a citation in one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from debate.handout import Handout
from debate.plain import one_line
from debate.sources import CslItem, Source

Item = dict[str, Any]
"""A CSL-JSON item with the id of its source."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reader needs to find a source again; empty where the source does not say."""

    authors: str
    issued: str
    title: str
    within: str
    """Journal, book or publisher."""
    url: str
    """Its address when it is one of the Web, its DOI as such otherwise."""

    def line(self) -> str:
        """One line, in the order of the field's journals."""
        dated = f" ({self.issued})" if self.issued else ""
        known = (self.authors + dated, self.title) if self.authors else (self.title + dated,)
        parts = (*known, self.within)
        return " ".join(_ended(part) for part in parts if part)


def _ended(part: str) -> str:
    return part if part.endswith((".", "?", "!", "。")) else f"{part}."


def items_of(handout: Handout) -> list[Item]:
    """A CSL-JSON item for each source of the map."""
    return [item_of(source) for source in handout.map.sources.values()]


def item_of(source: Source) -> Item:
    """The source's item under the source's id; a title and a type are always there."""
    return {**source.csl, "id": source.id, "type": str(source.csl.get("type") or "document"), "title": source.title}


def citation_parts(csl: CslItem) -> Citation:
    """The fields of an item in words, whatever shapes they have."""
    return Citation(
        authors=", ".join(name_in_order(name) for name in _names(csl.get("author"))),
        issued=date_in_words(csl.get("issued")),
        title=_text(csl.get("title")),
        within=_text(csl.get("container-title")) or _publisher(csl),
        url=web_address(csl),
    )


def name_in_order(name: Mapping[str, object]) -> str:
    """`Given Family`, or the literal name."""
    literal = _text(name.get("literal"))
    return literal or " ".join(part for part in (_text(name.get("given")), _text(name.get("family"))) if part)


def date_in_words(issued: object) -> str:
    """`2024-02-27` from `date-parts`, else the literal or raw date."""
    if not isinstance(issued, Mapping):
        return _text(issued)
    if parts := date_parts(issued):
        return "-".join(f"{part:02}" for part in parts)
    return _text(issued.get("literal") or issued.get("raw"))


def date_parts(issued: object) -> list[int]:
    """Year, month and day as far as they are known."""
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    first = parts[0] if isinstance(parts, Sequence) and not isinstance(parts, str) and parts else ()
    if not isinstance(first, Sequence) or isinstance(first, str):
        return []
    known = [str(part) for part in first]
    return [int(part) for part in known[:3]] if all(part.isdecimal() for part in known[:3]) else []


def web_address(csl: CslItem) -> str:
    """An address a browser may follow: http or https only, a DOI by way of doi.org."""
    address, doi = _text(csl.get("URL")), _text(csl.get("DOI"))
    if address.lower().startswith(("https://", "http://")):
        return address
    return f"https://doi.org/{doi}" if doi.startswith("10.") else ""


def _names(value: object) -> list[Mapping[str, object]]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [name for name in value if isinstance(name, Mapping)]
    return []


def _publisher(csl: CslItem) -> str:
    """The publisher, unless it is the author too."""
    publisher = _text(csl.get("publisher"))
    return "" if any(publisher == name_in_order(name) for name in _names(csl.get("author"))) else publisher


def _text(value: object) -> str:
    return one_line(str(value)) if isinstance(value, str | int | float) else ""
