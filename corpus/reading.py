"""Whatever an analyst points at, as a stream of documents and of problems that say how to mend them."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus.problems import UnreadableError
from corpus.reading_files import READERS, read_text
from corpus.reading_rows import read_csv, read_json_lines, read_jsonl
from debate.sources import Document, Problem

ROWS: dict[str, Callable[[Path], Iterator[Document | Problem]]] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
}
"""File ending -> reader of many documents."""
LARGEST = 500_000_000
"""Bytes of a file that holds one document; a larger one is surely a mistake."""


def read(paths: Sequence[str]) -> Iterator[Document | Problem]:
    """Every document at these paths: files, folders (all they hold), or `-` for standard input; never raises."""
    for path in paths:
        if path == "-":
            yield from _guarded("standard input", lambda _: _read_stdin())
        else:
            yield from _read_path(Path(path).expanduser(), named=True)


def _read_path(path: Path, *, named: bool) -> Iterator[Document | Problem]:
    if path.is_dir():
        yield from _guarded(str(path), lambda _: _read_folder(path))
    elif not path.exists():
        yield Problem(str(path), "there is no such file", "Check the path.")
    elif path.suffix.lower() in ROWS:
        yield from _guarded(str(path), lambda _: ROWS[path.suffix.lower()](path))
    elif path.suffix.lower() in READERS or (named and not path.suffix):
        yield from _guarded(str(path), lambda _: iter([_read_one(path)]))
    else:
        known = " ".join(sorted([*READERS, *ROWS]))
        yield Problem(str(path), f"files of type “{path.suffix}” are not known", f"Known: {known}.")


def _read_folder(folder: Path) -> Iterator[Document | Problem]:
    """Everything below a folder in order of name; hidden files and folders are passed over."""
    for path in sorted(folder.iterdir()):
        if not path.name.startswith("."):
            yield from _read_path(path, named=False)


def _read_one(path: Path) -> Document:
    size = path.stat().st_size
    if size > LARGEST:
        raise UnreadableError(f"it has {size:,} bytes, too many for one document", "Split it, or give it as JSONL.")
    return READERS.get(path.suffix.lower(), read_text)(path.read_bytes(), str(path))


def _read_stdin() -> Iterator[Document | Problem]:
    """JSONL when the first line is a JSON object with more than a brace, else one text."""
    raw = sys.stdin.buffer.read()
    first = raw.lstrip().split(b"\n", 1)[0]
    try:
        rows = isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        rows = False
    if rows:
        yield from read_json_lines(raw, "standard input")
    else:
        yield read_text(raw, "standard input")


def _guarded(origin: str, reading: Callable[[str], Iterator[Document | Problem]]) -> Iterator[Document | Problem]:
    """Run a reader; what it cannot take becomes a problem, and the rest of the import goes on."""
    try:
        yield from reading(origin)
    except UnreadableError as wrong:
        yield Problem(origin, wrong.message, wrong.hint)
    except PermissionError:
        yield Problem(origin, "reading it is not permitted", "Change its permissions.")
    except OSError as wrong:
        yield Problem(origin, f"it cannot be read ({wrong.strerror or wrong})", "Check the disk and the path.")
