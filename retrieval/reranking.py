"""A cross-encoder that reads query and passage together, for who has one: slower, and often better."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from retrieval.weights import ModelUnavailable


def rerank(name: str, query: str, texts: Mapping[str, str]) -> dict[str, float]:
    """The cross-encoder's score by passage id, for these texts by passage id."""
    if not texts:
        return {}
    scores = _load(name).predict([(query, text) for text in texts.values()], show_progress_bar=False)
    return dict(zip(texts, map(float, scores), strict=True))


@lru_cache(maxsize=1)
def _load(name: str) -> Any:
    # Importing sentence-transformers brings torch: five seconds that only its users should wait.
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging

    # A progress bar would be drawn across the terminal application.
    logging.disable_progress_bar()
    try:
        return CrossEncoder(name)
    except (OSError, ValueError, RuntimeError, ImportError) as problem:
        raise ModelUnavailable(
            f"The cross-encoder “{name}” could not be loaded: {problem}",
            "Give the path of a downloaded model, or leave the setting `cross_encoder` empty.",
        ) from problem
