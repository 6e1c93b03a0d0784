"""Exact search: every kept vector is compared. Two milliseconds at four thousand, no import, no file of its own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from debate.ports import KeptVectors, Matrix
from retrieval.fusion import source_of
from retrieval.index import VectorReader, middle

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class _Table(NamedTuple):
    ids: list[str]
    rows: "NDArray[np.float32]"
    row_of: dict[str, int]
    rows_of_source: dict[str, list[int]]


class ExactIndex:
    """All vectors in memory, read in one go from the record when first needed."""

    def __init__(self, vectors: VectorReader, stamp: str) -> None:
        self._table = _table(vectors.vectors(stamp))

    def nearest(self, vectors: Matrix, limit: int, source_ids: Sequence[str] | None) -> list[dict[str, float]]:
        """For each row its nearest passages and their cosines, best first."""
        import numpy as np

        table = self._table
        if not table.ids:
            return [{} for _ in vectors]
        within = slice(None) if source_ids is None else self._rows_within(source_ids)
        cosines = vectors @ table.rows[within].T
        rows = np.arange(len(table.ids))[within]
        return [
            {table.ids[rows[at]]: float(line[at]) for at in _best(line, limit)} if len(rows) else {} for line in cosines
        ]

    def cosines(self, vector: Matrix, passage_ids: Sequence[str]) -> dict[str, float]:
        """The cosine of each of these passages; one without a vector is left out."""
        known = [passage_id for passage_id in passage_ids if passage_id in self._table.row_of]
        return dict(zip(known, map(float, self._rows(known) @ vector), strict=True)) if known else {}

    def centre(self, passage_ids: Sequence[str]) -> Matrix | None:
        """The unit vector in the middle of these passages; None when none of them has a vector."""
        return middle(self._rows([passage_id for passage_id in passage_ids if passage_id in self._table.row_of]))

    def close(self) -> None:
        """Nothing is held outside memory."""

    def _rows(self, known: Sequence[str]) -> Matrix:
        return self._table.rows[[self._table.row_of[passage_id] for passage_id in known]]

    def _rows_within(self, source_ids: Sequence[str]) -> list[int]:
        return [row for source_id in dict.fromkeys(source_ids) for row in self._table.rows_of_source.get(source_id, ())]


def _table(kept: KeptVectors) -> _Table:
    import numpy as np

    rows = np.frombuffer(kept.rows, dtype="<f4").reshape(len(kept.ids), -1) if kept.ids else np.zeros((0, 0), "<f4")
    by_source: dict[str, list[int]] = {}
    for row, passage_id in enumerate(kept.ids):
        by_source.setdefault(source_of(passage_id), []).append(row)
    return _Table(kept.ids, rows, {passage_id: row for row, passage_id in enumerate(kept.ids)}, by_source)


def _best(line: "NDArray[np.float32]", limit: int) -> "NDArray[np.int64]":
    """Positions of the highest values, best first; equal ones keep their order."""
    import numpy as np

    top = np.argpartition(-line, limit)[:limit] if limit < len(line) else np.arange(len(line))
    top.sort()
    return top[np.argsort(-line[top], kind="stable")]
