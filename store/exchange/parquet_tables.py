"""Tables as Parquet, for dataframes; pyarrow comes with the extra `tables`."""

import io
from collections.abc import Mapping
from typing import Any

from debate.errors import CruxmapError
from store.exchange.columns import Kind, Table
from store.exchange.errors import NotReadable


class NoParquet(CruxmapError):
    """pyarrow is not installed."""


def write(table: Table) -> bytes:
    """The table with typed columns, each with its meaning in the schema's metadata."""
    arrow = _arrow()
    from pyarrow import parquet

    kinds = {
        Kind.TEXT: arrow.string(),
        Kind.WHOLE: arrow.int64(),
        Kind.NUMBER: arrow.float64(),
        Kind.YES: arrow.bool_(),
        Kind.WORDS: arrow.list_(arrow.string()),
    }
    schema = arrow.schema(
        [arrow.field(column.name, kinds[column.kind], metadata={"says": column.says}) for column in table.columns]
    )
    columns = {column.name: [row[column.name] for row in table.rows] for column in table.columns}
    out = io.BytesIO()
    parquet.write_table(arrow.table(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def read(raw: bytes) -> list[Mapping[str, object]]:
    """The rows, in order; raises NotReadable for what is no Parquet."""
    arrow = _arrow()
    from pyarrow import parquet

    try:
        rows: list[Mapping[str, object]] = parquet.read_table(io.BytesIO(raw)).to_pylist()
    except (arrow.ArrowException, OSError) as wrong:
        raise NotReadable(f"The file is not Parquet ({wrong}).", "Export it again as Parquet.") from wrong
    return rows


def names(raw: bytes) -> list[str]:
    """The names of the columns."""
    arrow = _arrow()
    from pyarrow import parquet

    try:
        return [str(name) for name in parquet.read_schema(io.BytesIO(raw)).names]
    except (arrow.ArrowException, OSError) as wrong:
        raise NotReadable(f"The file is not Parquet ({wrong}).", "Export it again as Parquet.") from wrong


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError as missing:
        raise NoParquet(
            "Parquet needs pyarrow, which is not installed.", "Install it with: pip install “cruxmap[tables]”"
        ) from missing
    return pyarrow
