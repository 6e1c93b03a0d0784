"""One rule for putting both legs together, the same for every corpus.

A passage's score is its cosine plus a fiftieth of its BM25. BM25 is not rescaled, on purpose: it grows with the
number and rarity of the query's words that a passage holds. So a long question full of rare words is settled
by its words, and a short claim, whose few words many passages share, by its meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass

BM25_WEIGHT = 0.02
"""What one point of BM25 is worth in cosine; with .03 no measured collection differs by .01 nDCG."""
CARRY = 0.5
"""Share of its lead that a passage hands to the next one, where one document is read: an answer goes on."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What both legs say of the passages that either found for one query."""

    dense: Mapping[str, float]
    """Cosine by passage id, of every candidate that has a vector."""
    lexical: Mapping[str, float]
    """BM25 by passage id, higher is better; holds only passages that share a word with the query."""
    terms: Mapping[str, tuple[str, ...]]

    def ids(self) -> list[str]:
        """Every candidate, those of the dense leg first."""
        return list(dict.fromkeys((*self.dense, *self.lexical)))


def fuse(candidates: Candidates, readable: float) -> dict[str, float]:
    """Fused score by passage id; `readable` is the share of the query that the encoder can read.

    A query that it cannot read at all, such as a Japanese one to MiniLM, is left to the words alone.
    """
    found = candidates.ids() if readable else candidates.lexical
    return {
        passage_id: readable * candidates.dense.get(passage_id, 0.0)
        + BM25_WEIGHT * candidates.lexical.get(passage_id, 0.0)
        for passage_id in found
    }


def carry_forward(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores in which a passage after a better one of its source is raised towards it, by CARRY of the gap."""
    carried = {}
    for passage_id, score in scores.items():
        lead = scores.get(previous(passage_id), score) - score
        carried[passage_id] = score + CARRY * max(0.0, lead)
    return carried


def source_of(passage_id: str) -> str:
    """The source that a passage id names."""
    return passage_id.rpartition("#")[0]


def previous(passage_id: str) -> str:
    """The id of the passage before this one in its source; of none for the first."""
    source_id, _, ordinal = passage_id.rpartition("#")
    return f"{source_id}#{int(ordinal) - 1:0{len(ordinal)}}" if ordinal.isdigit() else ""


def reciprocal_ranks(candidates: Candidates, constant: int = 60) -> dict[str, float]:
    """Plain reciprocal rank fusion of both legs: what the shipped rule is measured against."""
    scores: dict[str, float] = {}
    for leg in (candidates.dense, candidates.lexical):
        for rank, passage_id in enumerate(sorted(leg, key=lambda found: -leg[found]), start=1):
            scores[passage_id] = scores.get(passage_id, 0.0) + 1.0 / (constant + rank)
    return scores
