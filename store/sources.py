"""Sources, their texts, and their passages."""

# ruff: noqa: S608 -- what is put into a statement is our own column lists; every value is a parameter.

from collections.abc import Iterable, Sequence

from debate.errors import UnknownName
from debate.marks import Mark
from debate.sources import CslItem, Passage, Source
from store.errors import SourceChangedMeanwhile
from store.file import ProjectFile, Writing, listed
from store.lexical import drop_words, index_words
from store.marks import MarkPart
from store.rows import PASSAGE, SOURCE, passage_from, source_from, source_row, to_json

INSERT_PASSAGE = (
    'INSERT INTO passages (number, id, source, ordinal, start, "end", text, language, page, section)'
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class SourcePart(MarkPart):
    """The part of the project that keeps what was read."""

    def __init__(self, file: ProjectFile) -> None:
        super().__init__(file)
        self._read_sources: tuple[object, list[Source]] = (None, [])
        self._times_written = 0

    def find_document(self, name: str) -> Source | None:
        """The newest version of the source with this name."""
        rows = self._file.rows(f"SELECT {SOURCE} FROM sources WHERE name = ? ORDER BY version DESC LIMIT 1", (name,))
        return source_from(rows[0]) if rows else None

    def add_source(self, source: Source, text: str, passages: Sequence[Passage], marks: Sequence[Mark]) -> None:
        """Keep a source with its text, passages and import-time marks, all or nothing.

        Older versions of the same name become superseded in the same transaction: their marks stay, their
        words and vectors leave the indexes. A source that another program has just kept is left as it is.
        """
        with self._file.writing() as db:
            kept = self._file.value("SELECT content_hash FROM sources WHERE id = ?", (source.id,))
            if kept == source.content_hash:
                return
            if kept is not None:
                raise SourceChangedMeanwhile(
                    f"“{source.id}” is in the project with another text.", "Run the same import again."
                )
            self._times_written += 1
            self._supersede(db, source.name)
            number = db.table("sources").insert(source_row(source)).last_pk
            db.table("texts").insert({"source": number, "text": text})
            self._add_passages(db, int(str(number)), passages)
            self.add_marks(marks)

    def sources(self) -> list[Source]:
        """Every source, in the order of import, superseded versions included."""
        # A session asks several times a command; what was read holds until somebody adds a source.
        moment = (self._file.others_moment(), self._times_written)
        known, sources = self._read_sources
        if known != moment:
            sources = [source_from(row) for row in self._file.rows(f"SELECT {SOURCE} FROM sources ORDER BY number")]
            self._read_sources = (moment, sources)
        return list(sources)

    def describe_source(self, source_id: str, csl: CslItem) -> None:
        """Keep what is known of a source, in place of what was known before; its text stays what it is."""
        with self._file.writing() as db:
            db.execute("UPDATE sources SET csl = ? WHERE id = ?", (to_json(csl), source_id))

    def source_text(self, source_id: str) -> str:
        """The whole text of a source."""
        text = self._file.value(
            "SELECT t.text FROM texts t JOIN sources s ON s.number = t.source WHERE s.id = ?", (source_id,)
        )
        if text is None:
            raise UnknownName(f"There is no source “{source_id}”.", "`cruxmap sources` lists them.")
        return str(text)

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages with these ids, in the order asked; an unknown id is left out."""
        rows = self._file.rows(
            f"SELECT {PASSAGE} FROM json_each(?) asked JOIN passages p ON p.id = asked.value"
            " JOIN sources s ON s.number = p.source ORDER BY asked.id",
            (listed(ids),),
        )
        return {row[0]: passage_from(row) for row in rows}

    def passages_of(self, source_ids: Iterable[str]) -> list[Passage]:
        """All passages of these sources, in reading order."""
        rows = self._file.rows(
            f"SELECT {PASSAGE} FROM passages p JOIN sources s ON s.number = p.source"
            " WHERE s.id IN (SELECT value FROM json_each(?)) ORDER BY p.source, p.ordinal",
            (listed(source_ids),),
        )
        return [passage_from(row) for row in rows]

    def _supersede(self, db: Writing, name: str) -> None:
        older = "SELECT number FROM sources WHERE name = ? AND NOT superseded"
        drop_words(db, self._file.rows(f"SELECT number, text FROM passages WHERE source IN ({older})", (name,)))
        db.execute(f"DELETE FROM vectors WHERE source IN ({older})", (name,))
        db.execute("UPDATE sources SET superseded = 1 WHERE name = ? AND NOT superseded", (name,))

    def _add_passages(self, db: Writing, source: int, passages: Sequence[Passage]) -> None:
        first = 1 + (self._file.value("SELECT max(number) FROM passages") or 0)
        rows = [
            (first + at, p.id, source, p.ordinal, p.start, p.end, p.text, p.language, p.page, p.section)
            for at, p in enumerate(passages)
        ]
        db.conn.executemany(INSERT_PASSAGE, rows)
        index_words(db, ((row[0], row[6]) for row in rows))
