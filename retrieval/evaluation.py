"""How good retrieval is: what ships next to each leg alone and to plain rank fusion, on the same queries."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from debate.sources import Passage
from retrieval.fusion import Candidates, reciprocal_ranks
from retrieval.hybrid import HybridRetriever
from retrieval.intervals import Interval, bootstrap
from retrieval.judged import Collection, JudgedQuery, read_collection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHIPPED = "shipped"
DEPTH = 100
"""Passages a system ranks for each query."""
BATCH = 256
"""Queries asked at once."""

Ranking = Mapping[str, float]
"""Scores by passage id, higher is better."""
Advance = Callable[[int, int], None]
"""Told how many queries have been ranked, and of how many."""
MakeRetriever = Callable[[Sequence[Passage]], HybridRetriever]
"""Builds a retriever in which these passages are findable, so that what is measured is what ships."""


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """Every system's measures, and how far the shipped one is ahead of each other one, query by query."""

    queries: int
    unanswered: int
    """Queries left out because no passage of the corpus is judged to answer them."""
    passages: int
    encoder: str
    systems: Mapping[str, Mapping[str, Interval]]
    differences: Mapping[str, Mapping[str, Interval]]
    """Shipped minus the named system, paired."""

    def as_json(self) -> dict[str, object]:
        """`systems` holds plain numbers; their 95 % intervals stand beside them."""
        return {
            "queries": self.queries,
            "unanswered": self.unanswered,
            "passages": self.passages,
            "encoder": self.encoder,
            "systems": _values(self.systems),
            "intervals": _bounds(self.systems),
            "differences": _values(self.differences),
            "difference_intervals": _bounds(self.differences),
        }


def evaluate_retrieval(
    corpus: Path, queries: Path, qrels: Path, within_document: bool, make_retriever: MakeRetriever
) -> RetrievalReport:
    """Read a judged collection, make it findable, and measure."""
    collection = read_collection(corpus, queries, qrels, within_document)
    retriever = make_retriever(collection.passages)
    try:
        return measure(collection, retriever)
    finally:
        retriever.close()


def measure(collection: Collection, retriever: HybridRetriever, advance: Advance = lambda *_: None) -> RetrievalReport:
    """Measure `shipped`, `bm25`, `dense` and `rrf` by nDCG@10, Recall@10 and MRR on a judged collection."""
    rankings = rank_all(retriever, collection, advance)
    scores = {name: _score(collection.queries, ranking) for name, ranking in rankings.items()}
    return RetrievalReport(
        queries=len(collection.queries),
        unanswered=collection.unanswered,
        passages=len(collection.passages),
        encoder=retriever.stamp,
        systems={name: {key: bootstrap(line) for key, line in lines.items()} for name, lines in scores.items()},
        differences={
            name: {key: bootstrap(scores[SHIPPED][key] - line) for key, line in lines.items()}
            for name, lines in scores.items()
            if name != SHIPPED
        },
    )


def rank_all(retriever: HybridRetriever, collection: Collection, advance: Advance) -> dict[str, dict[str, Ranking]]:
    """By system, then by query id, the passages it ranks highest."""
    rankings: dict[str, dict[str, Ranking]] = {SHIPPED: {}, "bm25": {}, "dense": {}, "rrf": {}}
    for batch in _batches(collection.queries):
        within = [batch[0].source_id] if batch[0].source_id is not None else None
        legs = retriever.candidates([query.text for query in batch], within)
        for query, candidates in zip(batch, legs, strict=True):
            hits = retriever.rank(query.text, candidates, DEPTH, within=within is not None)
            rankings[SHIPPED][query.id] = {hit.passage_id: hit.score for hit in hits}
            for name, ranking in _plain(candidates).items():
                rankings[name][query.id] = ranking
        advance(len(rankings[SHIPPED]), len(collection.queries))
    return rankings


def _plain(candidates: Candidates) -> dict[str, Ranking]:
    return {"bm25": candidates.lexical, "dense": candidates.dense, "rrf": reciprocal_ranks(candidates)}


def _batches(queries: Sequence[JudgedQuery]) -> Iterator[list[JudgedQuery]]:
    """Queries about the same document together, at most BATCH at once."""
    ordered = sorted(queries, key=lambda query: query.source_id or "")
    for _, group in groupby(ordered, key=lambda query: query.source_id):
        together = list(group)
        yield from (together[start : start + BATCH] for start in range(0, len(together), BATCH))


def _score(queries: Sequence[JudgedQuery], ranking: Mapping[str, Ranking]) -> dict[str, "NDArray[np.float64]"]:
    """Each measure's value for every query in order; a query for which nothing was found has 0."""
    import ir_measures
    import numpy as np

    measures = {"ndcg@10": ir_measures.nDCG @ 10, "recall@10": ir_measures.R @ 10, "mrr": ir_measures.RR}
    qrels = {query.id: dict(query.relevant) for query in queries}
    run = {query_id: dict(scores) for query_id, scores in ranking.items()}
    found = {
        (one.query_id, one.measure): one.value for one in ir_measures.iter_calc(list(measures.values()), qrels, run)
    }
    return {
        name: np.array([found.get((query.id, measure), 0.0) for query in queries], dtype=np.float64)
        for name, measure in measures.items()
    }


def _values(table: Mapping[str, Mapping[str, Interval]]) -> dict[str, dict[str, float]]:
    return {name: {key: round(one.value, 4) for key, one in line.items()} for name, line in table.items()}


def _bounds(table: Mapping[str, Mapping[str, Interval]]) -> dict[str, dict[str, list[float]]]:
    return {
        name: {key: [round(one.low, 4), round(one.high, 4)] for key, one in line.items()}
        for name, line in table.items()
    }
