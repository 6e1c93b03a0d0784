"""Sources as RIS, one tag a line, for reference managers."""

import re
from collections.abc import Iterator, Mapping

from debate.handout import Handout
from store.exchange.csl_json import SOURCES_ALONE
from store.exchange.losses import Loss
from store.exchange.references import Item, date_parts, items_of

LOSSES = (
    SOURCES_ALONE,
    Loss("source hash", "RIS has no field for it."),
    Loss("other CSL fields", "Type, title, names, date, container, publisher, numbers, DOI, address, abstract alone."),
    Loss("source type", "Types that RIS does not know become a report or a generic item."),
    Loss("an organisation's name with a comma", "It comes back as family and given name."),
    Loss("line breaks", "A value is one line."),
)
TYPES: Mapping[str, str] = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "article": "UNPB",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "document": "GEN",
    "legislation": "STAT",
    "legal_case": "CASE",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "software": "COMP",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""CSL type -> RIS type; the other way round each RIS type has one CSL type."""
FIELDS: Mapping[str, str] = {
    "title": "TI",
    "container-title": "T2",
    "publisher": "PB",
    "volume": "VL",
    "issue": "IS",
    "page": "SP",
    "DOI": "DO",
    "URL": "UR",
    "language": "LA",
    "abstract": "AB",
}
"""CSL field -> the tag we write."""
READ: Mapping[str, str] = {
    **{tag: field for field, tag in FIELDS.items()},
    "T1": "title",
    "JO": "container-title",
    "JF": "container-title",
    "N2": "abstract",
}
_TAG = re.compile(r"^\s*([A-Z][A-Z0-9]) {1,2}- ?(.*)$")


def write(handout: Handout) -> str:
    """One record a source; lines end as the format asks, in CR LF."""
    return "".join(f"{line}\r\n" for item in items_of(handout) for line in _record(item))


def read(text: str) -> list[Item]:
    """The records as CSL items; unknown tags are passed over, a line without a tag continues the one before."""
    items: list[Item] = []
    tags: list[tuple[str, str]] = []
    for line in text.removeprefix("\ufeff").splitlines():
        found = _TAG.match(line)
        if found and found[1] == "ER":
            items.append(_item(tags))
            tags = []
        elif found:
            tags.append((found[1], found[2].strip()))
        elif line.strip() and tags:
            tags[-1] = (tags[-1][0], f"{tags[-1][1]} {line.strip()}")
    return items


def _record(item: Item) -> Iterator[str]:
    yield f"TY  - {TYPES.get(item['type'], 'GEN')}"
    yield f"ID  - {_line(item['id'])}"
    for name in item.get("author") or ():
        yield f"AU  - {_line(_name(name))}"
    if parts := date_parts(item.get("issued")):
        yield f"PY  - {parts[0]:04}"
        yield "DA  - " + "/".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:]), *[""] * (4 - len(parts))])
    for field, tag in FIELDS.items():
        if item.get(field):
            yield f"{tag}  - {_line(str(item[field]))}"
    yield "ER  - "


def _name(name: Mapping[str, object]) -> str:
    if name.get("literal"):
        return str(name["literal"])
    return ", ".join(str(name[part]) for part in ("family", "given") if name.get(part))


def _line(value: object) -> str:
    return " ".join(str(value).split())


def _item(tags: list[tuple[str, str]]) -> Item:
    kinds = {ris: csl for csl, ris in TYPES.items()}
    said = dict(reversed(tags))
    item: Item = {"id": said.get("ID", ""), "type": kinds.get(said.get("TY", ""), "document")}
    if authors := [_person(value) for tag, value in tags if tag in ("AU", "A1") and value]:
        item["author"] = authors
    if parts := [int(part) for part in re.split(r"[/-]", said.get("DA") or said.get("PY") or "") if part.isdecimal()]:
        item["issued"] = {"date-parts": [parts[:3]]}
    for tag, value in tags:
        if tag in READ and value:
            item.setdefault(READ[tag], value)
    if said.get("EP") and item.get("page"):
        item["page"] = f"{item['page']}-{said['EP']}"
    return item


def _person(value: str) -> dict[str, str]:
    family, comma, given = (part.strip() for part in value.partition(","))
    return {"family": family, "given": given} if comma and given else {"literal": value}
