"""A judged collection: passages, queries, and which passage answers which query. The BEIR file formats."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from debate.errors import CruxmapError
from debate.plain import clip, one_line
from debate.sources import Passage, Source

WHOLE = "corpus"
"""The source that passages belong to whose rows name no document."""
BETWEEN = "\n\n"
"""What stands between passages in the text of their source."""


class UnreadableCollection(CruxmapError):
    """A corpus, queries or qrels file is not what it should be."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query with its answers."""

    id: str
    text: str
    relevant: Mapping[str, int]
    """Degree of relevance by passage id."""
    source_id: str | None = None
    """The document whose passages are ranked; None for the whole corpus."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What a retriever is measured on."""

    passages: Sequence[Passage]
    queries: Sequence[JudgedQuery]
    """Those that the corpus answers."""
    unanswered: int
    """Queries left out because no passage of the corpus is judged to answer them."""


def read_collection(corpus: Path, queries: Path, qrels: Path, within_document: bool = False) -> Collection:
    """Read the three files; within documents, a query id in the qrels is `question|document`."""
    passages = read_passages(corpus)
    names = passage_ids(passages)
    texts = read_queries(queries)
    judged = []
    for query_id, degrees in _qrels(qrels).items():
        question, document = _asked(query_id, qrels) if within_document else (query_id, None)
        if question not in texts:
            raise UnreadableCollection(f"“{qrels}” judges the query {_shown(question)}.", f"Add it to “{queries}”.")
        known = {names[one]: degree for one, degree in degrees.items() if one in names}
        judged.append(JudgedQuery(query_id, texts[question], known, document))
    answered = [query for query in judged if any(degree > 0 for degree in query.relevant.values())]
    if not answered:
        raise UnreadableCollection(
            f"“{qrels}” names no passage of “{corpus}” as an answer.", "Check that both files use the same ids."
        )
    return Collection([passage for _, passage in passages], answered, len(judged) - len(answered))


def _asked(query_id: str, qrels: Path) -> tuple[str, str]:
    question, _, document = query_id.partition("|")
    if not document:
        raise UnreadableCollection(
            f"“{qrels}” judges {_shown(query_id)}, which names no document.",
            "Within documents a query id is question|document.",
        )
    return question, document


def read_passages(corpus: Path) -> list[tuple[str, Passage]]:
    """The corpus in file order, each row's id with its passage; a row's `doc_id` is its source.

    A title stands before the text, as BEIR has it. A source's text is its passages with `BETWEEN` between them.
    """
    found = []
    last: dict[str, Passage] = {}
    for row in read_rows(corpus, ("_id", "text")):
        source_id = str(row.get("doc_id") or WHOLE)
        text = "\n".join(str(part) for part in (row.get("title"), row["text"]) if part)
        before = last.get(source_id)
        ordinal, start = (before.ordinal + 1, before.end + len(BETWEEN)) if before else (0, 0)
        passage = Passage(
            id=f"{source_id}#{ordinal:04}",
            source_id=source_id,
            ordinal=ordinal,
            start=start,
            end=start + len(text),
            text=text,
            language="und",
        )
        last[source_id] = passage
        found.append((str(row["_id"]), passage))
    return found


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of a corpus, as a record keeps it."""

    source: Source
    text: str
    passages: Sequence[Passage]


def documents_of(passages: Sequence[Passage]) -> list[Kept]:
    """The documents that these passages of a corpus make up."""
    by_source: dict[str, list[Passage]] = {}
    for passage in passages:
        by_source.setdefault(passage.source_id, []).append(passage)
    return [_document(source_id, own) for source_id, own in by_source.items()]


def _document(source_id: str, passages: Sequence[Passage]) -> Kept:
    text = BETWEEN.join(passage.text for passage in passages)
    content_hash = hashlib.sha256(text.encode()).hexdigest()
    source = Source(source_id, source_id, 1, content_hash, {}, "", "und", len(text))
    return Kept(source, text, passages)


def read_queries(path: Path) -> dict[str, str]:
    """Query texts by id."""
    return {str(row["_id"]): str(row["text"]) for row in read_rows(path, ("_id", "text"))}


def passage_ids(rows: Sequence[tuple[str, Passage]]) -> dict[str, str]:
    """The id of its passage, by each row's id."""
    return {row_id: passage.id for row_id, passage in rows}


def read_rows(path: Path, needed: Sequence[str]) -> Iterator[dict[str, object]]:
    """The objects of a JSONL file, each with the needed fields."""
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        row = _object(line, f"Line {number} of “{path}”")
        if not isinstance(row, dict) or any(field not in row for field in needed):
            fields = " and ".join(f"“{field}”" for field in needed)
            raise UnreadableCollection(f"Line {number} of “{path}” lacks {fields}.", "Add them to every line.")
        yield row


def _object(line: str, place: str) -> object:
    try:
        row: object = json.loads(line)
        if "\\ud" in line.lower():
            # An escaped half of a character is legal JSON, and no text that anything after this could read.
            json.dumps(row, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as bad:
        raise UnreadableCollection(f"{place} is not JSON: {bad}.", "Give one object a line.") from bad
    return row


def _qrels(path: Path) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path), start=1):
        row = line.split("\t")
        if not line.strip() or (number == 1 and not row[-1].strip().lstrip("-").isdigit()):
            continue
        try:
            query_id, passage_id, degree = row[0], row[1], int(row[2])
        except (IndexError, ValueError) as bad:
            raise UnreadableCollection(
                f"Line {number} of “{path}” is not query-id, corpus-id and score.", "Separate the three with tabs."
            ) from bad
        judged.setdefault(query_id, {})[passage_id] = degree
    return judged


def _lines(path: Path) -> list[str]:
    """Not `splitlines`, which also parts a line where one of its texts holds U+2028."""
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as bad:
        raise UnreadableCollection(f"“{path}” cannot be read: {bad.strerror}.", "Check the path.") from bad
    except UnicodeDecodeError as bad:
        raise UnreadableCollection(f"“{path}” is not UTF-8 text: {bad}.", "Save it as UTF-8.") from bad


def _shown(value: str) -> str:
    """An id as a message may repeat it: short, and harmless to a terminal."""
    return f"“{clip(one_line(value), 60)}”"
