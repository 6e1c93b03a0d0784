"""Standard input: what it holds is told from how it starts."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

from corpus.reading_files import reader_by_content
from corpus.reading_rows import read_json_lines
from corpus.reading_text import read_text
from debate.plain import clip, one_line
from debate.sources import Document, Problem

TITLE = 80
"""Columns of a first line that serves as a title."""


def read_stream(raw: bytes, origin: str) -> Iterator[Document | Problem]:
    """JSONL when the first line is a JSON object, else one document: PDF, DOCX, HTML, or text."""
    if _is_json_object(raw.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]):
        yield from read_json_lines(raw, origin)
        return
    document = (reader_by_content(raw) or read_text)(raw, origin)
    # Two texts piped in one after the other are two documents: the text alone can tell them apart.
    digest = hashlib.sha256(document.text.encode()).hexdigest()[:8]
    csl = dict(document.csl)
    if csl.get("title") == origin:
        csl["title"] = clip(one_line(document.text.strip().split("\n", 1)[0]), TITLE)
    yield replace(document, name=f"stdin-{digest}", csl=csl, longer_names=())


def _is_json_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
