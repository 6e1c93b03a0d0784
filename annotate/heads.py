"""Trained heads: one linear rule a label, with calibration and thresholds, in one text file."""

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.features import Vocabulary
from debate.errors import CruxmapError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("weights.json")
CUES = Path(__file__).with_name("cues.toml")
ROWS = ("bias", "slope", "shift", "emit")
"""What a head has once a label."""


class WeightsError(CruxmapError):
    """The weights file is missing, damaged, or made for other cues or another encoder."""


@dataclass(frozen=True, slots=True)
class Head:
    """Linear rules over one kind of features."""

    labels: tuple[str, ...]
    weights: "Array"
    """Shape (features, labels)."""
    bias: "Array"
    slope: "Array"
    """Platt scaling: probability = sigmoid(slope · score + shift)."""
    shift: "Array"
    emit: "Array"
    """The probability from which a label is given at all: best F1 on labelled passages that it was not fitted on."""

    def probabilities(self, features: "Array") -> "Array":
        """Calibrated probability of each label: shape (texts, labels)."""
        import numpy as np

        scores = features @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-(scores * self.slope + self.shift))), np.float32)


@dataclass(frozen=True, slots=True)
class Heads:
    """Everything the local annotator has learned."""

    version: str
    """Hash of the file: the annotator's version."""
    encoder: str
    """Version of the encoder whose vectors the heads were trained on."""
    vocabulary: Vocabulary
    passage: Head
    """Steps, stance and assumptions of a passage."""
    criteria: Head
    """Criteria of a sentence."""
    cues_only: Head
    """Steps, stance and assumptions from cues alone, for languages the encoder does not know."""


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
            passage=_head(data["passage"]),
            criteria=_head(data["criteria"]),
            cues_only=_head(data["cues_only"]),
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


def pack(array: Any) -> dict[str, Any]:
    """An array as text: half-precision floats in base64, rows kept."""
    import numpy as np

    half = np.atleast_2d(np.asarray(array)).astype("<f2")
    return {"shape": list(half.shape), "f2": base64.b64encode(half.tobytes()).decode("ascii")}


def unpack(packed: dict[str, Any], dtype: Any) -> "Array":
    """The array that `pack` wrote."""
    import numpy as np

    flat = np.frombuffer(base64.b64decode(packed["f2"]), "<f2")
    return flat.reshape(packed["shape"]).astype(dtype)


def pack_head(head: Head) -> dict[str, Any]:
    """A head as text; a label's weights are whole steps of its largest one, 127 to either side."""
    import numpy as np

    scale = np.maximum(np.abs(head.weights).max(axis=0), 1e-6).astype("<f2")
    steps = np.round(head.weights / scale.astype(np.float32) * 127).clip(-127, 127).astype("i1")
    packed = {"shape": list(steps.shape), "i1": base64.b64encode(steps.tobytes()).decode("ascii")}
    rows = {name: pack(getattr(head, name)) for name in ROWS}
    return {"labels": list(head.labels), "scale": pack(scale), "weights": packed, **rows}


def _head(data: dict[str, Any]) -> Head:
    import numpy as np

    rows = {name: unpack(data[name], np.float32)[0] for name in ROWS}
    steps = np.frombuffer(base64.b64decode(data["weights"]["i1"]), "i1").reshape(data["weights"]["shape"])
    weights = steps.astype(np.float32) * (unpack(data["scale"], np.float32)[0] / 127)
    return Head(labels=tuple(data["labels"]), weights=weights, **rows)
