"""The embedded encoder: all-MiniLM-L6-v2 on onnxruntime, without torch or transformers on the ordinary path."""

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from debate.ports import Matrix
from retrieval.export import EXPORT_VERSION, Precision, exported_model
from retrieval.memory import Recent
from retrieval.weights import WEIGHTS_SHA256, model_directory

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

WINDOW = 256
"""Tokens of a text that are read, as sentence-transformers sets it for this model; about 190 words."""
TEXTS_REMEMBERED = 8192
"""At 1.5 kB each."""
TOKENS_REMEMBERED = 50_000
"""Token vectors, at 0.8 kB each: some 270 passages, more than nearly every document has."""


class Encoding(NamedTuple):
    """One text through the model."""

    vector: "Vector"
    tokens: "NDArray[np.float16]"
    """One row a token, without the two special ones."""
    offsets: list[tuple[int, int]]
    """Code points of each token in its text."""


class MiniLmEncoder:
    """Unit vectors of all-MiniLM-L6-v2; loads when it is first asked.

    Each text goes through the model by itself: in eight bits the scale of a batch would leak into its
    members, and a text's vector must not depend on its neighbours. Two texts run at once instead.
    """

    name = "all-MiniLM-L6-v2"
    dimensions = 384
    reads_only_latin = True
    """The model was trained on English: of Japanese it makes unknown tokens, whose vectors all look alike."""

    def __init__(self, cache: Path, tell: Callable[[str], None], precision: Precision = Precision.INT8) -> None:
        self.version = f"{self.name}@{WEIGHTS_SHA256[:8]}-{precision}-v{EXPORT_VERSION}"
        self._cache = cache
        self._tell = tell
        self._precision = precision
        self._model: _Model | None = None
        self._loading = threading.Lock()
        self._vectors: Recent[Vector] = Recent(TEXTS_REMEMBERED)
        self._tokens: Recent[Encoding] = Recent(TOKENS_REMEMBERED)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One unit vector a text: shape (len(texts), dimensions)."""
        import numpy as np

        known = {text: vector for text in set(texts) if (vector := self._vectors.get(text)) is not None}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        known |= {text: encoding.vector for text, encoding in zip(fresh, self._run(fresh), strict=True)}
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        return np.stack([known[text] for text in texts])

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[Matrix, list[Matrix]]:
        """Text vectors as `encode` gives them, and for each text one unit vector a span, from the same pass."""
        import numpy as np

        known = {text: encoding for text in set(texts) if (encoding := self._tokens.get(text)) is not None}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        known |= dict(zip(fresh, self._run(fresh), strict=True))
        pooled = [pool_spans(known[text], wanted) for text, wanted in zip(texts, spans, strict=True)]
        rows = [known[text].vector for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), np.float32), pooled

    def _run(self, texts: list[str]) -> list[Encoding]:
        if not texts:
            return []
        with self._loading:
            if self._model is None:
                self._model = _Model(exported_model(model_directory(), self._cache, self._precision, self._tell))
        encodings = self._model.encode(texts)
        for text, encoding in zip(texts, encodings, strict=True):
            self._vectors.put(text, encoding.vector)
            self._tokens.put(text, encoding, len(encoding.offsets))
        return encodings


class _Model:
    """The loaded session and tokenizer."""

    def __init__(self, onnx: bytes) -> None:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = InferenceSession(onnx, options, providers=["CPUExecutionProvider"])
        self._tokenizer: Any = Tokenizer.from_file(str(model_directory() / "tokenizer.json"))
        self._tokenizer.enable_truncation(WINDOW)
        self._tokenizer.no_padding()

    def encode(self, texts: list[str]) -> list[Encoding]:
        """One encoding a text, the longest first so that no thread ends alone on a long one."""
        tokenized = self._tokenizer.encode_batch(texts)
        if len(texts) == 1:
            return [self._encode_one(tokenized[0])]
        order = sorted(range(len(texts)), key=lambda at: -len(tokenized[at].ids))
        with ThreadPoolExecutor(_threads()) as pool:
            done = dict(zip(order, pool.map(self._encode_one, (tokenized[at] for at in order)), strict=True))
        return [done[at] for at in range(len(texts))]

    def _encode_one(self, tokenized: Any) -> Encoding:
        import numpy as np

        ids = np.array([tokenized.ids], dtype=np.int64)
        tokens = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]
        return Encoding(unit(tokens.mean(axis=0)), tokens[1:-1].astype(np.float16), tokenized.offsets[1:-1])


def pool_spans(encoding: Encoding, spans: Sequence[tuple[int, int]]) -> Matrix:
    """One unit vector a span, the mean of its tokens; a span without a token gets the text's vector."""
    import numpy as np

    if not spans:
        return np.zeros((0, len(encoding.vector)), np.float32)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    starts, ends = offsets[:, 0], offsets[:, 1]
    rows = []
    for start, end in spans:
        inside = (starts < end) & (ends > start)
        tokens = encoding.tokens[inside].astype(np.float32)
        rows.append(unit(tokens.mean(axis=0)) if len(tokens) else encoding.vector)
    return np.stack(rows)


def unit(vector: "Vector") -> "Vector":
    """The vector at length one; a zero vector stays as it is."""
    import numpy as np

    return vector / max(float(np.linalg.norm(vector)), 1e-12)


def _threads() -> int:
    """Processors this process may use, fewer when OMP_NUM_THREADS says so."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = os.environ.get("OMP_NUM_THREADS", "")
    return max(1, min(allowed, int(asked))) if asked.isdigit() else allowed
