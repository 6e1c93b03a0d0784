"""The dense leg: which kept vectors are nearest. What both kinds of index can do, and which one is used when."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from debate.errors import CruxmapError
from debate.ports import KeptVectors, Matrix

EXACT_UP_TO = 300_000
"""Vectors up to which `auto` scans them all.

There a scan takes 28 ms a query, misses nothing, and is ready at once; building Chroma's index of 100,000 takes 100 s.
"""


State = tuple[int, str]
"""What an index was made from: how many vectors, and a fingerprint of the current sources."""


class UnknownIndex(CruxmapError):
    """The `index` setting names no kind of index."""


class VectorReader(Protocol):
    """What an index is made from."""

    def vectors(self, stamp: str) -> KeptVectors:
        """Every vector of a current passage under this stamp."""
        ...


class DenseIndex(Protocol):
    """Nearest vectors among those of current sources."""

    def nearest(self, vectors: Matrix, limit: int, source_ids: Sequence[str] | None) -> list[dict[str, float]]:
        """For each row its nearest passages and their cosines, best first."""
        ...

    def cosines(self, vector: Matrix, passage_ids: Sequence[str]) -> dict[str, float]:
        """The cosine of each of these passages; one without a vector is left out."""
        ...

    def centre(self, passage_ids: Sequence[str]) -> Matrix | None:
        """The unit vector in the middle of these passages; None when none of them has a vector."""
        ...

    def close(self) -> None:
        """Let go of files and locks."""
        ...


def open_index(
    kind: str, path: Path, vectors: VectorReader, stamp: str, state: State, tell: Callable[[str], None]
) -> DenseIndex:
    """The index of the kind that the setting names: `exact`, `chroma`, or `auto`, which goes by size."""
    from retrieval.chroma_index import ChromaIndex, IndexInUse
    from retrieval.exact_index import ExactIndex

    if kind not in {"auto", "exact", "chroma"}:
        raise UnknownIndex(f"There is no index “{kind}”.", "Use `auto`, `exact` or `chroma`.")
    if kind == "exact" or (kind == "auto" and state[0] <= EXACT_UP_TO):
        return ExactIndex(vectors, stamp)
    try:
        return ChromaIndex(path, vectors, stamp, state, tell)
    except IndexInUse:
        tell(f"Another cruxmap is using the index “{path}”; searching the kept vectors one by one instead.")
        return ExactIndex(vectors, stamp)


def fingerprint(ids: Sequence[str]) -> str:
    """A short hash of these ids in this order."""
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()[:16]


def middle(rows: Matrix) -> Matrix | None:
    """The mean of unit rows at length one; None without rows, or when they cancel out."""
    import numpy as np

    mean = rows.mean(axis=0) if len(rows) else np.zeros(1)
    length = float(np.linalg.norm(mean))
    return mean / length if length > 1e-6 else None
