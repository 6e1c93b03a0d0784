"""Precision, recall and F1 of sets of labels, one label at a time and together; scikit-learn does the sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.quality.gold import STANCES, Kind
from debate.framework import Framework
from debate.marks import Pole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.int64]

Sets = Sequence[frozenset[str]]
"""One set of labels a passage."""


@dataclass(frozen=True, slots=True)
class Score:
    """How well one label is found, each 0 to 1; precision is 0 when it is never said, recall when it never holds."""

    precision: float
    recall: float
    f1: float
    support: int
    """How often it holds in the gold."""
    said: int


@dataclass(frozen=True, slots=True)
class Scores:
    """All labels of one kind."""

    rows: int
    """How many passages were scored."""
    per_label: Mapping[str, Score]
    """In the framework's order, labels that never occur included."""
    macro_f1: float | None
    """Mean F1 of the labels that occur in the gold or are said; None when there is none."""
    micro: Score
    """All labels together: every (passage, label) counts once."""

    @property
    def micro_f1(self) -> float | None:
        """F1 of all labels together; None when nothing was scored."""
        return self.micro.f1 if self.rows else None


def labels_of(kind: Kind, framework: Framework) -> list[str]:
    """Every label there can be, in a fixed order."""
    if kind is Kind.STEPS:
        return [step.id for step in framework.steps]
    if kind is Kind.STANCE:
        return list(STANCES)
    return [f"{slot.id}:{pole}" for slot in framework.slots for pole in Pole]


def score(truth: Sets, said: Sets, labels: Sequence[str]) -> Scores:
    """Compare what is said with what holds, passage by passage; without passages, all is 0 and macro-F1 None."""
    from sklearn.metrics import precision_recall_fscore_support

    if not truth:
        nothing = Score(0.0, 0.0, 0.0, 0, 0)
        return Scores(0, dict.fromkeys(labels, nothing), None, nothing)
    held, given = table(truth, labels), table(said, labels)
    # A table of one label is a yes-or-no question to scikit-learn, of which only the yes is asked for.
    asked = [1] if len(labels) == 1 else None
    columns = precision_recall_fscore_support(held, given, labels=asked, average=None, zero_division=0)
    per_label = {
        label: Score(float(p), float(r), float(f), int(support), int(count))
        for label, p, r, f, support, count in zip(labels, *columns, given.sum(axis=0), strict=True)
    }
    p, r, f, _ = precision_recall_fscore_support(held, given, labels=asked, average="micro", zero_division=0)
    seen = [one.f1 for one in per_label.values() if one.support or one.said]
    return Scores(
        rows=len(truth),
        per_label=per_label,
        macro_f1=sum(seen) / len(seen) if seen else None,
        micro=Score(float(p), float(r), float(f), int(held.sum()), int(given.sum())),
    )


def table(sets: Sets, labels: Sequence[str]) -> "Table":
    """Passages by labels, 1 where it holds; a label that is not in `labels` is left out."""
    import numpy as np

    return np.array([[label in one for label in labels] for one in sets], dtype=np.int64).reshape(-1, len(labels))


@dataclass(frozen=True, slots=True)
class SlotScore:
    """One assumption slot, its two poles together."""

    score: Score
    """Over both poles: right only when the pole is right."""
    slot_alone: Score
    """Whether the slot is found, whatever the pole."""
    flipped: int
    """Passages where the slot is right and the pole is the opposite one alone."""


def score_slots(truth: Sets, said: Sets, framework: Framework) -> dict[str, SlotScore]:
    """Each slot by itself."""
    found = {}
    for slot in framework.slots:
        poles = [f"{slot.id}:{pole}" for pole in Pole]
        held = [one & set(poles) for one in truth]
        given = [one & set(poles) for one in said]
        found[slot.id] = SlotScore(
            score=score(held, given, poles).micro,
            slot_alone=score(_any(held, slot.id), _any(given, slot.id), [slot.id]).micro,
            flipped=sum(bool(a and b and not a & b) for a, b in zip(held, given, strict=True)),
        )
    return found


def _any(sets: Sets, name: str) -> list[frozenset[str]]:
    return [frozenset([name]) if one else frozenset() for one in sets]
