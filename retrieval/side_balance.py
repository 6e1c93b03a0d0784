"""Whether search favours a side: of what supports a claim and what undermines it, how much is found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from debate.sources import Passage
from retrieval.evaluation import BATCH, MakeRetriever
from retrieval.hybrid import HybridRetriever
from retrieval.intervals import Interval, bootstrap
from retrieval.judged import UnreadableCollection, passage_ids, read_passages, read_queries, read_rows

BUDGET = 20
"""Passages found for each claim."""
SIDES = {"support": "for", "undermine": "against"}
"""What the labels call the sides, and what cruxmap calls them; other labels are passed over."""

Sides = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class BalanceReport:
    """Recall of each side among the first BUDGET hits, over claims that have both."""

    claims: int
    recall_for: Interval
    recall_against: Interval
    weaker_side: Interval
    """Recall of whichever side of a claim was found less: 0 when one side is missed altogether."""
    share_for: Interval
    """Share of *for* among the labelled passages found; compare with `pool_share_for`."""
    pool_share_for: float
    """Share of *for* among all labelled passages, claim by claim: what an even-handed search would find."""

    def as_json(self) -> dict[str, object]:
        """Every figure with its 95 % interval."""
        lines = {
            "recall_for@20": self.recall_for,
            "recall_against@20": self.recall_against,
            "weaker_side@20": self.weaker_side,
            "share_for": self.share_for,
        }
        return {
            "claims": self.claims,
            "pool_share_for": round(self.pool_share_for, 4),
            "sides": {name: round(one.value, 4) for name, one in lines.items()},
            "intervals": {name: [round(one.low, 4), round(one.high, 4)] for name, one in lines.items()},
        }


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims that have labelled passages on both sides."""

    passages: Sequence[Passage]
    """Of the whole corpus."""
    texts: Mapping[str, str]
    """By claim id."""
    labelled: Mapping[str, Sides]
    """By claim id, the passages of each side."""


def read_claims(corpus: Path, queries: Path, stances: Path) -> Claims:
    """Read the three files; claims that are labelled on one side only are left out."""
    rows = read_passages(corpus)
    labelled = _labelled(stances, passage_ids(rows))
    texts = {claim_id: text for claim_id, text in read_queries(queries).items() if claim_id in labelled}
    if not texts:
        raise UnreadableCollection(
            f"“{stances}” labels no claim of “{queries}” on both sides.",
            "Give lines with claim_id, perspective_id and a stance of support or undermine.",
        )
    return Claims([passage for _, passage in rows], texts, labelled)


def evaluate_sides(corpus: Path, queries: Path, stances: Path, make_retriever: MakeRetriever) -> BalanceReport:
    """Read labelled claims, make the corpus findable, and measure."""
    claims = read_claims(corpus, queries, stances)
    retriever = make_retriever(claims.passages)
    try:
        return measure_sides(claims, retriever)
    finally:
        retriever.close()


def measure_sides(claims: Claims, retriever: HybridRetriever) -> BalanceReport:
    """Search for each claim, and count what is found of each side."""
    asked, found = list(claims.texts.values()), []
    for start in range(0, len(asked), BATCH):
        found += retriever.search(asked[start : start + BATCH], BUDGET)
    ids = [{hit.passage_id for hit in hits} for hits in found]
    return _report([claims.labelled[one] for one in claims.texts], ids)


def _labelled(path: Path, known: Mapping[str, str]) -> dict[str, Sides]:
    """The passages of each side, by claim; only claims with both sides."""
    sides: dict[str, dict[str, set[str]]] = {}
    for row in read_rows(path, ("claim_id", "perspective_id", "stance")):
        side, passage_id = SIDES.get(str(row["stance"])), known.get(str(row["perspective_id"]))
        if side and passage_id:
            sides.setdefault(str(row["claim_id"]), {}).setdefault(side, set()).add(passage_id)
    return {
        claim_id: {side: frozenset(ids) for side, ids in both.items()}
        for claim_id, both in sides.items()
        if len(both) == 2
    }


def _report(labelled: Sequence[Sides], found: Sequence[set[str]]) -> BalanceReport:
    import numpy as np

    held = np.array(
        [[len(both[side] & hits) for side in ("for", "against")] for both, hits in zip(labelled, found, strict=True)],
        float,
    )
    pool = np.array([[len(both[side]) for side in ("for", "against")] for both in labelled], float)
    recall = held / pool
    any_found = held.sum(axis=1) > 0
    return BalanceReport(
        claims=len(labelled),
        recall_for=bootstrap(recall[:, 0]),
        recall_against=bootstrap(recall[:, 1]),
        weaker_side=bootstrap(recall.min(axis=1)),
        share_for=bootstrap(held[any_found, 0] / held[any_found].sum(axis=1)),
        pool_share_for=float((pool[:, 0] / pool.sum(axis=1)).mean()),
    )
