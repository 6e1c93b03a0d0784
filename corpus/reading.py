"""Whatever an analyst points at, as a stream of documents and of problems that say how to mend them."""

import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from corpus.problems import UnreadableError
from corpus.reading_files import FIXES, READERS, reader_of
from corpus.reading_rows import read_csv, read_jsonl
from corpus.reading_stream import read_stream
from debate.sources import Document, Problem

Found = Iterator[Document | Problem]

ROWS: dict[str, Callable[[Path, str], Found]] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
}
"""File ending -> reader of many documents."""
LARGEST = 500_000_000
"""Bytes of a file that holds one document; a larger one is surely a mistake."""
START = 1024
"""Bytes that tell the type of a file whose name does not."""
STDIN = "standard input"


def read(paths: Sequence[str]) -> Found:
    """Every document at these paths: files, folders (all they hold), or `-` for standard input; never raises."""
    visited: set[tuple[int, int]] = set()
    for path in paths:
        if path == "-":
            yield from _guarded(STDIN, lambda: read_stream(sys.stdin.buffer.read(), STDIN))
        else:
            yield from _guarded(path, partial(_read_below, path, visited))


def _read_below(named: str, visited: set[tuple[int, int]]) -> Found:
    """A file, or all files of a folder in order of name, each folder once however often links lead to it."""
    if not named:
        raise FileNotFoundError
    start = Path(named).expanduser()
    pending = [start]
    while pending:
        path = pending.pop()
        yield from _guarded(str(path), partial(_read_here, path, path is start, visited, pending))


def _read_here(path: Path, named: bool, visited: set[tuple[int, int]], pending: list[Path]) -> Found:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        if (status.st_dev, status.st_ino) not in visited:
            visited.add((status.st_dev, status.st_ino))
            pending += sorted(filter(_is_meant, path.iterdir()), reverse=True)
        return iter(())
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("it is a pipe or a device, not a file", "Give what it holds to `cruxmap import -`.")
    if status.st_size > LARGEST and path.suffix.lower() not in ROWS:
        raise UnreadableError(
            f"it has {status.st_size:,} bytes, too many for one document", "Split it, or give it as JSONL."
        )
    return _read_file(path, named=named)


def _is_meant(path: Path) -> bool:
    """Whether a file in a folder is for us: not hidden, and no project of ours or a part of one."""
    return not path.name.startswith(".") and not any(suffix.startswith(".cruxmap") for suffix in path.suffixes)


def _read_file(path: Path, *, named: bool) -> Found:
    ending = path.suffix.lower()
    # Where the file is, however the path came to it; a link keeps its own name.
    origin = _in_unicode(path.parent.resolve() / path.name)
    if ending in ROWS:
        return ROWS[ending](path, origin)
    with path.open("rb") as file:
        reader = reader_of(ending, file.read(START), named=named)
        if reader is None:
            known = " ".join(sorted([*READERS, *ROWS]))
            reason = (
                f"files of type “{ending}” are not known" if ending else "its name has no ending that tells its type"
            )
            raise UnreadableError(reason, FIXES.get(ending, f"Known: {known}"))
        file.seek(0)
        return iter([reader(file.read(), origin)])


def _in_unicode(path: Path) -> str:
    """The path as text that can be kept, whatever bytes its name is made of."""
    return str(path).encode(errors="surrogateescape").decode(errors="replace")


def _guarded(origin: str, reading: Callable[[], Found]) -> Found:
    """Run a reader; what it cannot take becomes a problem, and the rest of the import goes on."""
    shown = _in_unicode(Path(origin)) if origin != STDIN else origin
    try:
        yield from chain(reading())
    except UnreadableError as wrong:
        yield Problem(shown, wrong.message, wrong.hint)
    except FileNotFoundError:
        dangling = Path(origin).is_symlink()
        yield Problem(shown, "it is a link to nothing" if dangling else "there is no such file", "Check the path.")
    except PermissionError:
        yield Problem(shown, "reading it is not permitted", "Change its permissions.")
    except OSError as wrong:
        yield Problem(shown, f"it cannot be read ({wrong.strerror or wrong})", "Check the disk and the path.")
    except ImportError as missing:
        yield Problem(shown, f"its reader does not load ({missing})", "Install cruxmap anew: pip install cruxmap")
    except RuntimeError as wrong:
        # A home folder that nobody has, as in `~somebody/paper.pdf`.
        yield Problem(shown, str(wrong), "Check the path.")
