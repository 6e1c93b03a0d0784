"""Which encoder a name stands for."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

from debate.ports import Encoder
from retrieval.export import Precision
from retrieval.minilm import MiniLmEncoder
from retrieval.transformer import SentenceTransformerEncoder

EMBEDDED = {"minilm": Precision.INT8, "minilm-full": Precision.FULL}
"""Names of the embedded encoder, by precision."""


def encoder_for(
    name: str | None = None, cache: Path | None = None, tell: Callable[[str], None] | None = None
) -> Encoder:
    """The embedded encoder for None, `minilm` or `minilm-full`; else a sentence-transformers model by name or path."""
    told = tell or logging.getLogger("cruxmap.retrieval").warning
    precision = EMBEDDED.get((name or "minilm").lower())
    if precision is not None:
        return MiniLmEncoder(cache or default_cache(), told, precision)
    return SentenceTransformerEncoder(name or "", told)


def default_cache() -> Path:
    """The folder for what can be made again: CRUXMAP_CACHE, else the user's cache folder."""
    import platformdirs

    return Path(os.environ.get("CRUXMAP_CACHE") or platformdirs.user_cache_dir("cruxmap"))
