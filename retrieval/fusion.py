"""One rule for putting both legs together, the same for every corpus.

A passage's score is its cosine plus a small share of its BM25. BM25 is not rescaled, on purpose: it grows with
the number and rarity of the query's words that a passage holds. So a long question full of rare words is settled
by its words, and a short claim, whose few words many passages share, by its meaning.

Where the whole project is searched, the best few passages then speak for the query: what is like them rises.
Where a document is read, an answer goes on into the next passage instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nlargest

LEAST, PER_WORD, MOST = 0.02, 0.0035, 0.04
"""What one point of BM25 is worth in cosine: so much for each word of the query that was found, within bounds.

Measured against .02 for every query, nDCG@10: answers within a document +.015 (95 % interval .005 to .026; for
questions of more than ten words +.030), claims -.001, questions to a docket +.001. With .03 for every query the
first is +.006, and the short questions lose .012.
"""
BEST = 5
"""Passages that speak for the query."""
AKIN = 0.5
"""Weight of the cosine to their centre: nDCG@10 of claims +.009, of a docket's questions -.002; .4 to .7 is alike."""
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

    @property
    def word_weight(self) -> float:
        """What a point of BM25 is worth: the more words of the query were found, the surer their sum."""
        words = {word for terms in self.terms.values() for word in terms}
        return min(MOST, max(LEAST, PER_WORD * len(words)))


def fuse(candidates: Candidates, readable: float) -> dict[str, float]:
    """Fused score by passage id; `readable` is the share of the query that the encoder can read.

    A query that it cannot read at all, such as a Japanese one to MiniLM, is left to the words alone.
    """
    found = candidates.ids() if readable else candidates.lexical
    weight = candidates.word_weight
    return {
        passage_id: readable * candidates.dense.get(passage_id, 0.0) + weight * candidates.lexical.get(passage_id, 0.0)
        for passage_id in found
    }


def best(scores: Mapping[str, float], count: int = BEST) -> list[str]:
    """The ids with the highest scores, best first."""
    return nlargest(count, scores, key=lambda passage_id: scores[passage_id])


def raise_akin(scores: Mapping[str, float], akin: Mapping[str, float], readable: float) -> dict[str, float]:
    """Scores to which AKIN times the cosine to the centre of the best few is added, as far as it can be trusted."""
    return {passage_id: score + AKIN * readable * akin.get(passage_id, 0.0) for passage_id, score in scores.items()}


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
