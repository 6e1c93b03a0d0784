"""A judged collection: passages, queries, and which passage answers which query. The BEIR file formats."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from debate.errors import CruxmapError
from debate.sources import Passage

WHOLE = "corpus"
"""The source that passages belong to whose rows name no document."""


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


def read_collection(corpus: Path, queries: Path, qrels: Path, within_document: bool = False) -> Collection:
    """Read the three files; within documents, a query id in the qrels is `question|document`."""
    passages = read_passages(corpus)
    names = passage_ids(passages)
    texts = read_queries(queries)
    judged = []
    for query_id, relevant in _qrels(qrels).items():
        question, _, document = query_id.partition("|") if within_document else (query_id, "", "")
        if question not in texts:
            raise UnreadableCollection(f"“{qrels}” judges the query “{question}”.", f"Add it to “{queries}”.")
        known = {names[one]: degree for one, degree in relevant.items() if one in names}
        judged.append(JudgedQuery(query_id, texts[question], known, document or None))
    return Collection([passage for _, passage in passages], judged)


def read_passages(corpus: Path) -> list[tuple[str, Passage]]:
    """The corpus in file order, each row's id with its passage; a row's `doc_id` is its source.

    A title stands before the text, as BEIR has it.
    """
    found = []
    ordinals: dict[str, int] = {}
    for row in read_rows(corpus, ("_id", "text")):
        source_id = str(row.get("doc_id") or WHOLE)
        text = "\n".join(str(part) for part in (row.get("title"), row["text"]) if part)
        ordinal = ordinals[source_id] = ordinals.get(source_id, -1) + 1
        passage = Passage(
            id=f"{source_id}#{ordinal:04}",
            source_id=source_id,
            ordinal=ordinal,
            start=0,
            end=len(text),
            text=text,
            language="und",
        )
        found.append((str(row["_id"]), passage))
    return found


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
        try:
            row = json.loads(line)
        except ValueError as bad:
            raise UnreadableCollection(
                f"Line {number} of “{path}” is not JSON: {bad}.", "Give one object a line."
            ) from bad
        if not isinstance(row, dict) or any(field not in row for field in needed):
            fields = " and ".join(f"“{field}”" for field in needed)
            raise UnreadableCollection(f"Line {number} of “{path}” lacks {fields}.", "Add them to every line.")
        yield row


def _qrels(path: Path) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = {}
    lines = _lines(path)
    for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
        if not row or (number == 1 and not row[-1].strip().lstrip("-").isdigit()):
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
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as bad:
        raise UnreadableCollection(f"“{path}” cannot be read: {bad}.", "Check the path, and that it is UTF-8.") from bad
