"""Attaches references to sources: a bibliography says who wrote what a project has read."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from debate.errors import CruxmapError
from debate.ports import Store
from debate.sources import CslItem, Source


class NoSuchSource(CruxmapError):
    """A reference is to nothing in the project, or to more than one thing of it."""


@dataclass(slots=True)
class Described:
    """What became of references."""

    sources: list[str] = field(default_factory=list)
    """Ids of the sources that are described now."""
    problems: list[CruxmapError] = field(default_factory=list)


def describe(store: Store, items: Iterable[CslItem]) -> Described:
    """Give each source the fields of the reference that means it, by id, DOI, address or title."""
    described = Described()
    sources = [source for source in store.sources() if not source.superseded]
    for item in items:
        try:
            source = meant_by(item, sources)
        except NoSuchSource as wrong:
            described.problems.append(wrong)
            continue
        store.describe_source(source.id, {**source.csl, **_fields(item)})
        described.sources.append(source.id)
    return described


def meant_by(item: CslItem, sources: Iterable[Source]) -> Source:
    """The one source that a reference means; the surest kind of agreement decides."""
    listed = list(sources)
    for key in (_ids, _dois, _addresses, _titles):
        wanted = key(str(item.get("id", "")), item)
        found = [source for source in listed if wanted & key(source.id, {**source.csl, "_name": source.name})]
        if len(found) == 1:
            return found[0]
        if found:
            listed_ids = ", ".join(source.id for source in found[:5])
            raise NoSuchSource(f"“{_told(item)}” could be any of: {listed_ids}.", "Give the reference the id of one.")
    raise NoSuchSource(f"“{_told(item)}” is no source of the project.", "`cruxmap sources` lists their ids and titles.")


def _ids(name: str, item: Mapping[str, Any]) -> set[str]:
    return {folded for one in (name, item.get("_name")) if one and (folded := str(one).casefold())}


def _dois(name: str, item: Mapping[str, Any]) -> set[str]:
    del name
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", str(item.get("DOI") or ""), flags=re.IGNORECASE)
    return {doi.casefold()} if doi else set()


def _addresses(name: str, item: Mapping[str, Any]) -> set[str]:
    del name
    address = re.sub(r"^https?://(?:www\.)?|/+$", "", str(item.get("URL") or ""), flags=re.IGNORECASE)
    return {address.casefold()} if address else set()


def _titles(name: str, item: Mapping[str, Any]) -> set[str]:
    del name
    title = unicodedata.normalize("NFKC", str(item.get("title") or "")).casefold()
    letters = "".join(sign for sign in title if sign.isalnum())
    return {letters} if letters else set()


def _fields(item: CslItem) -> dict[str, object]:
    """What the reference says, without the names that tools know it by."""
    return {name: value for name, value in item.items() if name not in ("id", "custom") and value not in (None, "")}


def _told(item: CslItem) -> str:
    return str(item.get("id") or item.get("title") or "a reference without an id")
