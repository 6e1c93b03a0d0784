"""Marks, what has been read for them, and verdicts: all of them only ever added."""

# ruff: noqa: S608 -- what is put into a statement is our own column lists; every value is a parameter.

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from debate.errors import UnknownName
from debate.marks import Author, AuthorKind, Mark, MarkKind
from debate.verdicts import Verdict
from store.file import SOURCES_STAND, Lately, Part, ProjectFile, Writing, listed
from store.rows import AUTHOR, MARK, VERDICT, author_from, mark_from, mark_row, verdict_from, verdict_row

INSERT_MARK = (
    'INSERT INTO marks (id, passage, kind, label, start, "end", quote, confidence, author, made_at, criteria, pole,'
    " claim_id, statement, caveat) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
)

JUDGED_OR_MINE = (
    "(m.author IN (SELECT number FROM authors WHERE kind NOT IN ('local', 'model') OR (name = ? AND version = ?))"
    " OR m.id IN (SELECT mark_id FROM verdicts))"
)


class MarkPart(Part):
    """The part of the project that keeps what was said of passages, and by whom."""

    def __init__(self, file: ProjectFile) -> None:
        super().__init__(file)
        self._authors: dict[int, Author] = {}
        self._unread: dict[tuple[str, str], Lately[list[str]]] = {}
        """What each annotator version has not read."""

    def marks_on(
        self, passage_ids: Iterable[str], claim_ids: Iterable[str | None], mine: tuple[str, str] | None = None
    ) -> list[Mark]:
        """The marks on these passages that are claim-independent (None) or toward one of these claims.

        With `mine` (name, version), what other annotators suggested and nobody judged is left out: after a few
        versions of an annotator that is most of what there is.
        """
        asked = list(claim_ids)
        others = f" AND {JUDGED_OR_MINE}" if mine else ""
        rows = self._file.rows(
            f"SELECT {MARK} FROM passages p JOIN marks m ON m.passage = p.number JOIN sources s ON s.number = p.source"
            " WHERE p.id IN (SELECT value FROM json_each(?))"
            f" AND (m.claim_id IN (SELECT value FROM json_each(?)) OR (? AND m.claim_id IS NULL)){others}"
            " ORDER BY p.number, m.number",
            (listed(passage_ids), listed(name for name in asked if name is not None), None in asked, *(mine or ())),
        )
        authors = self._authors_of(row[9] for row in rows)
        return [mark_from(row, authors) for row in rows]

    def mark(self, mark_id: str) -> Mark | None:
        """One mark."""
        rows = self._file.rows(
            f"SELECT {MARK} FROM marks m JOIN passages p ON p.number = m.passage JOIN sources s ON s.number = p.source"
            " WHERE m.id = ?",
            (mark_id,),
        )
        return mark_from(rows[0], self._authors_of([rows[0][9]])) if rows else None

    def add_marks(self, marks: Iterable[Mark], annotated: Iterable[str] = (), by: tuple[str, str] = ("", "")) -> None:
        """Keep marks; one already kept is left as it is.

        `annotated` are the ids of passages that the annotator `by` (name, version) has now read for
        claim-independent marks, noted in the same transaction, so that work is neither lost nor repeated.
        """
        # Marks are often made while they are taken: the lock waits for the slow part to be over.
        ready, read = list(marks), list(annotated)
        if not ready and not read:
            return
        with self._file.writing() as db:
            passages = self._numbers(mark.passage_id for mark in ready)
            authors = {author: _author_number(db, author) for author in {mark.author for mark in ready}}
            rows = (mark_row(mark, passages[mark.passage_id], authors[mark.author]) for mark in ready)
            db.conn.executemany(INSERT_MARK, rows)
            db.conn.executemany(
                "INSERT OR IGNORE INTO annotations (annotator, version, passage) VALUES (?, ?, ?)",
                [(*by, number) for number in self._numbers(read).values()],
            )

    def unannotated(self, name: str, version: str) -> list[str]:
        """Ids of the passages of current sources that this annotator version has not read, in reading order."""
        # Asked with every claim and every few documents, of up to 100,000 passages.
        lately = self._unread.setdefault((name, version), Lately(self._file))
        return list(lately.answer(lambda: self._reading_stands(name, version), lambda: self._unread_by(name, version)))

    def verdicts_on(self, mark_ids: Iterable[str]) -> list[Verdict]:
        """The verdicts on these marks, oldest first."""
        rows = self._file.rows(
            f"SELECT {VERDICT} FROM verdicts WHERE mark_id IN (SELECT value FROM json_each(?)) ORDER BY number",
            (listed(mark_ids),),
        )
        return [verdict_from(row) for row in rows]

    def verdicts_noting(self, words: str) -> list[Verdict]:
        """The verdicts whose note holds these words, oldest first."""
        rows = self._file.rows(f"SELECT {VERDICT} FROM verdicts WHERE instr(note, ?) ORDER BY number", (words,))
        return [verdict_from(row) for row in rows]

    def add_verdict(self, verdict: Verdict) -> None:
        """Append one decision; the very same one twice is kept once.

        Two different decisions that share an id, as edits made within one second do, are both kept.
        """
        with self._file.writing() as db:
            if not self._file.value("SELECT 1 FROM marks WHERE id = ?", (verdict.mark_id,)):
                raise UnknownName(f"There is no mark “{verdict.mark_id}”.", "Mark ids are listed by `cruxmap why`.")
            kept = {v.id: v for v in self.verdicts_on([verdict.mark_id])}
            if kept.get(verdict.id) == verdict_from(tuple(verdict_row(verdict).values())):
                return
            free = next(name for n in count(1) if (name := verdict.id if n == 1 else f"{verdict.id}-{n}") not in kept)
            db.table("verdicts").insert(verdict_row(replace(verdict, id=free)))

    def passages_placed(self, claim_id: str) -> list[str]:
        """Ids of the passages to which a person gave a stance toward this claim."""
        rows = self._file.rows(
            "SELECT DISTINCT p.id FROM marks m JOIN authors a ON a.number = m.author"
            " JOIN passages p ON p.number = m.passage WHERE m.claim_id = ? AND m.claim_id IS NOT NULL"
            " AND m.claim_id <> 'reference' AND m.kind = ? AND a.kind = ? ORDER BY p.number",
            (claim_id, MarkKind.STANCE.value, AuthorKind.PERSON.value),
        )
        return [row[0] for row in rows]

    def _reading_stands(self, name: str, version: str) -> object:
        read = self._file.value("SELECT count(*) FROM annotations WHERE annotator = ? AND version = ?", (name, version))
        return self._file.rows(SOURCES_STAND), read

    def _unread_by(self, name: str, version: str) -> list[str]:
        rows = self._file.rows(
            "SELECT p.id FROM passages p JOIN sources s ON s.number = p.source WHERE NOT s.superseded"
            " AND p.number NOT IN (SELECT passage FROM annotations WHERE annotator = ? AND version = ?)"
            " ORDER BY p.source, p.ordinal",
            (name, version),
        )
        return [row[0] for row in rows]

    def _numbers(self, passage_ids: Iterable[str]) -> dict[str, int]:
        wanted = set(passage_ids)
        rows = self._file.rows(
            "SELECT p.id, p.number FROM json_each(?) asked JOIN passages p ON p.id = asked.value", (listed(wanted),)
        )
        found: dict[str, int] = dict(rows)
        if missing := sorted(wanted - found.keys()):
            raise UnknownName(f"There is no passage “{missing[0]}”.", "Import its source before marking it.")
        return found

    def _authors_of(self, numbers: Iterable[int]) -> dict[int, Author]:
        if not self._authors.keys() >= set(numbers):
            self._authors = dict(author_from(row) for row in self._file.rows(f"SELECT {AUTHOR} FROM authors"))
        return self._authors


def _author_number(db: Writing, author: Author) -> int:
    who = (author.kind.value, author.name, author.version, author.prompt)
    db.execute("INSERT OR IGNORE INTO authors (kind, name, version, prompt) VALUES (?, ?, ?, ?)", who)
    found = db.execute("SELECT number FROM authors WHERE kind = ? AND name = ? AND version = ? AND prompt = ?", who)
    return int(found.fetchone()[0])
