"""One SQLite file: connections, transactions, and errors in words."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from store.errors import explain

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.db import Table

PATIENCE_MS = 10_000
"""How long a write waits for another program's write; an import holds the file for milliseconds at a time."""

Row = tuple[Any, ...]
Answer = TypeVar("Answer")
SOURCES_STAND = "SELECT count(*), max(number), total(superseded) FROM sources"
"""Another row whenever a source came in or was superseded."""


class ProjectFile:
    """Connections to one file, one a thread, so that a worker never ends up inside another's transaction."""

    def __init__(self, path: Path, *, create: bool, patience_ms: int = PATIENCE_MS) -> None:
        self.path = path
        self._uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
        self._patience_ms = patience_ms
        self._own = threading.local()
        self._one_at_a_time = threading.Lock()
        self._all: list[sqlite3.Connection] = []

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        known: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if known is None:
            with self.explained():
                known = self._connect()
            self._own.connection = known
            self._all.append(known)
        return known

    @property
    def database(self) -> "Database":
        """This thread's connection as sqlite-utils sees it."""
        if not hasattr(self._own, "database"):
            # 0.1 s to import, and half a second where pandas is installed; a question to the project needs none of it.
            import sqlite_utils

            self._own.database = sqlite_utils.Database(self.connection)
        return cast("Database", self._own.database)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Every row of a query."""
        with self.explained():
            return self.connection.execute(sql, parameters).fetchall()

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """The first column of the first row; None when there is none."""
        with self.explained():
            row = self.connection.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def moment(self) -> object:
        """Equal as long as nothing was written, by us or by another program, as this thread sees it."""
        return self.value("PRAGMA data_version"), self.connection.total_changes, threading.get_ident()

    def others_moment(self) -> object:
        """Equal as long as no other connection wrote, as this thread sees it."""
        return self.value("PRAGMA data_version"), threading.get_ident()

    @contextmanager
    def writing(self) -> Iterator["Writing"]:
        """One transaction, all or nothing. The lock is taken first, so that what is read inside still holds."""
        with self.explained():
            if self.connection.in_transaction:
                yield Writing(self)
                return
            # Threads of ours stand in line: SQLite would have them sleep and try again.
            with self._one_at_a_time:
                self.connection.execute("BEGIN IMMEDIATE")
                try:
                    yield Writing(self)
                    self.connection.execute("COMMIT")
                except BaseException:
                    self.connection.rollback()
                    raise

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn SQLite's errors into ours."""
        try:
            yield
        except sqlite3.Error as error:
            raise explain(error, self.path) from error

    def close(self) -> None:
        """Close every thread's connection."""
        for connection in self._all:
            connection.close()
        self._all.clear()
        self._own = threading.local()

    def _connect(self) -> sqlite3.Connection:
        # isolation_level None: transactions begin where `writing` says, never behind our back.
        connection = sqlite3.connect(self._uri, uri=True, isolation_level=None, check_same_thread=False)
        try:
            connection.execute(f"PRAGMA busy_timeout = {self._patience_ms}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            # Reading 150 MB of vectors takes 0.3 s from mapped pages and up to 1 s through the page cache.
            connection.execute(f"PRAGMA mmap_size = {1 << 31}")
            # Without it an INSERT OR REPLACE would delete a mark past the trigger that forbids it.
            connection.execute("PRAGMA recursive_triggers = ON")
        except sqlite3.Error:
            connection.close()
            raise
        return connection


class Writing:
    """What can be written inside one transaction: SQL as it is, and tables as sqlite-utils has them."""

    def __init__(self, file: ProjectFile) -> None:
        self.conn = file.connection
        self._file = file

    def execute(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self.conn.execute(sql, parameters)

    def table(self, name: str) -> "Table":
        """A table, as sqlite-utils sees it."""
        return self._file.database.table(name)


class Lately(Generic[Answer]):
    """The last answer to a question that is asked often, looked for again only when what it hangs on has changed."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file
        self._known: tuple[object, object, Answer] | None = None
        """When it was asked last, how things stood then, and the answer."""

    def answer(self, state: Callable[[], object], look: Callable[[], Answer]) -> Answer:
        """What `look` finds; not looked for while `state` is the same, nor `state` while nothing was written at all."""
        # Read before the answer: what is written in between makes it look stale, never new.
        moment, known = self._file.moment(), self._known
        if known is not None and known[0] == moment:
            return known[2]
        stands = state()
        found = known[2] if known is not None and known[1] == stands else look()
        self._known = (moment, stands, found)
        return found


class Part:
    """What every part of the project shares: the file."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file


def listed(values: Iterable[object]) -> str:
    """Any number of values as one parameter: `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(dict.fromkeys(values)), ensure_ascii=False)
