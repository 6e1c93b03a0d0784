"""PDF: text page by page, with the page labels that are printed in the file."""

import io
import logging
import re
from typing import TYPE_CHECKING, Any

from corpus.csl import csl_item
from corpus.decoding import clean
from corpus.naming import document_of, stem_of
from corpus.pages import running_text
from corpus.problems import UnreadableError
from debate.sources import Document, Region

if TYPE_CHECKING:
    from pypdf import PdfReader

_WRITING_PROGRAM = re.compile(
    r"^Microsoft (?:Word|PowerPoint) - |\.(?:docx?|pdf|pptx?|tex|rtf)$|^untitled$", re.IGNORECASE
)
"""What programs put around a title that nobody wrote."""
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")


def read_pdf(raw: bytes, origin: str) -> Document:
    """Text page by page; a page's label is the one printed in the file, else its number."""
    from pypdf.errors import PyPdfError

    # pypdf reports each oddity it gets over; what it cannot get over it raises.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = _opened(raw)
        pages = running_text([clean(page.extract_text() or "").strip() for page in reader.pages])
        labels = _labels(reader, len(pages))
        item = _item(reader, origin)
    except UnreadableError:
        raise
    except PyPdfError as broken:
        raise UnreadableError(f"it is not a PDF that can be read ({broken})", "Print it to a new PDF.") from broken
    except Exception as broken:
        # pypdf meets malformed files with whatever its parser trips over.
        raise UnreadableError(f"it is a damaged PDF ({type(broken).__name__})", "Print it to a new PDF.") from broken
    text, regions = _joined(pages, labels)
    if not text:
        raise UnreadableError("it has no text layer; it may be a scan", "Run it through OCR first.")
    return document_of(origin, text, item, pages=regions)


def _opened(raw: bytes) -> "PdfReader":
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("it is encrypted", "Remove its password and import it again.")
    return reader


def _labels(reader: "PdfReader", pages: int) -> list[str]:
    """The labels, with the page's number where a label is blank or missing."""
    given = [label.strip() for label in reader.page_labels]
    return [given[at] if at < len(given) and given[at] else str(at + 1) for at in range(pages)]


def _joined(pages: list[str], labels: list[str]) -> tuple[str, tuple[Region, ...]]:
    """Pages put together so that a sentence goes on over the page break."""
    parts: list[str] = []
    regions: list[Region] = []
    length = 0
    for page, label in zip(pages, labels, strict=True):
        if page:
            regions.append(Region(length, label))
            parts.append(page + "\n")
            length += len(page) + 1
    return "".join(parts), tuple(regions)


def _item(reader: "PdfReader", origin: str) -> dict[str, Any]:
    said = reader.metadata
    title = _WRITING_PROGRAM.sub("", str(said.title or "").strip()) if said else ""
    found = _DATE.match(str(said.get("/CreationDate", ""))) if said else None
    date = "-".join(part for part in found.groups() if part) if found else None
    return csl_item(title=title or stem_of(origin), authors=said.author if said else None, date=date)
