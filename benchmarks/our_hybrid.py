"""Our side of `benchmarks.peer`: the same two jobs, done by the parts that ship. A process of its own.

python -m benchmarks.our_hybrid index PASSAGES PROJECT       prints how many as JSON
python -m benchmarks.our_hybrid search PROJECT QUERY ...     prints the best passages and the times as JSON
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from cruxmap.settings import load_settings
from cruxmap.wiring import encoder_of, retriever_of
from retrieval.hybrid import HybridRetriever
from retrieval.judged import documents_of, read_passages
from store.project import Project, open_project

FOUND = 10
BATCH = 256


def index(passages: str, project: str) -> dict[str, Any]:
    """Keep the passages with their words and vectors."""
    rows = [passage for _, passage in read_passages(Path(passages))]
    with _opened(project) as (kept, retriever):
        for document in documents_of(rows):
            kept.add_source(document.source, document.text, document.passages, [])
        for start in range(0, len(rows), BATCH):
            retriever.index(rows[start : start + BATCH])
    return {"passages": len(rows)}


def search(project: str, queries: Sequence[str]) -> dict[str, Any]:
    """Answer each query; the first answer is what a cold start waits for."""
    times, first = [], []
    with _opened(project) as (_, retriever):
        for at, query in enumerate(queries):
            began = time.perf_counter()
            (hits,) = retriever.search([query], FOUND)
            times.append(1000 * (time.perf_counter() - began))
            if at == 0:
                first = [hit.passage_id for hit in hits]
    return {"found": first, "ms": times}


@contextmanager
def _opened(path: str) -> Iterator[tuple[Project, HybridRetriever]]:
    settings = load_settings()
    with open_project(Path(path)) as project:
        encoder = encoder_of(settings, lambda _: None)
        with closing(retriever_of(settings, project, Path(path), encoder, lambda _: None)) as retriever:
            yield project, retriever


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    print(json.dumps(index(*rest) if command == "index" else search(rest[0], rest[1:])))
