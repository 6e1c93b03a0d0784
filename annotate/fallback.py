"""Heads for when the trained ones are missing, or were trained with another encoder: from the exemplars alone."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from annotate.examples import EXEMPLARS
from annotate.heads import CUES, WEIGHTS, trained_with
from debate.framework import load_framework
from debate.ports import Encoder


def suits(encoder: Encoder) -> bool:
    """Whether the trained heads are there and know this encoder's vectors, in whichever precision."""
    known = trained_with(WEIGHTS)
    return known is not None and known.split("@")[0] == encoder.name


def exemplar_version(encoder: Encoder) -> str:
    """The version that marks of these heads carry: a hash of what the heads are made from."""
    files = [CUES, *sorted(EXEMPLARS.glob("*.jsonl"))]
    parts = [encoder.version.encode(), *(path.read_bytes() for path in files)]
    return f"exemplars-{hashlib.sha256(b''.join(parts)).hexdigest()[:12]}"


def weights_from_exemplars(encoder: Encoder, cache: Path | None, tell: Callable[[str], None]) -> Path:
    """The weights file in the cache folder, trained now if it is not there; says each time what is missing."""
    why = "were trained with another encoder" if WEIGHTS.is_file() else "are missing"
    tell(
        f"The trained weights of the local annotator {why}: it has learned from the written exemplars alone, "
        "and marks much less reliably. `make train` trains it on comments."
    )
    folder = cache or Path(tempfile.mkdtemp(prefix="cruxmap-heads-"))
    path = folder / f"heads-{exemplar_version(encoder)}.json"
    if not path.is_file():
        tell("Learning from the exemplars, once (some minutes).")
        _train(encoder, path)
    return path


def _train(encoder: Encoder, path: Path) -> None:
    """Written beside and renamed, so that another process never reads half a file."""
    from annotate.training import train

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    os.close(handle)
    try:
        train(encoder, load_framework(), [], Path(beside))
        Path(beside).replace(path)
    finally:
        Path(beside).unlink(missing_ok=True)
