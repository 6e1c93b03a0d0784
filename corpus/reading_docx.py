"""Word documents: paragraphs and rows of tables in reading order, tracked insertions included."""

import io
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile, ZipFile

from corpus.blocks import BETWEEN_CELLS, Block, assembled
from corpus.csl import csl_item
from corpus.naming import document_of, stem_of
from corpus.problems import UnreadableError
from debate.sources import Document

LARGEST = 500_000_000
"""Bytes that a file may unfold to; one that claims more is a trap."""

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""Holds a second copy of a text box, for old programs."""


def read_docx(raw: bytes, origin: str) -> Document:
    """Paragraphs and table rows of a Word document; headings are sections."""
    import docx

    _check(raw)
    try:
        word = docx.Document(io.BytesIO(raw))
        text, sections = assembled(_blocks(word))
        said = word.core_properties
        title = said.title or (sections[0].label if sections else stem_of(origin))
        date = said.created.date().isoformat() if said.created else None
        item = csl_item(title=title, authors=said.author, date=date)
    except Exception as broken:
        # python-docx meets malformed files with whatever its XML parser trips over.
        reason = f"it is a damaged DOCX file ({type(broken).__name__})"
        raise UnreadableError(reason, "Save it anew as DOCX.") from broken
    if not text:
        raise UnreadableError("it holds no text", "Check that the file is not blank, or only pictures.")
    return document_of(origin, text, item, sections=sections)


def _check(raw: bytes) -> None:
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except BadZipFile as broken:
        old = raw.startswith(b"\xd0\xcf\x11\xe0")
        reason = "it is encrypted, or an older Word file" if old else "it is not a DOCX file that can be read"
        raise UnreadableError(reason, "Save it anew as DOCX, without a password.") from broken
    if size > LARGEST:
        raise UnreadableError(f"it unfolds to {size:,} bytes, too many for one document", "Split it.")


def _blocks(word: Any) -> Iterator[Block]:
    """Each paragraph of the body, wherever it is nested; the cells of a table's row are one block."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    row: Any = None
    cells: list[tuple[Any, str]] = []
    for element in word.element.body.iter(qn("w:p")):
        here = next(element.iterancestors(qn("w:tr")), None)
        if here is not row:
            yield from _row(cells)
            row, cells = here, []
        words = _words(element)
        if here is not None and words.strip():
            cells.append((next(element.iterancestors(qn("w:tc")), None), words))
        elif here is None:
            style = Paragraph(element, word).style
            yield Block(words, heading=bool(style) and (style.name or "").startswith(("Heading", "Title")))
    yield from _row(cells)


def _row(cells: list[tuple[Any, str]]) -> Iterator[Block]:
    """A row as one block, or as paragraphs where a cell holds several: such a table is there for its layout."""
    words = [text for _, text in cells]
    one_each = len({id(cell) for cell, _ in cells}) == len(cells)
    yield from [Block(BETWEEN_CELLS.join(words))] if one_each else map(Block, words)


def _words(paragraph: Any) -> str:
    """What stands in a paragraph; deletions, places that text was moved from, and fallback copies do not."""
    from docx.oxml.ns import qn

    signs = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
    elsewhere = (qn("w:moveFrom"), _FALLBACK)
    if next(paragraph.iterancestors(_FALLBACK), None) is not None:
        return ""
    here = (
        node
        for node in paragraph.iter(qn("w:t"), *signs)
        if next(node.iterancestors(qn("w:p"), *elsewhere)) is paragraph
    )
    return "".join(signs.get(node.tag) or node.text or "" for node in here)
