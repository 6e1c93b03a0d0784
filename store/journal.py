"""Small facts about the project itself: stamps of what was built from it."""

from store.file import Part


class JournalPart(Part):
    """The part of the project that remembers facts by key."""

    def remember(self, key: str, value: str) -> None:
        """Keep a value, replacing an earlier one."""
        if self.recall(key) == value:
            return
        with self._file.writing() as db:
            db.table("settings").upsert({"key": key, "value": value}, pk="key")

    def recall(self, key: str) -> str | None:
        """The value kept under this key."""
        value = self._file.value("SELECT value FROM settings WHERE key = ?", (key,))
        return None if value is None else str(value)
