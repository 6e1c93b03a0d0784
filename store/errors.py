"""What can be wrong with a project file, each with what to do about it."""

import sqlite3
from pathlib import Path
from typing import ClassVar

from debate.errors import CruxmapError, TakenMeanwhile


class NoProjectFile(CruxmapError):
    """The file does not exist, and none was to be made."""


class NotAProject(CruxmapError):
    """The file is something else."""


class NewerProject(CruxmapError):
    """A later version of the program made the file."""


class ReadOnlyProject(CruxmapError):
    """The file or its folder cannot be written."""


class LockedProject(CruxmapError):
    """Another program holds the file for longer than we wait."""

    passing: ClassVar[bool] = True


class DamagedProject(CruxmapError):
    """SQLite finds the file malformed, or the disk fails."""


class DiskFull(CruxmapError):
    """There is no room left to write."""


class RefusedByTheRecord(CruxmapError):
    """A rule of the record, such as that marks never change, stands against a write."""


class SourceChangedMeanwhile(TakenMeanwhile):
    """Another program kept a different text under the same source id a moment ago."""

    passing: ClassVar[bool] = True


class TargetExists(CruxmapError):
    """A backup would overwrite a file."""


def explain(error: sqlite3.Error, path: Path) -> CruxmapError:
    """The error in words a person can act on; the code of SQLite's own result says which."""
    name = getattr(error, "sqlite_errorname", None) or ""
    for prefix, (kind, message, hint) in _MEANINGS.items():
        if name.startswith(prefix):
            return kind(message.format(path=path, error=error), hint.format(path=path))
    return DamagedProject(f"The project “{path}” cannot be used: {error}.", "`cruxmap db verify` looks closer.")


_WRITABLE = "Make the folder writable, or copy the file to one that is and name it with --project."
_RESTORE = "Restore a backup, or save what is readable: sqlite3 “{path}” .recover"
_MEANINGS: dict[str, tuple[type[CruxmapError], str, str]] = {
    "SQLITE_BUSY": (
        LockedProject,
        "The project “{path}” is being written by another program.",
        "Try again when the other import or analysis is done.",
    ),
    "SQLITE_LOCKED": (LockedProject, "The project “{path}” is in use.", "Try again in a moment."),
    "SQLITE_READONLY": (ReadOnlyProject, "The project “{path}” cannot be written.", _WRITABLE),
    "SQLITE_CANTOPEN": (ReadOnlyProject, "The project “{path}” cannot be opened for writing.", _WRITABLE),
    "SQLITE_PERM": (ReadOnlyProject, "The project “{path}” may not be opened.", _WRITABLE),
    "SQLITE_NOTADB": (
        NotAProject,
        "“{path}” is not a cruxmap project.",
        "Name a project with --project; documents are taken in by `cruxmap import`.",
    ),
    "SQLITE_CORRUPT": (DamagedProject, "The project “{path}” is damaged: {error}.", _RESTORE),
    "SQLITE_IOERR": (DamagedProject, "The disk failed while using “{path}”: {error}.", _RESTORE),
    "SQLITE_FULL": (DiskFull, "There is no room left for “{path}”.", "Free some space; nothing was half-written."),
    "SQLITE_CONSTRAINT": (
        RefusedByTheRecord,
        "The record in “{path}” refused a change: {error}.",
        "Marks and verdicts are never changed, and a mark needs its passage: append a verdict, or import first.",
    ),
}
