"""How many of the true nearest neighbours Chroma finds, by size, and how long it takes; beside the exact search.

    python -m benchmarks.index_recall [SIZE ...] [--json]        10,000 and 100,000 when no size is given

Vectors are made: 384 dimensions, in clusters of a thousand, as passages on the same few questions are. Beyond
100,000 the index is set wider (`retrieval.chroma_index.hnsw`) and takes in a few hundred vectors a second.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.printing import Table, number, show
from benchmarks.processes import load
from debate.ports import KeptVectors, Matrix
from retrieval.chroma_index import ChromaIndex
from retrieval.exact_index import ExactIndex
from retrieval.index import DenseIndex

SIZES = (10_000, 100_000)
DIMENSIONS, CLUSTER, SPREAD = 384, 1000, 0.7
QUERIES, NEIGHBOURS = 100, 20
STAMP = "made"


class Made:
    """Vectors in clusters, as a project would keep them."""

    def __init__(self, count: int) -> None:
        import numpy as np

        self._random = np.random.default_rng(count)
        self._centres = self._normal(max(10, count // CLUSTER))
        self.kept = KeptVectors([f"made#{row:07}" for row in range(count)], self.draw(count).tobytes())
        self.queries = self.draw(QUERIES)

    def draw(self, count: int) -> Matrix:
        """So many unit vectors around the centres."""
        import numpy as np

        rows = self._centres[self._random.integers(len(self._centres), size=count)] + SPREAD * self._normal(count)
        return np.ascontiguousarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype="<f4")

    def _normal(self, count: int) -> Matrix:
        """Rows of about unit length in any direction."""
        import numpy as np

        return self._random.standard_normal((count, DIMENSIONS), dtype=np.float32) / np.float32(DIMENSIONS**0.5)

    def vectors(self, stamp: str) -> KeptVectors:
        """All of them, under their stamp."""
        return self.kept if stamp == STAMP else KeptVectors([], b"")


class Recall(NamedTuple):
    """One size."""

    vectors: int
    recall: float
    """Mean share of the NEIGHBOURS nearest vectors that Chroma finds, 0 to 1."""
    built_a_second: float
    chroma_ms: float
    """Median time of one query, as for `exact_ms`."""
    exact_ms: float


def measure(count: int) -> Recall:
    """Build both indexes over the same vectors and ask both the same."""
    made = Made(count)
    exact = ExactIndex(made, STAMP)
    with tempfile.TemporaryDirectory(prefix="cruxmap-") as folder:
        began = time.perf_counter()
        chroma = ChromaIndex(Path(folder), made, STAMP, (count, "made"), lambda _: None)
        seconds = time.perf_counter() - began
        try:
            found, chroma_ms = _ask(chroma, made.queries)
        finally:
            chroma.close()
    true, exact_ms = _ask(exact, made.queries)
    shares = [len(one & other) / NEIGHBOURS for one, other in zip(found, true, strict=True)]
    return Recall(count, sum(shares) / len(shares), count / seconds, chroma_ms, exact_ms)


def table(figures: Sequence[Recall]) -> Table:
    """A row a size."""
    rows = [
        [
            f"{one.vectors:,}",
            number(one.recall),
            f"{one.built_a_second:,.0f}",
            f"{one.chroma_ms:.1f}",
            f"{one.exact_ms:.1f}",
        ]
        for one in figures
    ]
    columns = ("vectors", f"recall@{NEIGHBOURS}", "built a second", "Chroma, ms", "exact, ms")
    return Table("Chroma against the exact search", columns, rows)


def _ask(index: DenseIndex, queries: Matrix) -> tuple[list[set[str]], float]:
    found, times = [], []
    for query in queries:
        began = time.perf_counter()
        found.append(set(index.nearest(query[None, :], NEIGHBOURS, None)[0]))
        times.append(time.perf_counter() - began)
    return found, 1000 * median(times)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="how many vectors")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    figures = [measure(size) for size in asked.sizes]
    show(asked.json, {"sizes": [one._asdict() for one in figures]}, [table(figures)])
    if not asked.json:
        print(load())
    return 0


if __name__ == "__main__":
    sys.exit(main())
