"""Files that are there whole or not at all."""

import os
import tempfile
from pathlib import Path

from store.exchange.errors import NotWritable

_TRY = "Name another file."


def write_whole(path: Path, content: str | bytes) -> int:
    """Write a file by way of a temporary one beside it, look that it is there, and return its bytes."""
    raw = content.encode() if isinstance(content, str) else content
    try:
        target = path.expanduser().resolve()
        if target.is_dir():
            raise NotWritable(f"“{path}” is a folder.", "Name a file in it.")
        if target.exists() and not target.is_file():
            target.write_bytes(raw)  # A pipe or a device takes what comes; it cannot be replaced.
            return len(raw)
        _replace(target, raw)
        written = target.stat().st_size
    except OSError as wrong:
        raise NotWritable(f"“{path}” cannot be written: {wrong.strerror or wrong}.", _TRY) from wrong
    if written != len(raw):
        raise NotWritable(f"“{path}” has {written:,} bytes where {len(raw):,} were written.", "Look at the disk.")
    return written


def _replace(target: Path, raw: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode(target))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """The permissions the file has, or those that a new file gets here."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
