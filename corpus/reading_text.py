"""Plain text and Markdown, as they are written."""

import re
from collections.abc import Iterator

from corpus.csl import csl_item
from corpus.decoding import decode
from corpus.naming import document_of, stem_of
from corpus.problems import UnreadableError
from debate.sources import Document, Region

_HEADING = re.compile(
    r"^#{1,6}[ \t]+(?P<signed>.*)$|^(?P<underlined>\S.*)\n(?:={3,}|-{3,})[ \t]*$|^ {0,3}(?P<code>```|~~~)", re.MULTILINE
)
"""A heading, with number signs or underlined; or where code begins or ends."""
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_-]+):[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.+)")


def read_text(raw: bytes, origin: str) -> Document:
    """Plain text, as it is; form feeds, which PDF converters leave, part it into pages."""
    text = decode(raw)
    starts = [0, *(found.end() for found in re.finditer("\f", text))]
    pages = tuple(Region(start, str(number)) for number, start in enumerate(starts, 1)) if len(starts) > 1 else ()
    return document_of(origin, text, csl_item(title=stem_of(origin)), pages=pages)


def read_markdown(raw: bytes, origin: str) -> Document:
    """Markdown as it is written; headings are sections, and front matter says what the document is."""
    whole = decode(raw)
    front = _FRONT.match(whole)
    said = _fields(front[1]) if front else {}
    text = whole[front.end() :] if front else whole
    if not text.strip():
        raise UnreadableError("it holds no text below its front matter", "Check that the file is not blank.")
    sections = tuple(_sections(text))
    item = csl_item(
        title=said.get("title") or (sections[0].label if sections else stem_of(origin)),
        authors=said.get("author") or said.get("authors"),
        organization=said.get("organization") or said.get("publisher"),
        date=said.get("date"),
        url=said.get("url"),
    )
    licence = said.get("licence") or said.get("license")
    return document_of(origin, text, item, sections=sections, licence=str(licence) if licence else None)


def _sections(text: str) -> Iterator[Region]:
    """Headings, where they are not lines of a program."""
    in_code = False
    for found in _HEADING.finditer(text):
        if found["code"]:
            in_code = not in_code
        elif not in_code and (label := (found["signed"] or found["underlined"] or "").strip("# \t")):
            yield Region(found.start(), label)


def _fields(front: str) -> dict[str, str | list[str]]:
    """Front matter of one level: `name: value`, `name: [a, b]`, or a name with `- item` lines below it."""
    fields: dict[str, str | list[str]] = {}
    name = ""
    for line in front.splitlines():
        if item := _ITEM.fullmatch(line):
            listed = fields.get(name)
            fields[name] = [*(listed if isinstance(listed, list) else []), _unquoted(item[1])]
        elif field := _FIELD.fullmatch(line):
            name, value = field[1].lower(), field[2].strip()
            is_list = value.startswith("[") and value.endswith("]")
            fields[name] = [_unquoted(part) for part in value[1:-1].split(",")] if is_list else _unquoted(value)
    return fields


def _unquoted(value: str) -> str:
    return value.strip().strip("\"'")
