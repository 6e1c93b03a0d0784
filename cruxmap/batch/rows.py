"""The rows of an input file as they stand, and those that cannot be read, with what would mend them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from debate.errors import CruxmapError
from debate.sources import Problem

ERROR = "cruxmap_error"
"""Column of a file of failed rows that says why; passed over when the file is given again."""
CLAIM: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id", "key", "claim_id"),
    "claim": ("claim", "claim_text", "statement", "assertion"),
    "text": ("text", "sentence"),
    "vector": ("vector", "misuse_vector"),
    "direction": ("direction",),
    "baselines": ("baselines", "baseline"),
    "actor": ("actor",),
    "horizon": ("horizon",),
    "sources": ("sources", "source"),
    "for_sources": ("for_sources", "sources_for"),
    "against_sources": ("against_sources", "sources_against"),
    "for_text": ("for_text", "text_for"),
    "against_text": ("against_text", "text_against"),
}
"""What a field of a claim may be called, the likeliest first."""
DOCUMENT_TEXT = ("text", "body", "content", "comment", "full_text", "fulltext", "abstract")


class BadInput(CruxmapError):
    """The input file as a whole cannot be read."""


@dataclass(frozen=True, slots=True)
class InputRow:
    """One row that could be read."""

    number: int
    """As an editor counts lines, the header being the first of a CSV; of a Parquet file, rows from 1."""
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row of which nothing can be made."""

    number: int
    reason: str
    fix: str
    fields: Mapping[str, Any] | None = None
    """The row as it stands, where it could be read at all."""


def read_rows(path: Path) -> Iterator[InputRow | BadRow]:
    """Every row of a CSV, TSV, JSONL or Parquet file, told by its ending; raises BadInput for another file."""
    ending = path.suffix.lower()
    if ending not in (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"):
        raise BadInput(
            f"“{path}” is no table that can be read.", "Give a file ending in .csv, .tsv, .jsonl or .parquet."
        )
    if not path.is_file():
        raise BadInput(f"There is no file “{path}”.", "Check the path.")
    yield from _parquet_rows(path) if ending == ".parquet" else _text_rows(path)


def _text_rows(path: Path) -> Iterator[InputRow | BadRow]:
    from corpus.problems import UnreadableError
    from corpus.reading_rows import read_rows as rows_of

    wanted = dict.fromkeys((*CLAIM["claim"], *CLAIM["text"], *DOCUMENT_TEXT))
    try:
        for number, row in rows_of(path, str(path), wanted):
            if isinstance(row, Problem):
                yield BadRow(number, row.reason, row.fix)
            else:
                yield InputRow(number, _without_error(row))
    except UnreadableError as wrong:
        raise BadInput(f"“{path}”: {wrong.message}.", wrong.hint) from wrong


def _parquet_rows(path: Path) -> Iterator[InputRow]:
    from store.exchange.parquet_tables import read

    for number, row in enumerate(read(path.read_bytes()), 1):
        yield InputRow(number, _without_error(row))


def _without_error(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != ERROR}
