"""Tables as CSV: RFC 4180, UTF-8, lists as words; and cells that a spreadsheet will not run, on request."""

import csv
import io
import json
from collections.abc import Iterable

from store.exchange.columns import Kind, Table, Value
from store.exchange.errors import NotReadable

RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula."""
BOM = "\ufeff"
"""Opens a file for spreadsheets: they read UTF-8 by it, and we know by it that cells are guarded."""
LONGEST_CELL = 50_000_000


def write(table: Table, *, spreadsheet: bool = False) -> str:
    """The table under its header; for a spreadsheet, what could run gets an apostrophe before it."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    kinds = [column.kind for column in table.columns]
    names = [column.name for column in table.columns]
    rows.writerow(names)
    for row in table.rows:
        cells = [_cell(row[name], kind) for name, kind in zip(names, kinds, strict=True)]
        rows.writerow([_guarded(cell) for cell in cells] if spreadsheet else cells)
    return (BOM if spreadsheet else "") + out.getvalue()


def read(text: str) -> list[dict[str, str]]:
    """One mapping a row; comma, semicolon or tab, whichever the header has most of."""
    guarded = text.startswith(BOM)
    text = text.removeprefix(BOM)
    csv.field_size_limit(LONGEST_CELL)
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as wrong:
        raise NotReadable(f"The file is not CSV ({wrong}).", "Export it again as CSV in UTF-8.") from wrong
    return [
        {str(name): _unguarded(cell) if guarded else cell for name, cell in row.items() if isinstance(cell, str)}
        for row in rows
    ]


def dictionary(tables: Iterable[Table], ending: str) -> str:
    """What each column means, as CSV on the Web metadata."""
    said = {
        "@context": "http://www.w3.org/ns/csvw",
        "tables": [
            {
                "url": f"{table.name}.{ending}",
                "tableSchema": {
                    "columns": [
                        {
                            "name": column.name,
                            "datatype": "string" if column.kind is Kind.WORDS else column.kind.value,
                            **({"separator": " "} if column.kind is Kind.WORDS else {}),
                            "dc:description": column.says,
                        }
                        for column in table.columns
                    ]
                },
            }
            for table in tables
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _cell(value: Value, kind: Kind) -> str:
    if value is None:
        return ""
    if kind is Kind.WORDS and isinstance(value, list):
        return " ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def _guarded(cell: str) -> str:
    # A cell that begins with an apostrophe gets one too, so that reading can take exactly one away.
    return f"'{cell}" if cell.startswith((*RUNS, "'")) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*RUNS, "'")) else cell
