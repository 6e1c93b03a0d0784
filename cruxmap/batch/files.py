"""Where results go: a line an item on stdout, a table at the end, and the failed rows as a file to be given again."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cruxmap.batch.columns import extra_columns, own_name
from cruxmap.batch.rows import ERROR, BadInput, BadRow
from cruxmap.batch.running import Finished
from store.exchange import csv_tables, jsonl_tables, parquet_tables
from store.exchange.columns import Column, Kind, Table
from store.exchange.writing import write_whole

WRITERS: Mapping[str, Callable[[Table], str | bytes]] = {
    ".csv": csv_tables.write,
    ".jsonl": jsonl_tables.write,
    ".parquet": parquet_tables.write,
}
"""Ending -> what writes a table so."""


def check_ending(path: Path) -> Path:
    """The path of an output; raises BadInput before any work for an ending that nothing is written as."""
    if path.suffix.lower() not in WRITERS:
        raise BadInput(f"“{path}” has no ending to write by.", f"End it in {', '.join(WRITERS)}.")
    if path.suffix.lower() == ".parquet":
        parquet_tables.write(Table("nothing", (Column("row", Kind.WHOLE, ""),), ()))
    return path


def output_row(finished: Finished, columns: Sequence[Column]) -> dict[str, Any]:
    """One item as it leaves: the row it was, what came of it, and the columns that came in with it."""
    item = finished.item
    extra = {own_name(name, columns): value for name, value in item.extra.items()}
    found = finished.result
    if found is None:
        failure = finished.failure
        said = {"error": failure.reason, "fix": failure.fix} if failure else {}
        return {"row": item.row.number, "id": item.name, **said, **extra}
    return {"row": item.row.number, "id": item.name, **{one.name: found[one.name] for one in columns[2:]}, **extra}


def bad_row(bad: BadRow) -> dict[str, Any]:
    """A row of which nothing could be made, as it leaves."""
    return {**(bad.fields or {}), "row": bad.number, "error": bad.reason, "fix": bad.fix}


def table_of(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> Table:
    """The results in the order of the input, with what came in behind what was found."""
    extra = extra_columns(columns, rows)
    ordered = sorted(rows, key=lambda row: int(row["row"]))
    texts = {column.name for column in extra if column.kind is Kind.TEXT}
    every = [*columns, *extra]
    filled = [
        {one.name: _as_text(row.get(one.name)) if one.name in texts else row.get(one.name) for one in every}
        for row in ordered
    ]
    return Table("results", tuple(every), filled)


def write_results(path: Path, table: Table) -> int:
    """Write the table by the ending of its file; returns its bytes."""
    return write_whole(path, WRITERS[path.suffix.lower()](table))


def write_dictionary(path: Path, table: Table, output: Path | None) -> None:
    """What each column means, as CSV on the Web metadata."""
    name = Table(output.stem, table.columns, ()) if output else table
    write_whole(path, csv_tables.dictionary([name], output.suffix.removeprefix(".") if output else "jsonl"))


def write_failed(path: Path, failed: Sequence[tuple[Mapping[str, Any], str]]) -> None:
    """The failed rows as they came, each with why, as JSONL that can be given again."""
    lines = (json.dumps({**fields, ERROR: why}, ensure_ascii=False, default=str) + "\n" for fields, why in failed)
    write_whole(path, "".join(lines))


def _as_text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
