"""Web pages: the main text, without menus and footers, and what the page says of itself."""

import codecs
import re
from collections.abc import Iterator
from typing import Any

from corpus.blocks import BETWEEN_CELLS, Block, assembled
from corpus.csl import csl_item
from corpus.decoding import decode
from corpus.naming import document_of, stem_of
from corpus.problems import UnreadableError
from debate.sources import Document

_DECLARED = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
_HEAD = 4096
"""Bytes in which a page declares its encoding."""
_LABELS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
"""Names of encodings that browsers read as a wider one, and what Python calls it."""
_BLOCKS = {"head", "p", "item", "quote", "row"}


def read_html(raw: bytes, origin: str) -> Document:
    """The main text of a page in paragraphs; headings are sections."""
    # trafilatura and lxml take a third of a second to import.
    from trafilatura import bare_extraction

    found = bare_extraction(decode(raw, _declared(raw)), with_metadata=True, include_comments=False)
    text, sections = assembled(_blocks(found.body)) if found is not None and found.body is not None else ("", ())
    if not text.strip():
        raise UnreadableError("no main text was found in the page", "Save the page's text, or print it to PDF.")
    item = csl_item(
        title=found.title or stem_of(origin),
        authors=found.author,
        organization=found.sitename,
        date=found.date,
        url=found.url,
        kind="webpage",
    )
    return document_of(origin, text, item, sections=sections, licence=found.license or None)


def _declared(raw: bytes) -> str | None:
    """The encoding that the page says it is in, if Python knows it."""
    found = _DECLARED.search(raw[:_HEAD])
    if not found:
        return None
    label = (found[1] or found[2]).decode("ascii").lower()
    try:
        return codecs.lookup(_LABELS.get(label, label)).name
    except LookupError:
        return None


def _blocks(body: Any) -> Iterator[Block]:
    """Paragraphs of the tree that trafilatura gives; a block ends where it closes or another one opens."""
    from lxml.etree import iterwalk

    held: list[str] = []
    heading = False
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield Block("".join(held), heading)
            held, heading = [], element.tag == "head" and event == "start"
        held.append(_opening(element) if event == "start" else element.tail or "")
    yield Block("".join(held), heading)


def _opening(element: Any) -> str:
    second_cell = element.tag == "cell" and element.getprevious() is not None
    before = BETWEEN_CELLS if second_cell else " " if element.tag == "lb" else ""
    return before + (element.text or "")
