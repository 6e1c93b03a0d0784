"""Any sentence-transformers model the analyst names, through the library itself."""

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from debate.ports import Matrix
from retrieval.memory import Recent
from retrieval.weights import ModelUnavailable


class SentenceTransformerEncoder:
    """Unit vectors of a named model; loads when it is first asked."""

    def __init__(self, name: str, tell: Callable[[str], None]) -> None:
        self.name = name
        self._tell = tell
        self._loaded: Any = None
        self._vectors: Recent[Any] = Recent(4096)
        self.version = f"sentence-transformers:{name}@{_fingerprint(name)}"

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._model().get_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One unit vector a text: shape (len(texts), dimensions)."""
        import numpy as np

        known = {text: vector for text in set(texts) if (vector := self._vectors.get(text)) is not None}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        if fresh:
            rows = self._model().encode(fresh, normalize_embeddings=True, show_progress_bar=False)
            for text, row in zip(fresh, rows, strict=True):
                known[text] = np.asarray(row, dtype=np.float32)
                self._vectors.put(text, known[text])
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        return np.stack([known[text] for text in texts])

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[Matrix, list[Matrix]]:
        """Text vectors, and span vectors from a pass of their own: not every model pools tokens by their mean."""
        import numpy as np

        pieces = [text[start:end] or text for text, wanted in zip(texts, spans, strict=True) for start, end in wanted]
        rows = self.encode(pieces)
        ends = np.cumsum([len(wanted) for wanted in spans], dtype=int)
        return self.encode(texts), list(np.split(rows, ends[:-1])) if spans else []

    def _model(self) -> Any:
        if self._loaded is None:
            self._tell(f"Loading the model “{self.name}” (some seconds).")
            self._loaded = _load(self.name)
        return self._loaded


def _load(name: str) -> Any:
    place = Path(name).expanduser()
    if name.startswith((".", "~", os.sep)) and not place.is_dir():
        raise _unavailable(name, "there is no such folder.")
    # Importing sentence-transformers brings torch: five seconds that only its users should wait.
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(str(place) if place.is_dir() else name)
    except (OSError, ValueError, RuntimeError, ImportError) as problem:
        raise _unavailable(name, _first_line(problem)) from problem


def _unavailable(name: str, reason: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"The sentence-transformers model “{name}” could not be loaded: {reason}",
        "Give the path of a downloaded model, or connect once so that it can be fetched; `minilm` needs neither.",
    )


def _first_line(problem: Exception) -> str:
    return next(iter(str(problem).strip().splitlines()), type(problem).__name__)


def _fingerprint(name: str) -> str:
    """Tells a model folder whose weights were exchanged from what it was; empty for a model of a hub."""
    path = Path(name).expanduser()
    if not path.is_dir():
        return ""
    files = sorted(file for file in path.rglob("*") if file.suffix in {".safetensors", ".bin", ".json"})
    listing = "\n".join(f"{file.relative_to(path)} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files)
    return hashlib.sha256(listing.encode()).hexdigest()[:12]
