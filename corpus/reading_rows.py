"""JSONL and CSV with one document a row, read row by row so that size does not matter."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from corpus.csl import csl_item
from corpus.decoding import SAMPLE, clean, encoding_of
from corpus.problems import UnreadableError
from debate.sources import Document, Problem

FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id", "doc_id", "document_id", "key", "comment_id"),
    "text": ("text", "body", "content", "comment", "full_text", "fulltext", "abstract"),
    "title": ("title", "name", "headline", "subject"),
    "author": ("author", "authors", "creator", "by"),
    "organization": ("organization", "organisation", "publisher", "institution", "affiliation"),
    "date": ("date", "issued", "published", "year", "posted", "posted_date"),
    "url": ("url", "link", "uri", "source_url"),
    "licence": ("licence", "license"),
}
"""What we call a field -> what others call it, the likeliest first."""
LONGEST_CELL = 50_000_000


def read_jsonl(path: Path) -> Iterator[Document | Problem]:
    """One JSON object a line; a line that is none is named with its number."""
    with path.open("rb") as lines:
        yield from _documents(_json_rows(lines, path.name), str(path))


def read_json_lines(raw: bytes, origin: str) -> Iterator[Document | Problem]:
    """The same of bytes that are in memory already."""
    yield from _documents(_json_rows(io.BytesIO(raw), origin), origin)


def _json_rows(lines: BinaryIO, origin: str) -> Iterator[tuple[int, Mapping[str, Any] | Problem]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            yield number, Problem(f"{origin}, line {number}", "it is not UTF-8", "Save the file as UTF-8.")
            continue
        except (json.JSONDecodeError, RecursionError) as wrong:
            yield (
                number,
                Problem(f"{origin}, line {number}", f"it is not JSON ({wrong})", "Give one JSON object a line."),
            )
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            yield number, Problem(f"{origin}, line {number}", "it is not a JSON object", "Give one JSON object a line.")


def read_csv(path: Path) -> Iterator[Document | Problem]:
    """One document a row under a header; comma, semicolon or tab."""
    with path.open("rb") as binary:
        sample = binary.read(SAMPLE)
        if not sample.strip():
            raise UnreadableError("it is empty", "Give a header and one document a row.")
        encoding = encoding_of(sample)
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        yield from _documents(_csv_rows(lines, sample.decode(encoding, errors="replace"), path), str(path))


def _csv_rows(lines: io.TextIOBase, sample: str, path: Path) -> Iterator[tuple[int, Mapping[str, Any] | Problem]]:
    csv.field_size_limit(LONGEST_CELL)
    header = sample.splitlines()[0]
    delimiter = max(",;\t", key=header.count)
    rows = csv.DictReader(lines, delimiter="\t" if path.suffix.lower() == ".tsv" else delimiter)
    number = 1
    try:
        for number, row in enumerate(rows, 2):
            yield number, {str(key): value for key, value in row.items() if key is not None}
    except csv.Error as wrong:
        yield number, Problem(f"{path.name}, row {number + 1}", f"it is not CSV ({wrong})", "Mend the row's quotes.")


def _documents(rows: Iterator[tuple[int, Mapping[str, Any] | Problem]], origin: str) -> Iterator[Document | Problem]:
    """Rows as documents; an id that comes twice with other text is a problem, with the same text it is passed over."""
    seen: dict[str, int] = {}
    for number, row in rows:
        made = row if isinstance(row, Problem) else _document(row, number, origin)
        if isinstance(made, Document):
            fingerprint = hash(made.text)
            if made.name in seen:
                if seen[made.name] != fingerprint:
                    reason = f"the id “{made.name}” came before, with another text"
                    yield Problem(f"{Path(origin).name}, row {number}", reason, "Give each document an id of its own.")
                continue
            seen[made.name] = fingerprint
        yield made


def _document(row: Mapping[str, Any], number: int, origin: str) -> Document | Problem:
    folded = {str(key).strip().casefold(): key for key in row}
    found = {field: _first(row, folded, names) for field, names in FIELDS.items()}
    file = Path(origin).name
    if not isinstance(found["text"], str) or not found["text"].strip():
        known = ", ".join(FIELDS["text"])
        return Problem(f"{file}, row {number}", "it has no text", f"Give the text in a field named {known}.")
    used = {folded[name] for names in FIELDS.values() for name in names if name in folded}
    item = csl_item(
        title=found["title"],
        authors=found["author"],
        organization=found["organization"],
        date=found["date"],
        url=found["url"],
    )
    name = str(found["id"]).strip() if found["id"] not in (None, "") else f"{Path(origin).stem}-{number}"
    extra = {str(key): value for key, value in row.items() if key not in used and value not in (None, "")}
    licence = str(found["licence"]) if found["licence"] else None
    return Document(name, clean(found["text"]), item, f"{origin}, row {number}", licence=licence, extra=extra)


def _first(row: Mapping[str, Any], folded: Mapping[str, str], names: tuple[str, ...]) -> Any:
    return next((row[folded[name]] for name in names if name in folded and row[folded[name]] not in (None, "")), None)
