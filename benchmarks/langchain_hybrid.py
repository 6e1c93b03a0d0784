"""The peer: a plain LangChain hybrid, as its documentation shows it. A process of its own, run by `benchmarks.peer`.

    python -m benchmarks.langchain_hybrid index PASSAGES FOLDER      prints how many as JSON
    python -m benchmarks.langchain_hybrid search FOLDER QUERY ...    prints the best passages and the times as JSON

BM25Retriever keeps nothing on disk, so a search reads its passages back from Chroma and indexes their words anew.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOUND = 10


def index(passages: str, folder: str) -> dict[str, Any]:
    """Embed the passages and keep them in Chroma, and make the word index."""
    with Path(passages).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    from langchain_core.documents import Document

    documents = [Document(page_content=row["text"], metadata={"id": row["_id"]}) for row in rows]
    store = _store(folder)
    for start in range(0, len(documents), 256):
        store.add_documents(documents[start : start + 256])
    _words(documents)
    return {"passages": len(documents)}


def search(folder: str, queries: Sequence[str]) -> dict[str, Any]:
    """Answer each query; the first answer is what a cold start waits for."""
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_core.documents import Document

    store = _store(folder)
    kept = store.get()
    documents = [
        Document(page_content=text, metadata=metadata)
        for text, metadata in zip(kept["documents"], kept["metadatas"], strict=True)
    ]
    legs = [_words(documents), store.as_retriever(search_kwargs={"k": FOUND})]
    hybrid = EnsembleRetriever(retrievers=legs, weights=[0.5, 0.5])
    times, first = [], []
    for at, query in enumerate(queries):
        began = time.perf_counter()
        found = hybrid.invoke(query)
        times.append(1000 * (time.perf_counter() - began))
        if at == 0:
            first = [document.metadata["id"] for document in found[:FOUND]]
    return {"found": first, "ms": times}


def _store(folder: str) -> Any:
    from langchain_chroma import Chroma
    from langchain_huggingface import HuggingFaceEmbeddings

    from retrieval.weights import model_directory

    model = HuggingFaceEmbeddings(
        model_name=str(model_directory()), model_kwargs={"device": "cpu"}, encode_kwargs={"normalize_embeddings": True}
    )
    return Chroma("passages", model, persist_directory=folder, collection_configuration={"hnsw": {"space": "cosine"}})


def _words(documents: Sequence[Any]) -> Any:
    from langchain_community.retrievers import BM25Retriever

    words = BM25Retriever.from_documents(documents)
    words.k = FOUND
    return words


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    print(json.dumps(index(*rest) if command == "index" else search(rest[0], rest[1:])))
