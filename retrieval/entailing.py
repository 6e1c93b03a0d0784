"""A cross-encoder that says whether one text entails or contradicts another, for who has one."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from retrieval.cross_encoders import load_cross_encoder
from retrieval.weights import ModelUnavailable


def judge(name: str, pairs: Sequence[tuple[str, str]]) -> list[tuple[float, float]]:
    """For each premise and hypothesis, how likely it is that one entails, and contradicts, the other.

    Raises ModelUnavailable for a model that cannot be loaded, or does not tell these two apart.
    """
    if not pairs:
        return []
    model, entails, contradicts = _load(name)
    rows = model.predict(list(pairs), apply_softmax=True, show_progress_bar=False)
    return [(float(row[entails]), float(row[contradicts])) for row in rows]


@lru_cache(maxsize=1)
def _load(name: str) -> tuple[Any, int, int]:
    model = load_cross_encoder(name, "entailment")
    found = _places(model.config.id2label)
    if len(found) != 2:
        raise ModelUnavailable(
            f"The model “{name}” does not tell entailment from contradiction.",
            "Give a cross-encoder trained for natural language inference, or leave the setting `entailment` empty.",
        )
    return model, found["entail"], found["contradict"]


def _places(labels: Mapping[int, str]) -> dict[str, int]:
    """Where entailment and contradiction stand among the model's labels."""
    words = ("entail", "contradict")
    return {word: int(place) for place, label in labels.items() for word in words if label.lower().startswith(word)}
