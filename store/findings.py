"""Each thing that can be wrong with a record, as one named check that yields sentences."""

import hashlib
from collections.abc import Callable, Iterator

from store.errors import DamagedProject, NotAProject
from store.project import Project

_RESTORE = "Restore a backup made by `cruxmap db backup`."
_AGAIN = "Import its document again under another name; marks on the old one stay where they are."


def file_is_whole(project: Project) -> Iterator[str]:
    """SQLite's own check of every page and index."""
    try:
        for (said,) in project.file.rows("PRAGMA integrity_check(20)"):
            if said != "ok":
                yield f"The file is damaged: {said}. {_RESTORE}"
    except (DamagedProject, NotAProject) as error:
        yield str(error)


def rows_point_somewhere(project: Project) -> Iterator[str]:
    """Every reference between tables leads to a row, verdicts to their marks among them."""
    for table, row, target, _ in project.file.rows("PRAGMA foreign_key_check"):
        yield f"Row {row} of “{table}” points to a row of “{target}” that is not there. {_RESTORE}"


def texts_are_what_was_read(project: Project) -> Iterator[str]:
    """Content hashes, and every passage and quote where its offsets say."""
    for number, source_id, digest in project.file.rows("SELECT number, id, content_hash FROM sources"):
        text = project.file.value("SELECT text FROM texts WHERE source = ?", (number,))
        if text is None:
            yield f"The text of “{source_id}” is missing. {_RESTORE}"
            continue
        if hashlib.sha256(text.encode()).hexdigest() != digest:
            yield f"The text of “{source_id}” is not the one that was imported. {_RESTORE}"
        yield from _passages_in(project, number, text)
        yield from _quotes_in(project, number, text)


def _passages_in(project: Project, source: int, text: str) -> Iterator[str]:
    sql = 'SELECT id, start, "end", text FROM passages WHERE source = ?'
    for passage_id, start, end, words in project.file.rows(sql, (source,)):
        if text[start:end] != words:
            yield f"Passage “{passage_id}” is not what stands at {start}–{end} of its source. {_AGAIN}"


def _quotes_in(project: Project, source: int, text: str) -> Iterator[str]:
    sql = (
        'SELECT m.id, m.start, m."end", m.quote FROM marks m JOIN passages p ON p.number = m.passage WHERE p.source = ?'
    )
    for mark_id, start, end, quote in project.file.rows(sql, (source,)):
        if text[start:end] != quote:
            yield (
                f"Mark “{mark_id}” quotes words that do not stand at {start}–{end} of its source. "
                f"Reject it: cruxmap decide {mark_id} reject"
            )


def words_are_indexed(project: Project) -> Iterator[str]:
    """The word index has each current passage once, and is sound in itself."""
    again = "Remove the row “lexical” from “settings”: the next command indexes the words anew."
    passages = project.file.value(
        "SELECT count(*) FROM passages p JOIN sources s ON s.number = p.source WHERE NOT s.superseded"
    )
    indexed = project.file.value("SELECT count(*) FROM passage_words_docsize")
    if passages != indexed:
        yield f"The word index has {indexed:,} passages of {passages:,}. {again}"
    try:
        with project.file.writing() as db:
            db.execute("INSERT INTO passage_words (passage_words) VALUES ('integrity-check')")
    except DamagedProject:
        yield f"The word index is damaged. {again}"


def marks_are_guarded(project: Project) -> Iterator[str]:
    """The triggers that keep marks and verdicts as they were made."""
    wanted = {f"{table}_no_{action}" for table in ("marks", "verdicts") for action in ("update", "delete")}
    kept = {name for (name,) in project.file.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    for name in sorted(wanted - kept):
        yield f"The guard “{name}” was removed, so the log may have been changed. {_RESTORE}"


CHECKS: tuple[Callable[[Project], Iterator[str]], ...] = (
    file_is_whole,
    rows_point_somewhere,
    texts_are_what_was_read,
    words_are_indexed,
    marks_are_guarded,
)
