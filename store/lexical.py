"""Finding passages by their words: FTS5 with BM25 over words and character pairs."""

# ruff: noqa: S608 -- what is put into a statement is our own column lists; every value is a parameter.

from collections.abc import Iterable, Sequence

from debate.ports import LexicalHit
from store.file import Part, ProjectFile, Writing, listed
from store.words import Query, asked, indexed, stretches

POSTINGS = 40_000
"""About how many word-in-passage entries one query may score: some 40 ms. Its rarest words go first."""

COMMON = (0.25, 200)
"""A word in more than this share of the passages, and in more than this many, is not looked up.

Measured on questions to 4,174 passages, answers within one document: nDCG@10 .505 with every word up to a half,
.507 with a quarter, .472 with .15; and a third less time. Stemming (porter) is worth .475 -> .501 there.
"""

MOST_TOKENS = 64
"""No query looks up more; the rarest are taken."""


class LexicalPart(Part):
    """The part of the project that answers word queries."""

    def __init__(self, file: ProjectFile) -> None:
        super().__init__(file)
        self._counts: dict[str, int] = {}
        self._counted_at: object = None

    def lexical(self, query: str, limit: int, source_ids: Sequence[str] | None = None) -> list[LexicalHit]:
        """Passages that share at least one word with the query, best first; superseded sources are left out."""
        read = asked(query)
        tokens = self._telling(read.tokens)
        if not tokens or limit < 1:
            return []
        within, parameters = self._within(source_ids)
        best = self._file.rows(
            f"SELECT rowid, -rank FROM passage_words WHERE passage_words MATCH ?{within} ORDER BY rank LIMIT ?",
            (" OR ".join(tokens.values()), *parameters, limit),
        )
        return self._named(best, read, tokens)

    def lexical_many(
        self, queries: Sequence[str], limit: int, source_ids: Sequence[str] | None = None
    ) -> list[list[LexicalHit]]:
        """The same for several queries; words they share are counted once."""
        return [self.lexical(query, limit, source_ids) for query in queries]

    def _telling(self, tokens: Sequence[str]) -> dict[str, str]:
        """The tokens worth scoring, each with its FTS5 expression, rarest first.

        BM25 gives little to common words, and they would take nearly all of the time.
        """
        expressions = {token: _expression(token) for token in tokens}
        counts = {token: self._count(expression) for token, expression in expressions.items()}
        present = sorted((token for token in tokens if counts[token]), key=counts.__getitem__)
        share, few = COMMON
        common = max(share * self._count(""), few)
        chosen: dict[str, str] = {}
        spent = 0
        for token in present[:MOST_TOKENS]:
            spent += counts[token]
            if chosen and (spent > POSTINGS or counts[token] > common):
                break
            chosen[token] = expressions[token]
        return chosen

    def _count(self, expression: str) -> int:
        # Words come and go with sources alone; marks and answers of models are written all the time.
        moment = self._file.rows("SELECT max(number), total(superseded) FROM sources")
        if self._counted_at != moment:
            self._counts, self._counted_at = {}, moment
        if expression not in self._counts:
            sql = "SELECT count(*) FROM passage_words WHERE passage_words MATCH ?"
            everything = "SELECT count(*) FROM passage_words_docsize"
            found = self._file.value(sql, (expression,)) if expression else self._file.value(everything)
            self._counts[expression] = int(found)
        return self._counts[expression]

    def _within(self, source_ids: Sequence[str] | None) -> tuple[str, tuple[object, ...]]:
        if source_ids is None:
            return "", ()
        rows = self._file.rows(
            "SELECT min(p.number), max(p.number) FROM sources s JOIN passages p ON p.source = s.number"
            " WHERE s.id IN (SELECT value FROM json_each(?)) AND NOT s.superseded GROUP BY s.number",
            (listed(source_ids),),
        )
        # A source's passages have consecutive numbers, and FTS5 skips straight to a range of them.
        span = (min(row[0] for row in rows), max(row[1] for row in rows)) if rows else (0, -1)
        if len(rows) < 2:
            return " AND rowid BETWEEN ? AND ?", span
        chosen = (
            "SELECT p.number FROM sources s JOIN passages p ON p.source = s.number"
            " WHERE s.id IN (SELECT value FROM json_each(?))"
        )
        return f" AND rowid BETWEEN ? AND ? AND +rowid IN ({chosen})", (*span, listed(source_ids))

    def _named(self, best: Sequence[tuple[int, float]], read: Query, tokens: dict[str, str]) -> list[LexicalHit]:
        numbers = listed(number for number, _ in best)
        ids = {
            number: (passage_id, text)
            for number, passage_id, text in self._file.rows(
                "SELECT number, id, text FROM passages WHERE number IN (SELECT value FROM json_each(?))", (numbers,)
            )
        }
        found = self._words_in([word for word in read.words if word in tokens], tokens, numbers)
        hits = []
        for number, score in best:
            passage_id, text = ids[number]
            hits.append(LexicalHit(passage_id, score, (*found.get(number, ()), *stretches(read.runs, text))))
        return hits

    def _words_in(self, words: Sequence[str], tokens: dict[str, str], numbers: str) -> dict[int, list[str]]:
        """Which words each of these passages has, as FTS5 sees it, stems and all."""
        sql = (
            "SELECT rowid FROM passage_words WHERE passage_words MATCH ? AND +rowid IN (SELECT value FROM json_each(?))"
        )
        found: dict[int, list[str]] = {}
        for word in words:
            for (number,) in self._file.rows(sql, (tokens[word], numbers)):
                found.setdefault(number, []).append(word)
        return found


def index_words(db: Writing, passages: Iterable[tuple[int, str]]) -> None:
    """Make passages (number, text) findable."""
    rows = ((number, *indexed(text)) for number, text in passages)
    db.conn.executemany("INSERT INTO passage_words (rowid, words, pairs) VALUES (?, ?, ?)", rows)


def drop_words(db: Writing, passages: Iterable[tuple[int, str]]) -> None:
    """Make passages (number, text) unfindable; FTS5 needs the very words that were put in."""
    rows = ((number, *indexed(text)) for number, text in passages)
    sql = "INSERT INTO passage_words (passage_words, rowid, words, pairs) VALUES ('delete', ?, ?, ?)"
    db.conn.executemany(sql, rows)


def index_anew(db: Writing) -> None:
    """Fill the index from the passages of current sources."""
    db.execute("INSERT INTO passage_words (passage_words) VALUES ('delete-all')")
    current = "SELECT p.number, p.text FROM passages p JOIN sources s ON s.number = p.source WHERE NOT s.superseded"
    index_words(db, db.execute(current).fetchall())


def _expression(token: str) -> str:
    """One token as FTS5 reads it: quoted, so that nothing in it is an operator; a lone character begins a pair."""
    quoted = '"' + token.replace('"', '""') + '"'
    return f"{quoted} *" if len(token) == 1 and indexed(token)[1] else quoted
