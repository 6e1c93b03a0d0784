"""From a file somebody named to a project with the current schema."""

import os
import time
from contextlib import suppress
from pathlib import Path

from store.errors import LockedProject, NewerProject, NotAProject
from store.file import ProjectFile
from store.lexical import index_anew
from store.migrations import APPLICATION_ID, SET, STEPS, migrations
from store.words import VERSION


def make_ready(file: ProjectFile) -> None:
    """Check that the file is ours, back it up if it is older, and migrate it."""
    _check_ours(file)
    _use_wal(file)
    applied = applied_steps(file)
    pending = [step.__name__ for step in STEPS if step.__name__ not in applied]
    if pending:
        if applied:
            copy_to(file, file.path.with_name(f"{file.path.name}.before-{pending[0]}.backup"))
        _migrate(file)
    if file.value("SELECT value FROM settings WHERE key = 'lexical'") != VERSION:
        with file.writing() as db:
            index_anew(db)
            db.table("settings").upsert({"key": "lexical", "value": VERSION}, pk="key")


def applied_steps(file: ProjectFile) -> set[str]:
    """Names of the migration steps that the file has behind it."""
    if not file.value("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'"):
        return set()
    return {name for (name,) in file.rows("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (SET,))}


def copy_to(file: ProjectFile, target: Path) -> None:
    """A consistent copy; it appears under its name only when it is whole."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        file.rows("VACUUM INTO ?", (str(unfinished),))
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _check_ours(file: ProjectFile) -> None:
    known = {step.__name__ for step in STEPS}
    if file.value("PRAGMA application_id") != APPLICATION_ID and file.value("SELECT count(*) FROM sqlite_master"):
        raise NotAProject(
            f"“{file.path}” is an SQLite file of another program.", "Name a project with --project, or a new file."
        )
    if unknown := applied_steps(file) - known:
        raise NewerProject(
            f"“{file.path}” was made by a newer cruxmap (it has “{min(unknown)}”).",
            "Update: pip install --upgrade cruxmap. The file was not touched.",
        )


def _use_wal(file: ProjectFile) -> None:
    """Readers and a writer at once. Changing the mode does not wait for a lock by itself, so we do."""
    for _ in range(200):
        with suppress(LockedProject):
            if file.value("PRAGMA journal_mode") == "wal" or file.value("PRAGMA journal_mode = wal") == "wal":
                return
        time.sleep(0.02)


def _migrate(file: ProjectFile) -> None:
    # Another program may have migrated while we waited for the lock: what is pending is asked again inside.
    with file.writing():
        migrations().apply(file.database)
