"""Agreement beyond chance, with the gold and with each annotator, beside what annotators reach among themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from annotate.quality.gold import GoldPassage, Kind, Labels
from annotate.quality.scores import labels_of, score
from debate.framework import Framework

Opinions = Sequence[Labels | None]
"""One opinion a passage, None where there is none."""


class Pair(NamedTuple):
    """What two opinions say of the same passage."""

    left: frozenset[str]
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two opinions compared, or the mean of several such comparisons."""

    kappa: Mapping[str, float | None]
    """Cohen's kappa by step id, and `stance` (five-way): 1 complete, 0 as by chance. None when both always say
    the same one thing, so that chance cannot be told from agreement, or when there is nothing to compare."""
    f1: Mapping[str, float | None]
    """Steps and stance macro, assumptions micro."""


@dataclass(frozen=True, slots=True)
class Agreements:
    """One annotator against everybody, and everybody among themselves."""

    gold: Agreement
    annotators: tuple[Agreement, ...]
    """Against each single annotator of the gold, in order."""
    ceiling: Agreement | None
    """The annotators of the gold among themselves, mean over pairs; None with fewer than two."""


def agree(gold: Sequence[GoldPassage], said: Opinions, framework: Framework) -> Agreements:
    """Compare what one annotator says with the gold and with each of its annotators."""
    people = range(max((len(one.annotators) for one in gold), default=0))
    opinions = [[one.annotators[at] if at < len(one.annotators) else None for one in gold] for at in people]
    among = [compare(left, right, framework) for left, right in combinations(opinions, 2)]
    return Agreements(
        gold=compare([one.labels for one in gold], said, framework),
        annotators=tuple(compare(opinion, said, framework) for opinion in opinions),
        ceiling=_mean_of(among) if among else None,
    )


def compare(left: Opinions, right: Opinions, framework: Framework) -> Agreement:
    """Two opinions on the same passages."""
    pairs = {kind: list(pairs_of(kind, left, right)) for kind in Kind}
    kappas = {
        step: kappa([(step in one.left, step in one.right) for one in pairs[Kind.STEPS]])
        for step in labels_of(Kind.STEPS, framework)
    }
    kappas["stance"] = kappa([(min(one.left), min(one.right)) for one in pairs[Kind.STANCE]])
    f1 = {}
    for kind in Kind:
        found = score([a for a, _ in pairs[kind]], [b for _, b in pairs[kind]], labels_of(kind, framework))
        f1[kind.value] = found.micro_f1 if kind is Kind.ASSUMPTIONS else found.macro_f1
    return Agreement(kappas, f1)


def pairs_of(kind: Kind, left: Opinions, right: Opinions) -> Iterator[Pair]:
    """The passages on which both say something of this kind."""
    for one, other in zip(left, right, strict=True):
        a, b = one.of(kind) if one else None, other.of(kind) if other else None
        if a is not None and b is not None:
            yield Pair(a, b)


def kappa(pairs: Sequence[tuple[object, object]]) -> float | None:
    """Cohen's kappa, by scikit-learn; None as `Agreement.kappa` says."""
    from sklearn.metrics import cohen_kappa_score

    left, right = [str(a) for a, _ in pairs], [str(b) for _, b in pairs]
    if len({*left, *right}) < 2:
        return None
    return float(cohen_kappa_score(left, right))


def _mean_of(found: Sequence[Agreement]) -> Agreement:
    return Agreement(
        {name: mean([one.kappa[name] for one in found]) for name in found[0].kappa},
        {name: mean([one.f1[name] for one in found]) for name in found[0].f1},
    )


def mean(values: Sequence[float | None]) -> float | None:
    """Of those that are there; None when none is."""
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if there else None
