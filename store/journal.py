"""What was done in the project, notes, and small facts such as stamps of what was built from it."""

import json
from collections.abc import Iterable

from debate.actions import Action, Entry, Note
from store.file import Part, listed
from store.rows import to_json


class JournalPart(Part):
    """The part of the project that remembers facts by key, and what was done in order."""

    def remember(self, key: str, value: str) -> None:
        """Keep a value, replacing an earlier one."""
        if self.recall(key) == value:
            return
        with self._file.writing() as db:
            db.execute(
                "INSERT INTO settings (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )

    def recall(self, key: str) -> str | None:
        """The value kept under this key."""
        value = self._file.value("SELECT value FROM settings WHERE key = ?", (key,))
        return None if value is None else str(value)

    def log(self, entry: Entry) -> None:
        """Append one action that was done."""
        with self._file.writing() as db:
            db.table("actions").insert(
                {
                    "name": entry.action.name,
                    "details": to_json(entry.action.details),
                    "by": entry.by,
                    "made_at": entry.made_at,
                }
            )

    def entries(self) -> list[Entry]:
        """Every action that was done, oldest first."""
        rows = self._file.rows("SELECT name, details, by, made_at FROM actions ORDER BY number")
        return [Entry(Action(name, json.loads(details)), by, made_at) for name, details, by, made_at in rows]

    def add_note(self, note: Note) -> None:
        """Append one note."""
        with self._file.writing() as db:
            db.table("notes").insert({"about": note.about, "text": note.text, "by": note.by, "made_at": note.made_at})

    def notes_on(self, abouts: Iterable[str]) -> dict[str, Note]:
        """The newest note on each of these things; one that was taken away is left out."""
        rows = self._file.rows(
            "SELECT about, text, by, made_at FROM notes"
            " WHERE about IN (SELECT value FROM json_each(?)) ORDER BY number",
            (listed(abouts),),
        )
        newest = {row[0]: Note(*row) for row in rows}
        return {about: note for about, note in newest.items() if note.text}
