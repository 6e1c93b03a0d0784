"""One reader a file type: bytes into a document. Each raises UnreadableError for what it cannot take."""

import io
import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from corpus.csl import csl_item
from corpus.decoding import clean, decode
from corpus.problems import UnreadableError
from debate.sources import Document, Region

if TYPE_CHECKING:
    from pypdf import PdfReader

Reader = Callable[[bytes, str], Document]

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def read_text(raw: bytes, origin: str) -> Document:
    """Plain text, as it is."""
    return Document(name_of(origin), decode(raw), csl_item(title=PurePath(origin).stem), origin)


def read_markdown(raw: bytes, origin: str) -> Document:
    """Markdown as it is written; headings are sections, the first one the title."""
    text = decode(raw)
    sections = tuple(Region(found.start(), found.group(2)) for found in _HEADING.finditer(text))
    title = sections[0].label if sections else PurePath(origin).stem
    return Document(name_of(origin), text, csl_item(title=title), origin, sections=sections)


def read_html(raw: bytes, origin: str) -> Document:
    """The main text of a page, without menus and footers, and what the page says of itself."""
    # trafilatura and lxml take a third of a second to import.
    from trafilatura import bare_extraction

    found = bare_extraction(decode(raw), output_format="markdown", with_metadata=True, include_comments=False)
    if found is None or not (found.text or "").strip():
        raise UnreadableError("no main text was found in the page", "Save the page's text, or print it to PDF.")
    text = clean(found.text)
    sections = tuple(Region(hit.start(), hit.group(2)) for hit in _HEADING.finditer(text))
    item = csl_item(
        title=found.title or PurePath(origin).stem,
        authors=found.author,
        organization=found.sitename,
        date=found.date,
        url=found.url,
        kind="webpage",
    )
    return Document(name_of(origin), text, item, origin, sections=sections, licence=found.license or None)


def read_pdf(raw: bytes, origin: str) -> Document:
    """Text page by page; a page's label is the one printed in the file, else its number."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("it is encrypted", "Remove its password and import it again.")
        pages = [clean(page.extract_text() or "").strip() for page in reader.pages]
        labels = list(reader.page_labels)
    except PyPdfError as broken:
        raise UnreadableError(f"it is not a PDF that can be read ({broken})", "Print it to a new PDF.") from broken
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as broken:
        # pypdf meets malformed files with whatever its parser trips over.
        raise UnreadableError(f"it is a damaged PDF ({type(broken).__name__})", "Print it to a new PDF.") from broken
    text, regions = _joined(pages, labels)
    if not text.strip():
        raise UnreadableError("it has no text layer; it may be a scan", "Run it through OCR first.")
    return Document(name_of(origin), text, _pdf_item(reader, origin), origin, pages=regions)


def _joined(pages: list[str], labels: list[str]) -> tuple[str, tuple[Region, ...]]:
    """Pages put together so that a sentence goes on over the page break."""
    parts: list[str] = []
    regions: list[Region] = []
    length = 0
    for page, label in zip(pages, labels, strict=False):
        if page:
            regions.append(Region(length, label))
            parts.append(page + "\n")
            length += len(page) + 1
    return "".join(parts), tuple(regions)


def _pdf_item(reader: "PdfReader", origin: str) -> dict[str, Any]:
    said = reader.metadata
    title = (said.title if said else None) or PurePath(origin).stem
    raw_date = str(said.get("/CreationDate", "")) if said else ""
    found = re.match(r"D:(\d{4})(\d{2})?(\d{2})?", raw_date)
    date = "-".join(part for part in found.groups() if part) if found else None
    return csl_item(title=title, authors=said.author if said else None, date=date)


def read_docx(raw: bytes, origin: str) -> Document:
    """Paragraphs and table cells of a Word document; headings are sections."""
    from zipfile import BadZipFile

    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        word = docx.Document(io.BytesIO(raw))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as broken:
        raise UnreadableError("it is not a DOCX file that can be read", "Save it anew as DOCX.") from broken
    parts: list[str] = []
    sections: list[Region] = []
    length = 0
    for paragraph in word.iter_inner_content():
        rows = [paragraph] if hasattr(paragraph, "text") else [c for row in paragraph.rows for c in row.cells]
        for row in rows:
            words = clean(row.text).strip()
            if not words:
                continue
            style = getattr(getattr(row, "style", None), "name", "") or ""
            if style.startswith(("Heading", "Title")):
                sections.append(Region(length, words))
            parts.append(words + "\n\n")
            length += len(words) + 2
    said = word.core_properties
    title = said.title or (sections[0].label if sections else PurePath(origin).stem)
    item = csl_item(title=title, authors=said.author, date=said.created and said.created.date().isoformat())
    return Document(name_of(origin), "".join(parts), item, origin, sections=tuple(sections))


READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
}
"""File ending -> reader."""


def name_of(origin: str) -> str:
    """A source's stable name: its file's name without folders, so that a project can move."""
    return PurePath(origin).name or origin
