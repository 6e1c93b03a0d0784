"""The retriever: both legs asked at once, put together, and each hit saying why."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from debate.ports import Encoder, Hit, LexicalIndex, VectorStore
from debate.sources import Passage, Source
from retrieval.fusion import Candidates, best, carry_forward, fuse, raise_akin, source_of
from retrieval.index import DenseIndex, State, fingerprint, open_index
from retrieval.reranking import rerank
from retrieval.scripts import readable_share

POOL = 200
"""Passages each leg puts up for a query."""
RERANKED = 50
"""Best passages that a cross-encoder reads, where one is named."""


class PassageStore(Protocol):
    """What the retriever asks of the record."""

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages with these ids; an unknown id is left out."""
        ...

    def sources(self) -> list[Source]:
        """Every source, superseded versions included."""
        ...


class HybridRetriever:
    """Finds passages by meaning and by words; vectors and words are the record's."""

    def __init__(
        self,
        encoder: Encoder,
        vectors: VectorStore,
        lexical: LexicalIndex,
        passages: PassageStore,
        index_path: Path,
        index: str = "auto",
        cross_encoder: str | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._encoder = encoder
        self._vectors = vectors
        self._lexical = lexical
        self._passages = passages
        self._index_path = index_path
        self._index_kind = index
        self._cross_encoder = cross_encoder
        self._tell = tell
        self._index: DenseIndex | None = None
        self._state: State = (0, "")

    @property
    def stamp(self) -> str:
        """Under what the vectors of this encoder are kept."""
        return self._encoder.version

    def index(self, passages: Sequence[Passage]) -> None:
        """Make passages findable; one already indexed is left as it is."""
        if not passages:
            return
        rows = self._encoder.encode([passage.text for passage in passages])
        self._vectors.add_vectors(
            self.stamp, [passage.id for passage in passages], [row.astype("<f4").tobytes() for row in rows]
        )

    def missing(self) -> list[str]:
        """Ids of the passages of current sources that are not findable yet, in reading order."""
        return self._vectors.unencoded(self.stamp)

    def search(
        self,
        queries: Sequence[str],
        limit: int,
        source_ids: Sequence[str] | None = None,
        per_source: int | None = None,
    ) -> list[list[Hit]]:
        """For each query its best passages, best first; within `source_ids`, an answer may go on in the next one."""
        # Both sides of a claim ask the same of a step: one answer serves them.
        asked = list(dict.fromkeys(queries))
        pools = self.candidates(asked, source_ids, max(POOL, limit))
        within = source_ids is not None
        ranked = {
            query: self.rank(query, candidates, limit, within=within, per_source=per_source)
            for query, candidates in zip(asked, pools, strict=True)
        }
        return [list(ranked[query]) for query in queries]

    def rank(
        self, query: str, candidates: Candidates, limit: int, *, within: bool = False, per_source: int | None = None
    ) -> list[Hit]:
        """The best of what both legs put up, best first; `within` says that only some sources were asked."""
        readable = self._readable(query)
        scores = fuse(candidates, readable)
        akin = self._akin(scores) if readable and not within else {}
        scores = carry_forward(scores) if within else raise_akin(scores, akin, readable)
        legs = {"dense": candidates.dense, "lexical": candidates.lexical, "akin": akin, "fused": scores}
        if self._cross_encoder:
            legs["cross"] = self._reranked(query, scores)
        return _hits(legs, candidates.terms, limit, per_source)

    def candidates(
        self, queries: Sequence[str], source_ids: Sequence[str] | None = None, pool: int = POOL
    ) -> list[Candidates]:
        """What both legs say of the best `pool` passages of either, query by query."""
        if not queries:
            return []
        index = self._current_index()
        vectors = self._encoder.encode(queries)
        nearest = index.nearest(vectors, pool, source_ids)
        worded = self._lexical.lexical_many(queries, pool, source_ids)
        return [
            Candidates(
                dense={**near, **index.cosines(vector, [hit.passage_id for hit in hits if hit.passage_id not in near])},
                lexical={hit.passage_id: hit.score for hit in hits},
                terms={hit.passage_id: hit.terms for hit in hits},
            )
            for vector, near, hits in zip(vectors, nearest, worded, strict=True)
        ]

    def close(self) -> None:
        """Let go of the index."""
        if self._index is not None:
            self._index.close()
        self._index = None

    def _current_index(self) -> DenseIndex:
        """The open index, opened anew when the record has moved on, in this process or in another."""
        count = self._vectors.vector_count(self.stamp)
        state = (count, fingerprint([source.id for source in self._passages.sources() if not source.superseded]))
        if self._index is None or state != self._state:
            self.close()
            self._index = open_index(self._index_kind, self._index_path, self._vectors, self.stamp, state, self._tell)
            self._state = state
        return self._index

    def _akin(self, scores: Mapping[str, float]) -> dict[str, float]:
        """How near each passage is to the centre of the best few."""
        index = self._current_index()
        centre = index.centre(best(scores))
        return index.cosines(centre, list(scores)) if centre is not None else {}

    def _readable(self, query: str) -> float:
        """Share of the query that the encoder can read; one that does not say what it reads, reads everything."""
        return readable_share(query) if getattr(self._encoder, "reads_only_latin", False) else 1.0

    def _reranked(self, query: str, scores: Mapping[str, float]) -> dict[str, float]:
        """The cross-encoder's scores of the best passages, the others below them in the order they had."""
        ordered = sorted(scores, key=lambda passage_id: -scores[passage_id])
        best = self._passages.passages(ordered[:RERANKED])
        read = rerank(self._cross_encoder or "", query, {one.id: one.text for one in best.values()})
        floor = min(read.values(), default=0.0)
        return {**{passage_id: floor - rank for rank, passage_id in enumerate(ordered, start=1)}, **read}


def _hits(
    legs: Mapping[str, Mapping[str, float]], terms: Mapping[str, tuple[str, ...]], limit: int, per_source: int | None
) -> list[Hit]:
    """The best by the last leg, at most `per_source` of one source, each with what every part thought of it."""
    hits: list[Hit] = []
    taken: Counter[str] = Counter()
    ranking = list(legs.values())[-1]
    for passage_id in sorted(ranking, key=lambda found: -ranking[found]):
        source_id = source_of(passage_id)
        if len(hits) == limit:
            break
        if per_source is not None and taken[source_id] >= per_source:
            continue
        taken[source_id] += 1
        parts = {name: scores[passage_id] for name, scores in legs.items() if passage_id in scores}
        hits.append(Hit(passage_id, ranking[passage_id], parts, terms.get(passage_id, ())))
    return hits
