"""JSONL and CSV with one document a row, read row by row so that size does not matter."""

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, count
from pathlib import Path
from typing import Any, BinaryIO

from corpus.decoding import encoding_of
from corpus.problems import UnreadableError
from corpus.rows import FIELDS, document_of_row
from debate.sources import Document, Problem

Row = tuple[int, dict[str, Any] | Problem]
"""A row with its number, as an editor or a spreadsheet counts."""

LONGEST_CELL = 2**31 - 1
CHUNK = 1 << 20
"""Bytes read at once to tell the encoding."""
DELIMITERS = ",;\t|"
_OBJECTS = "Give one JSON object a line."


def read_jsonl(path: Path, origin: str) -> Iterator[Document | Problem]:
    """One JSON object a line; a line that is none is named with its number."""
    with path.open("rb") as file:
        yield from _documents(_json_rows(file, origin), origin)


def read_json_lines(raw: bytes, origin: str) -> Iterator[Document | Problem]:
    """The same of bytes that are in memory already."""
    yield from _documents(_json_rows(io.BytesIO(raw), origin), origin)


def read_rows(path: Path, origin: str, wanted: Collection[str]) -> Iterator[Row]:
    """The rows of a JSONL or CSV file as they stand, each with its number, for whoever makes no documents of them.

    Raises UnreadableError for a CSV whose header has none of the `wanted` names.
    """
    with path.open("rb") as file:
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            yield from _json_rows(file, origin)
            return
        encoding = _encoding(file)
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        yield from _csv_rows(lines, origin, wanted)


def read_csv(path: Path, origin: str) -> Iterator[Document | Problem]:
    """One document a row under a header; comma, semicolon, tab or bar."""
    with path.open("rb") as file:
        encoding = _encoding(file)
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        yield from _documents(_csv_rows(lines, origin, FIELDS["text"]), origin)


def _encoding(file: BinaryIO) -> str:
    """The encoding of a whole file, read in lines so that no character is cut."""
    encoding = encoding_of(iter(lambda: b"".join(file.readlines(CHUNK)), b""))
    file.seek(0)
    return encoding


def _json_rows(file: BinaryIO, origin: str) -> Iterator[Row]:
    # Only a line feed ends a line: JSON texts may hold other line separators as they are.
    with io.TextIOWrapper(file, _encoding(file), errors="surrogateescape", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, _json_row(line, f"{origin}, row {number}")


def _json_row(line: str, place: str) -> dict[str, Any] | Problem:
    try:
        # Bytes that are not in the file's encoding come out as halves of characters, and fail here.
        whole = line.encode(errors="surrogateescape").decode()
        row = json.loads(whole, parse_constant=lambda _: None)
        if "\\u" in whole:
            # JSON can write halves of characters too, which nothing else can keep.
            row = json.loads(json.dumps(row, ensure_ascii=False).encode(errors="replace"))
    except UnicodeDecodeError:
        return Problem(place, "it holds bytes that are not UTF-8", "Save the file as UTF-8.")
    except RecursionError:
        return Problem(place, "it is nested too deeply", _OBJECTS)
    except ValueError as wrong:
        return Problem(place, f"it is not JSON ({wrong})", _OBJECTS)
    return row if isinstance(row, dict) else Problem(place, "it is not a JSON object", _OBJECTS)


def _csv_rows(lines: Iterable[str], origin: str, wanted: Collection[str]) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    first, delimiter = _first_line(iter(lines), origin)
    rows = csv.reader(chain([first], lines), delimiter=delimiter, strict=True)
    header = next(rows, [])
    if not header:
        return
    if {name.strip().casefold() for name in header}.isdisjoint(wanted):
        reason = f"none of its columns holds the text ({', '.join(header[:8])})"
        raise UnreadableError(reason, f"Name the column one of: {', '.join(wanted)}.")
    for number in count(2):
        place = f"{origin}, row {number}"
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as wrong:
            reason = f"it is not CSV ({wrong}); what an open quote swallowed is lost with it"
            yield number, Problem(place, reason, "Mend the row's quotes.")
            continue
        if len(cells) > len(header):
            reason = f"it has {len(cells)} cells, and the header {len(header)}"
            yield number, Problem(place, reason, "Put quotes around cells that hold the delimiter.")
        elif cells:
            yield number, dict(zip(header, cells, strict=False))


def _first_line(lines: Iterator[str], origin: str) -> tuple[str, str]:
    """The line of the header and the delimiter, which Excel may name in a line before."""
    first = next((line for line in lines if line.strip()), "")
    if told := re.fullmatch(r"sep=(.)\s*", first):
        return next(lines, ""), told[1]
    unquoted = re.sub(r'"[^"]*"', "", first)
    return first, "\t" if origin.lower().endswith(".tsv") else max(DELIMITERS, key=unquoted.count)


def _documents(rows: Iterator[Row], origin: str) -> Iterator[Document | Problem]:
    """Rows as documents; an id that comes twice with other text is a problem, with the same text it is passed over."""
    seen: dict[str, int] = {}
    number = 0
    for number, row in rows:
        made = row if isinstance(row, Problem) else document_of_row(row, number, origin)
        if isinstance(made, Document):
            fingerprint = hash(made.text)
            if seen.setdefault(made.name, fingerprint) != fingerprint:
                reason = f"the id “{made.name}” came before, with another text"
                made = Problem(f"{origin}, row {number}", reason, "Give each document an id of its own.")
        yield made
    if not number:
        raise UnreadableError("it is empty", "Give one document a row.")
