"""What rows of batches came to, so that a batch that was stopped goes on."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from store.file import Part, listed
from store.rows import to_json


class BatchPart(Part):
    """The part of the project that keeps results of batches."""

    def batch_results(self, keys: Iterable[str]) -> dict[str, Mapping[str, Any]]:
        """The results kept under these keys."""
        rows = self._file.rows(
            "SELECT b.key, b.result FROM json_each(?) asked JOIN batch_results b ON b.key = asked.value",
            (listed(keys),),
        )
        return {key: json.loads(result) for key, result in rows}

    def keep_batch_result(self, key: str, result: Mapping[str, Any], made_at: str) -> None:
        """Keep a result, replacing an earlier one."""
        with self._file.writing() as db:
            row = (key, to_json(result), made_at)
            db.execute("INSERT OR REPLACE INTO batch_results (key, result, made_at) VALUES (?, ?, ?)", row)
