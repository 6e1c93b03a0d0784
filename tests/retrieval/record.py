"""The record in memory: vectors, words and passages, small and honest; and an encoder that counts topics."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from debate.ports import KeptVectors, LexicalHit, Matrix
from debate.sources import Passage, Source


def make_passage(source_id: str, ordinal: int, text: str) -> Passage:
    return Passage(f"{source_id}#{ordinal:04}", source_id, ordinal, 0, len(text), text, "en")


def make_source(source_id: str) -> Source:
    return Source(source_id, source_id, 1, "hash", {}, "made", "en", 0)


class MemoryRecord:
    """Implements VectorStore, LexicalIndex and PassageStore; a shared word counts one, a rare one two."""

    def __init__(self) -> None:
        self.kept: dict[str, Passage] = {}
        self.all_sources: dict[str, Source] = {}
        self.rows: dict[str, dict[str, bytes]] = {}

    def add(self, *passages: Passage) -> None:
        for passage in passages:
            self.kept[passage.id] = passage
            self.all_sources.setdefault(passage.source_id, make_source(passage.source_id))

    def supersede(self, source_id: str) -> None:
        self.all_sources[source_id] = replace(self.all_sources[source_id], superseded=True)

    def sources(self) -> list[Source]:
        return list(self.all_sources.values())

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        return {passage_id: self.kept[passage_id] for passage_id in ids if passage_id in self.kept}

    def _current(self) -> list[Passage]:
        return [passage for passage in self.kept.values() if not self.all_sources[passage.source_id].superseded]

    def add_vectors(self, stamp: str, ids: Sequence[str], rows: Sequence[bytes]) -> None:
        for passage_id, row in zip(ids, rows, strict=True):
            self.rows.setdefault(stamp, {}).setdefault(passage_id, row)

    def vectors(self, stamp: str) -> KeptVectors:
        kept = self.rows.get(stamp, {})
        ids = [passage.id for passage in self._current() if passage.id in kept]
        return KeptVectors(ids, b"".join(kept[passage_id] for passage_id in ids))

    def vector_count(self, stamp: str) -> int:
        return len(self.vectors(stamp).ids)

    def unencoded(self, stamp: str) -> list[str]:
        kept = self.rows.get(stamp, {})
        return [passage.id for passage in self._current() if passage.id not in kept]

    def forget_vectors(self, stamp: str) -> None:
        self.rows.pop(stamp, None)

    def lexical(self, query: str, limit: int, source_ids: Sequence[str] | None = None) -> list[LexicalHit]:
        pool = [one for one in self._current() if source_ids is None or one.source_id in source_ids]
        hits = [LexicalHit(one.id, *self._shared(query, one.text)) for one in pool]
        return sorted((hit for hit in hits if hit.terms), key=lambda hit: -hit.score)[:limit]

    def lexical_many(
        self, queries: Sequence[str], limit: int, source_ids: Sequence[str] | None = None
    ) -> list[list[LexicalHit]]:
        return [self.lexical(query, limit, source_ids) for query in queries]

    def _shared(self, query: str, text: str) -> tuple[float, tuple[str, ...]]:
        held = set(tokens(text))
        shared = tuple(word for word in dict.fromkeys(tokens(query)) if word in held)
        rare = [word for word in shared if sum(word in tokens(one.text) for one in self.kept.values()) == 1]
        return float(len(shared) + len(rare)), shared


def tokens(text: str) -> list[str]:
    words = re.findall(r"[a-z]{4,}", text.lower())
    return words + re.findall(r"(?=([\u3040-\u9fff]{2}))", text)


class TopicEncoder:
    """Unit vectors from hashed words; what it was asked is kept, so that tests can count passes."""

    name = "topics"
    dimensions = 32
    reads_only_latin = True

    def __init__(self, version: str = "topics@1") -> None:
        self.version = version
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Matrix:
        self.asked += texts
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, 32), np.float32)

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[Matrix, list[Matrix]]:
        pieces = [self.encode([text[a:b] for a, b in wanted]) for text, wanted in zip(texts, spans, strict=True)]
        return self.encode(texts), pieces

    def _vector(self, text: str) -> Matrix:
        vector = np.full(self.dimensions, 0.01, np.float32)
        for word in tokens(text):
            vector[hashlib.sha256(word.encode()).digest()[0] % self.dimensions] += 1.0
        return vector / np.linalg.norm(vector)
