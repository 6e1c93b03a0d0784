"""Chroma's HNSW index: a cache beside the project file that can always be made again from the kept vectors."""

import json
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from debate.errors import CruxmapError
from debate.ports import KeptVectors, Matrix
from retrieval.fusion import source_of
from retrieval.index import State, VectorReader, middle

SCHEMA_VERSION = 1
"""Raised whenever an index written by an earlier version of this module must not be read."""
LARGE = 100_000
"""Vectors beyond which the index needs more links and a wider search."""


class IndexInUse(CruxmapError):
    """Another process has the index open: Chroma allows one at a time."""


class ChromaIndex:
    """Nearest vectors by HNSW; missing, stale or damaged, it is rebuilt and says so."""

    def __init__(
        self, path: Path, vectors: VectorReader, stamp: str, state: State, tell: Callable[[str], None]
    ) -> None:
        self._path = path
        self._vectors = vectors
        self._tell = tell
        self._made = {"stamp": stamp, "schema": SCHEMA_VERSION, "settings": hnsw(state[0])}
        self._wanted = {**self._made, "count": state[0], "sources": state[1]}
        self._stamp = stamp
        self._client: Any = None
        self._collection: Any = None
        self._lock = _locked(path)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def nearest(self, vectors: Matrix, limit: int, source_ids: Sequence[str] | None) -> list[dict[str, float]]:
        """For each row its nearest passages and their cosines, best first."""
        count = self._collection.count()
        if not count:
            return [{} for _ in vectors]
        where = {"where": {"source_id": {"$in": list(source_ids)}}} if source_ids is not None else {}
        if source_ids is not None and not source_ids:
            return [{} for _ in vectors]
        reply = self._collection.query(
            query_embeddings=list(vectors), n_results=min(limit, count), include=["distances"], **where
        )
        return [
            {passage_id: 1.0 - distance for passage_id, distance in zip(ids, distances, strict=True)}
            for ids, distances in zip(reply["ids"], reply["distances"], strict=True)
        ]

    def cosines(self, vector: Matrix, passage_ids: Sequence[str]) -> dict[str, float]:
        """The cosine of each of these passages; one without a vector is left out."""
        ids, rows = self._rows(passage_ids)
        return dict(zip(ids, map(float, rows @ vector), strict=True)) if ids else {}

    def centre(self, passage_ids: Sequence[str]) -> Matrix | None:
        """The unit vector in the middle of these passages; None when none of them has a vector."""
        return middle(self._rows(passage_ids)[1])

    def close(self) -> None:
        """Let go of the files and the lock."""
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None
        self._lock.release()

    def _rows(self, passage_ids: Sequence[str]) -> tuple[list[str], Matrix]:
        if not passage_ids:
            return [], ()
        reply = self._collection.get(ids=list(passage_ids), include=["embeddings"])
        return reply["ids"], reply["embeddings"]

    def _open(self) -> None:
        """Open what is there when it is sound, bring it up to date when it is only behind, else build it."""
        found = _read_stamp(self._path)
        if found is None:
            return self._build("There is no search index yet; building it.")
        if {key: found.get(key) for key in self._made} != self._made:
            return self._build("The search index was made by another model or version, or for fewer passages.")
        try:
            self._connect(self._path / str(found["folder"]), create=False)
            if {key: found.get(key) for key in self._wanted} != self._wanted:
                self._catch_up()
            if self._collection.count() != self._wanted["count"]:
                raise ValueError("it does not hold what its stamp says")
        except Exception as problem:  # whatever a damaged index raises, the cure is the same
            self._build(f"The search index cannot be read ({problem}); building it again.")

    def _build(self, sentence: str) -> None:
        """A new folder, filled, then named in the stamp: cut off anywhere, it is as if nothing had been done."""
        self._tell(f"{sentence} ({self._wanted['count']} passages)")
        if self._client is not None:
            self._client.close()
        for old in self._path.glob("chroma-*"):
            shutil.rmtree(old, ignore_errors=True)
        folder = self._path / f"chroma-{uuid.uuid4().hex[:8]}"
        self._connect(folder, create=True)
        self._add(self._vectors.vectors(self._stamp))
        self._write_stamp(folder.name)

    def _catch_up(self) -> None:
        """Add the vectors that are new and drop those of superseded sources."""
        kept = self._vectors.vectors(self._stamp)
        held = set(self._collection.get(include=[])["ids"])
        gone = list(held.difference(kept.ids))
        for part in _parts(gone, self._client.get_max_batch_size()):
            self._collection.delete(ids=gone[part])
        self._add(kept, held)
        self._write_stamp(str((_read_stamp(self._path) or {})["folder"]))

    def _add(self, kept: KeptVectors, held: set[str] | frozenset[str] = frozenset()) -> None:
        import numpy as np

        new = [row for row, passage_id in enumerate(kept.ids) if passage_id not in held]
        rows = np.frombuffer(kept.rows, dtype="<f4").reshape(len(kept.ids), -1) if kept.ids else None
        for part in _parts(new, self._client.get_max_batch_size()):
            ids = [kept.ids[row] for row in new[part]]
            metadatas = [{"source_id": source_of(passage_id)} for passage_id in ids]
            self._collection.add(ids=ids, embeddings=rows[new[part]], metadatas=metadatas)  # type: ignore[index]

    def _connect(self, folder: Path, create: bool) -> None:
        # Importing chromadb costs 0.8 s: only projects that are large enough for it should wait.
        import chromadb
        from chromadb.config import Settings

        self._client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        if create:
            self._collection = self._client.create_collection(
                "passages", configuration={"hnsw": self._made["settings"]}, embedding_function=None
            )
        else:
            self._collection = self._client.get_collection("passages", embedding_function=None)

    def _write_stamp(self, folder: str) -> None:
        beside = self._path / "stamp.part"
        beside.write_text(json.dumps({**self._wanted, "folder": folder}), encoding="utf-8")
        beside.replace(self._path / "stamp.json")


def hnsw(count: int) -> dict[str, object]:
    """HNSW settings by size: the defaults find .99 of the true neighbours at 100,000 vectors, .68 at a million."""
    large = count > LARGE
    search, links = (400, 32) if large else (200, 16)
    return {"space": "cosine", "ef_construction": search, "ef_search": search, "max_neighbors": links}


def _locked(path: Path) -> Any:
    from filelock import FileLock, Timeout

    path.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as held:
        raise IndexInUse(f"The index “{path}” is in use.", "Close the other cruxmap first.") from held
    return lock


def _read_stamp(path: Path) -> dict[str, object] | None:
    try:
        stamp = json.loads((path / "stamp.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return stamp if isinstance(stamp, dict) else None


def _parts(rows: Sequence[object], size: int) -> Iterator[slice]:
    return (slice(start, start + size) for start in range(0, len(rows), size))
