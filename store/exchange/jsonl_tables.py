"""Tables as JSONL: one object a line."""

import json
from collections.abc import Mapping

from store.exchange.columns import Table
from store.exchange.errors import NotReadable


def write(table: Table) -> str:
    """One row a line, every column in each."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in table.rows)


def read(text: str) -> list[Mapping[str, object]]:
    """The objects, in order; raises NotReadable with the number of a line that is none."""
    rows: list[Mapping[str, object]] = []
    # Only a line feed ends a row: U+2028 and others may stand inside a quote.
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as wrong:
            raise NotReadable(f"Line {number} is not JSON ({wrong}).", "Give one JSON object a line.") from wrong
        if not isinstance(row, dict):
            raise NotReadable(f"Line {number} is not a JSON object.", "Give one JSON object a line.")
        rows.append(row)
    return rows
