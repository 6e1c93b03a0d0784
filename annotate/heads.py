"""What the local annotator has learned, in one text file."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from annotate.features import Vocabulary
from annotate.head import Head, unpack, unpack_head
from annotate.reader import Reader, unpack_reader
from debate.errors import CruxmapError

WEIGHTS = Path(__file__).with_name("weights.json")
CUES = Path(__file__).with_name("cues.toml")


class WeightsError(CruxmapError):
    """The weights file is missing, damaged, or made for other cues or another encoder."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Everything the local annotator has learned."""

    version: str
    """Hash of the file: the annotator's version."""
    encoder: str
    """Version of the encoder whose vectors the heads were trained on."""
    vocabulary: Vocabulary
    reader: Reader
    """Of vectors, cues and words."""
    criteria: Head
    """Criteria of a sentence."""
    by_cues: Reader
    """Of cues alone, for languages that the encoder does not know."""


@cache
def load_heads(path: Path = WEIGHTS) -> Heads:
    """Read the weights file; raises WeightsError with the command that makes it anew."""
    import numpy as np

    try:
        raw = path.read_bytes()
        data = json.loads(raw)
        return Heads(
            version=hashlib.sha256(raw).hexdigest()[:12],
            encoder=data["encoder"],
            vocabulary=Vocabulary(tuple(data["vocabulary"]), unpack(data["idf"], np.float32)[0]),
            reader=unpack_reader(data["reader"]),
            criteria=unpack_head(data["criteria"]),
            by_cues=unpack_reader(data["by_cues"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise _unusable(path, wrong) from wrong


def trained_with(path: Path) -> str | None:
    """Version of the encoder that a weights file was trained with; None when there is no such file."""
    if not path.is_file():
        return None
    try:
        return str(json.loads(path.read_bytes())["encoder"])
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise _unusable(path, wrong) from wrong


def _unusable(path: Path, wrong: Exception) -> WeightsError:
    return WeightsError(
        f"The weights “{path.name}” cannot be used: {wrong}.", "Install cruxmap anew, or run `make train`."
    )
