"""One reader a file type, and which one a file or a stream is for."""

from collections.abc import Callable, Mapping

from corpus.reading_docx import read_docx
from corpus.reading_html import read_html
from corpus.reading_pdf import read_pdf
from corpus.reading_text import read_markdown, read_text
from debate.sources import Document

Reader = Callable[[bytes, str], Document]
"""Bytes and where they are from, into a document; raises UnreadableError for what it cannot take."""

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
FIXES: Mapping[str, str] = {
    ".doc": "Save it as DOCX.",
    ".odt": "Save it as DOCX.",
    ".rtf": "Save it as DOCX.",
    ".json": "Write it as JSONL, one object a line.",
    ".xls": "Save it as CSV.",
    ".xlsx": "Save it as CSV.",
    ".epub": "Save it as HTML or text.",
    ".mht": "Save the page as HTML.",
    ".zip": "Unpack it, and import the folder.",
    ".gz": "Unpack it first.",
    ".png": "Run it through OCR first.",
    ".jpg": "Run it through OCR first.",
    ".jpeg": "Run it through OCR first.",
    ".tif": "Run it through OCR first.",
    ".tiff": "Run it through OCR first.",
}
"""Ending of files that hold text which others can bring into a known form -> how."""
_SIGNS: tuple[tuple[bytes, Reader], ...] = (
    (b"%pdf-", read_pdf),
    (b"pk\x03\x04", read_docx),
    (b"<!doctype html", read_html),
    (b"<html", read_html),
)
"""How content without a telling name starts, in small letters."""


def reader_by_content(raw: bytes) -> Reader | None:
    """The reader whose files start so; None for anything else, which may be text."""
    start = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((reader for sign, reader in _SIGNS if start.startswith(sign)), None)


def reader_of(ending: str, start: bytes, *, named: bool) -> Reader | None:
    """The reader for a file of this ending (in small letters) that starts so; None when no reader is for it.

    Content decides where the ending is none, as in `2403.07918`; a file somebody named may then be text.
    """
    if ending in READERS or ending[1:2].isalpha():
        return READERS.get(ending)
    return reader_by_content(start) or (read_text if named else None)
