"""Readers: what can be said of a passage or a sentence, by experts for different kinds of text."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotate.head import Head, pack_head, unpack_head

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Expert:
    """What is to be said of one kind of text."""

    topics: Head
    """Steps and assumptions: any number of them."""
    stance: Head
    """Exactly one."""

    def heads(self) -> tuple[Head, Head]:
        """Both; together they have every label once."""
        return self.topics, self.stance


@dataclass(frozen=True, slots=True)
class Reader:
    """One or two experts, and how much each has to say of a text: a mixture of experts (Jacobs et al. 1991)."""

    experts: tuple[Expert, ...]
    gate: Head | None = None
    """Its one label: the text is of the first expert's kind. None where there is one expert."""

    def shares(self, features: "Array") -> "Array":
        """What each expert's word weighs: shape (texts, experts), each row adds up to one."""
        import numpy as np

        if self.gate is None:
            return np.ones((features.shape[0], 1), np.float32)
        first = self.gate.probabilities(features)
        return np.hstack([first, 1 - first])

    def chances(self, features: "Array", shares: "Array") -> list[dict[str, float]]:
        """The probability of every label, for each text; `shares` has a row a text, or one for all."""
        import numpy as np

        found = [np.hstack([head.probabilities(features) for head in expert.heads()]) for expert in self.experts]
        mixed = sum(shares[:, [at]] * chances for at, chances in enumerate(found))
        return [dict(zip(self._labels(), row, strict=True)) for row in np.asarray(mixed).tolist()]

    def read(self, features: "Array") -> list[tuple["Array", dict[str, float]]]:
        """Each text's shares, and its chances."""
        shares = self.shares(features)
        return list(zip(shares, self.chances(features, shares), strict=True))

    def emits(self, shares: "Array") -> dict[str, float]:
        """The probability from which each label is given, where the experts' words weigh so: shape (experts,)."""
        import numpy as np

        found = [np.concatenate([head.emit for head in expert.heads()]) for expert in self.experts]
        mixed = sum(share * emit for share, emit in zip(shares, found, strict=True))
        return dict(zip(self._labels(), np.asarray(mixed).tolist(), strict=True))

    def _labels(self) -> list[str]:
        return [label for head in self.experts[0].heads() for label in head.labels]


def pack_reader(reader: Reader) -> dict[str, Any]:
    """A reader as text."""
    experts = [{"topics": pack_head(one.topics), "stance": pack_head(one.stance)} for one in reader.experts]
    return {"experts": experts, "gate": reader.gate and pack_head(reader.gate)}


def unpack_reader(data: dict[str, Any]) -> Reader:
    """The reader that `pack_reader` wrote."""
    experts = (Expert(unpack_head(one["topics"]), unpack_head(one["stance"])) for one in data["experts"])
    return Reader(tuple(experts), data["gate"] and unpack_head(data["gate"]))
