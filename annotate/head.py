"""A head: one linear rule a label, with calibration and thresholds, and its form as text."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

ROWS = ("bias", "slope", "shift", "emit")
"""What a head has once a label."""


@dataclass(frozen=True, slots=True)
class Head:
    """Linear rules over one kind of features, for labels of which a text may have several, or exactly one."""

    labels: tuple[str, ...]
    weights: "Array"
    """Shape (features, labels)."""
    bias: "Array"
    slope: "Array"
    """Platt scaling: probability = sigmoid(slope · score + shift), or the softmax of it for an exclusive head."""
    shift: "Array"
    emit: "Array"
    """The probability from which a label is given at all: best F1 on labelled passages that it was not fitted on.

    Of an exclusive head's labels, the one is given whose probability is the largest multiple of this.
    """
    exclusive: bool = False
    """Whether a text has exactly one of the labels."""

    def probabilities(self, features: "Array") -> "Array":
        """Calibrated probability of each label: shape (texts, labels)."""
        import numpy as np

        scores = (features @ self.weights + self.bias) * self.slope + self.shift
        if not self.exclusive:
            return np.asarray(1 / (1 + np.exp(-scores)), np.float32)
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)

    def only(self, labels: Sequence[str]) -> "Head":
        """The same rules for some of the labels."""
        columns = [self.labels.index(label) for label in labels]
        rows = {name: getattr(self, name)[columns] for name in ROWS}
        return Head(tuple(labels), self.weights[:, columns], exclusive=self.exclusive, **rows)


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
    return {
        "labels": list(head.labels),
        "exclusive": head.exclusive,
        "scale": pack(scale),
        "weights": packed,
        **rows,
    }


def unpack_head(data: dict[str, Any]) -> Head:
    """The head that `pack_head` wrote."""
    import numpy as np

    rows = {name: unpack(data[name], np.float32)[0] for name in ROWS}
    steps = np.frombuffer(base64.b64decode(data["weights"]["i1"]), "i1").reshape(data["weights"]["shape"])
    weights = steps.astype(np.float32) * (unpack(data["scale"], np.float32)[0] / 127)
    return Head(labels=tuple(data["labels"]), weights=weights, exclusive=data["exclusive"], **rows)
