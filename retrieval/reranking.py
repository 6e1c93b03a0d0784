"""A cross-encoder that reads query and passage together, for who has one: slower, and often better."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from retrieval.cross_encoders import load_cross_encoder


def rerank(name: str, query: str, texts: Mapping[str, str]) -> dict[str, float]:
    """The cross-encoder's score by passage id, for these texts by passage id."""
    if not texts:
        return {}
    scores = _load(name).predict([(query, text) for text in texts.values()], show_progress_bar=False)
    return dict(zip(texts, map(float, scores), strict=True))


@lru_cache(maxsize=1)
def _load(name: str) -> Any:
    return load_cross_encoder(name, "cross_encoder")
