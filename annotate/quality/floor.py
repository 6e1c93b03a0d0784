"""What would be scored by saying the same of everything: a figure no better than this shows that nothing was learned.

Of all answers that never change the best one is taken, in knowledge of the gold, so the floor is on the high side.
"""

from collections import Counter
from collections.abc import Sequence

Opinions = Sequence[frozenset[str] | None]
"""What holds of each passage or document; None where nothing was said either way."""


def macro_floor(truth: Opinions) -> float | None:
    """Macro-F1 of saying every label that occurs; None when none does.

    A label that holds in n of N is found with F1 2n / (N + n).
    """
    found = _f1_when_always_said(truth)
    return sum(found) / len(found) if found else None


def choice_floor(truth: Opinions) -> float | None:
    """Macro-F1 of always choosing the label that makes it highest, where one is to be chosen; None without labels."""
    found = _f1_when_always_said(truth)
    return max(found) / len(found) if found else None


def micro_floor(truth: Opinions) -> float | None:
    """Micro-F1 of always saying the commonest labels, as many as make it highest; None when there is none."""
    counts, rows = _count(truth)
    held = sum(counts.values())
    right, best = 0, 0.0
    for said, (_, count) in enumerate(counts.most_common(), 1):
        right += count
        best = max(best, 2 * right / (said * rows + held))
    return best if held else None


def _f1_when_always_said(truth: Opinions) -> list[float]:
    counts, rows = _count(truth)
    return [2 * count / (rows + count) for count in counts.values()]


def _count(truth: Opinions) -> tuple[Counter[str], int]:
    there = [one for one in truth if one is not None]
    return Counter(label for one in there for label in one), len(there)
