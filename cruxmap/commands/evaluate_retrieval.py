"""`cruxmap evaluate retrieval`: what ships next to BM25, dense search and plain rank fusion."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cruxmap.context import json_option, narrate, print_json, settings_of
from cruxmap.show.progress import bar
from cruxmap.wiring import measured_retriever
from debate.sources import Passage

if TYPE_CHECKING:
    from retrieval.hybrid import HybridRetriever

BATCH = 256
"""Passages made findable at once; what is done is kept when the rest is cut off."""
FILE = click.Path(path_type=Path)


@click.command("retrieval", short_help="Compare what ships with BM25, dense and RRF.")
@click.option("--corpus", required=True, type=FILE, help="Passages: JSONL with _id and text.")
@click.option("--queries", required=True, type=FILE, help="Queries: JSONL with _id and text.")
@click.option("--qrels", required=True, type=FILE, help="Answers: query-id, corpus-id and score, parted by tabs.")
@click.option(
    "--within-document", is_flag=True, help="Query ids are question|document: rank the passages of that document."
)
@click.option("--stances", type=FILE, help="Also count how much of each side of a claim is found: JSONL.")
@json_option
@click.pass_context
def retrieval(
    ctx: click.Context,
    corpus: Path,
    queries: Path,
    qrels: Path,
    stances: Path | None,
    *,
    within_document: bool,
    as_json: bool,
) -> None:
    """Rank a judged corpus with the retriever that ships, BM25 alone, dense search alone and reciprocal rank fusion.

    Gives nDCG@10, Recall@10 and MRR with intervals, and the paired difference of what ships to each other one.
    `cruxmap evaluate formats` documents the files.
    """
    from retrieval.evaluation import measure
    from retrieval.judged import read_collection
    from retrieval.side_balance import measure_sides, read_claims

    collection = read_collection(corpus, queries, qrels, within_document)
    claims = read_claims(corpus, queries, stances) if stances else None
    with measured_retriever(collection.passages, settings_of(ctx), narrate) as retriever:
        _encode(retriever, collection.passages)
        with bar("Ranking", unit="queries", total=len(collection.queries)) as advance:
            report = measure(collection, retriever, advance)
        sides = measure_sides(claims, retriever) if claims else None
    if as_json:
        print_json(report.as_json() | ({"sides": sides.as_json()} if sides else {}))
        return
    from cruxmap.show.retrieval_scores import show_retrieval, show_sides

    show_retrieval(report)
    if sides:
        show_sides(sides)


def _encode(retriever: "HybridRetriever", passages: Sequence[Passage]) -> None:
    with bar("Encoding", unit="passages", total=len(passages)) as advance:
        for start in range(0, len(passages), BATCH):
            batch = passages[start : start + BATCH]
            retriever.index(batch)
            advance(start + len(batch), len(passages))
