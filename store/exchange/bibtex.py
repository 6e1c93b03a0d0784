"""Sources as BibTeX: UTF-8, keys that stay, and escapes for what TeX would act on."""

import re
from collections.abc import Iterator, Mapping

from debate.handout import Handout
from store.exchange.bibtex_reading import MONTHS, entries
from store.exchange.csl_json import SOURCES_ALONE
from store.exchange.losses import Loss
from store.exchange.references import Item, date_parts, items_of

LOSSES = (
    SOURCES_ALONE,
    Loss("source hash", "BibTeX has no field for it."),
    Loss("other CSL fields", "Type, title, names, date, container, publisher, numbers, DOI, address, abstract alone."),
    Loss("source type", "Types that BibTeX does not know become misc."),
    Loss("line breaks", "A value is one line."),
)
TYPES: Mapping[str, str] = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
    "webpage": "online",
    "dataset": "dataset",
    "software": "software",
    "document": "misc",
}
"""CSL type -> entry type; the other way round each entry type has one CSL type."""
ALSO = {"mastersthesis": "thesis", "conference": "paper-conference", "electronic": "webpage", "report": "report"}
FIELDS: Mapping[str, str] = {
    "title": "title",
    "container-title": "journal",
    "publisher": "publisher",
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "DOI": "doi",
    "URL": "url",
    "language": "language",
    "abstract": "abstract",
    "note": "note",
}
"""CSL field -> the field we write."""
READ: Mapping[str, str] = {
    **{name: field for field, name in FIELDS.items()},
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "institution": "publisher",
    "school": "publisher",
    "organization": "publisher",
    "issue": "issue",
    "langid": "language",
}

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
}
_PLAIN = {escaped: character for character, escaped in _ESCAPES.items()}
_ESCAPED = re.compile("|".join(re.escape(escaped) for escaped in sorted(_PLAIN, key=len, reverse=True)))


def write(handout: Handout) -> str:
    """One entry a source; its key is the source's id as far as a key may spell it."""
    keys: set[str] = set()
    return "\n".join(_entry(item, _key(str(item["id"]), keys)) for item in items_of(handout))


def read(text: str) -> list[Item]:
    """The entries as CSL items; raises NotReadable with the line where an entry does not end."""
    return [_item(kind, key, fields) for kind, key, fields in entries(text)]


def tex(text: str) -> str:
    """The text on one line, with TeX's own characters escaped."""
    return "".join(_ESCAPES.get(character, character) for character in " ".join(text.split()))


def plain_from_tex(text: str) -> str:
    """The text with our escapes undone and grouping braces gone."""
    pieces = re.split(f"({_ESCAPED.pattern})", text)
    bare = "".join(_PLAIN[piece] if piece in _PLAIN else re.sub("[{}]", "", piece) for piece in pieces)
    return " ".join(bare.split())


def _key(source_id: str, taken: set[str]) -> str:
    slug = re.sub(r"[^A-Za-z0-9_.:+/-]+", "-", source_id).strip("-") or "source"
    key, number = slug, 2
    while key in taken:
        key, number = f"{slug}-{number}", number + 1
    taken.add(key)
    return key


def _entry(item: Item, key: str) -> str:
    fields = dict(_fields(item, key))
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@{TYPES.get(item['type'], 'misc')}{{{key},\n{body}\n}}\n"


def _fields(item: Item, key: str) -> Iterator[tuple[str, str]]:
    if item.get("author"):
        yield "author", " and ".join(_name(name) for name in item["author"])
    for field, name in FIELDS.items():
        if item.get(field):
            yield name, tex(str(item[field]))
    for name, part in zip(("year", "month", "day"), date_parts(item.get("issued")), strict=False):
        yield name, str(part)
    if key != item["id"]:
        yield "cruxmapid", tex(str(item["id"]))


def _name(name: Mapping[str, object]) -> str:
    """`{Family}, {Given}`: in braces, since a family may hold blanks, commas or the word “and”."""
    if name.get("literal"):
        return "{" + tex(str(name["literal"])) + "}"
    return ", ".join("{" + tex(str(name[part])) + "}" for part in ("family", "given") if name.get(part))


def _item(kind: str, key: str, fields: Mapping[str, str]) -> Item:
    kinds = {bibtex: csl for csl, bibtex in TYPES.items()} | ALSO
    item: Item = {"id": plain_from_tex(fields.get("cruxmapid", "")) or key, "type": kinds.get(kind, "document")}
    if fields.get("author"):
        item["author"] = [_person(name) for name in _split(fields["author"], r"\s+and\s+")]
    if parts := _date(fields):
        item["issued"] = {"date-parts": [parts]}
    for name, value in fields.items():
        if name in READ and plain_from_tex(value):
            item.setdefault(READ[name], plain_from_tex(value))
    return item


def _person(name: str) -> dict[str, str]:
    """`Family, Given`, `{Organisation}`, or `Given Family`."""
    parts = [plain_from_tex(part) for part in _split(name, r"\s*,\s*")]
    if len(parts) > 1:
        return {"family": parts[0], "given": " ".join(parts[1:])}
    words = _split(name.strip(), r"\s+")
    if len(words) == 1:
        return {"literal": plain_from_tex(name)}
    return {"family": plain_from_tex(words[-1]), "given": plain_from_tex(" ".join(words[:-1]))}


def _split(text: str, between: str) -> list[str]:
    """The parts of a text between separators that stand outside braces."""
    parts, depth, start = [], 0, 0
    for found in re.finditer(rf"(?<!\\)[{{}}]|{between}", text):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0:
            parts.append(text[start : found.start()])
            start = found.end()
    return [part for part in (*parts, text[start:]) if part.strip()]


def _date(fields: Mapping[str, str]) -> list[int]:
    """Year, month and day from `date` or from fields of their own; a month may be a name."""
    said = (
        re.split("[-/]", fields["date"])
        if fields.get("date")
        else [fields.get(n, "") for n in ("year", "month", "day")]
    )
    parts: list[int] = []
    for part in said:
        word = plain_from_tex(part).casefold()
        number = MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS else int(word) if word.isdecimal() else 0
        if not number:
            break
        parts.append(number)
    return parts[:3]
