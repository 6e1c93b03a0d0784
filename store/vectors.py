"""Vectors of passages, in one blob a source and batch, so that reading them all is nearly as fast as the disk."""

import json
from collections.abc import Sequence

from debate.ports import KeptVectors
from store.file import SOURCES_STAND, Lately, Part, ProjectFile, listed


class VectorPart(Part):
    """The part of the project that keeps vectors, as bytes it does not look into."""

    def __init__(self, file: ProjectFile) -> None:
        super().__init__(file)
        self._missing: dict[str, Lately[list[str]]] = {}
        """What has no vector, by stamp."""

    def add_vectors(self, stamp: str, ids: Sequence[str], rows: Sequence[bytes]) -> None:
        """Keep one float32 row a passage; one already kept under this stamp is left as it is.

        An unknown passage, or one of a superseded source, is passed over.
        """
        given = dict(zip(ids, rows, strict=True))
        with self._file.writing() as db:
            batches: dict[int, list[str]] = {}
            for passage_id, source in self._file.rows(
                "SELECT p.id, p.source FROM json_each(?) asked JOIN passages p ON p.id = asked.value"
                " JOIN sources s ON s.number = p.source WHERE NOT s.superseded ORDER BY p.source, p.ordinal",
                (listed(given),),
            ):
                batches.setdefault(source, []).append(passage_id)
            for source, batch in batches.items():
                kept = self._ids(stamp, source)
                new = [passage_id for passage_id in batch if passage_id not in kept]
                if new:
                    blob = b"".join(given[passage_id] for passage_id in new)
                    names = json.dumps(new, ensure_ascii=False)
                    row = {"stamp": stamp, "source": source, "ids": names, "count": len(new), "rows": blob}
                    db.table("vectors").insert(row)

    def vectors(self, stamp: str) -> KeptVectors:
        """Every vector of a current passage under this stamp."""
        kept = self._file.rows("SELECT ids, rows FROM vectors WHERE stamp = ? ORDER BY number", (stamp,))
        ids: list[str] = []
        for names, _ in kept:
            ids += json.loads(names)
        return KeptVectors(ids, b"".join(rows for _, rows in kept))

    def vector_count(self, stamp: str) -> int:
        """How many vectors are kept under this stamp."""
        return int(self._file.value("SELECT coalesce(sum(count), 0) FROM vectors WHERE stamp = ?", (stamp,)))

    def unencoded(self, stamp: str) -> list[str]:
        """Ids of the passages of current sources that have no vector under this stamp, in reading order."""
        lately = self._missing.setdefault(stamp, Lately(self._file))
        return list(
            lately.answer(
                lambda: (self._file.rows(SOURCES_STAND), self.vector_count(stamp)), lambda: self._without(stamp)
            )
        )

    def forget_vectors(self, stamp: str) -> None:
        """Drop every vector under this stamp."""
        with self._file.writing() as db:
            db.table("vectors").delete_where("stamp = ?", [stamp])

    def _without(self, stamp: str) -> list[str]:
        # A passage has one vector at most, so that as many as there are passages means that none is missing.
        there = self._file.value(
            "SELECT count(*) FROM passages p JOIN sources s ON s.number = p.source WHERE NOT s.superseded"
        )
        held = self._file.value(
            "SELECT coalesce(sum(v.count), 0) FROM vectors v JOIN sources s ON s.number = v.source"
            " WHERE v.stamp = ? AND NOT s.superseded",
            (stamp,),
        )
        if there == held:
            return []
        kept = self._ids(stamp)
        rows = self._file.rows(
            "SELECT p.id FROM passages p JOIN sources s ON s.number = p.source WHERE NOT s.superseded"
            " ORDER BY p.source, p.ordinal"
        )
        return [passage_id for (passage_id,) in rows if passage_id not in kept]

    def _ids(self, stamp: str, source: int | None = None) -> set[str]:
        rows = self._file.rows(
            "SELECT ids FROM vectors WHERE stamp = ?1 AND (?2 IS NULL OR source = ?2)", (stamp, source)
        )
        return {passage_id for (names,) in rows for passage_id in json.loads(names)}
