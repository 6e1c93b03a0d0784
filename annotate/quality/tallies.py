"""What was said counted against the gold: by label, by language, by stance, and mark by mark."""

from collections.abc import Mapping, Sequence

from annotate.quality.agreement import pairs_of
from annotate.quality.calibration import Scored
from annotate.quality.gold import NO_STANCE, STANCES, GoldPassage, Kind
from annotate.quality.predictions import Prediction
from annotate.quality.scores import Scores, labels_of, score
from debate.framework import Framework

Predictions = Mapping[str, Prediction]
"""By passage id."""


def scored(gold: Sequence[GoldPassage], predictions: Predictions, kinds: Sequence[Kind]) -> tuple[list[Scored], int]:
    """Every label said, with whether it is right; and how many the gold has that were not said.

    The stance *none* is the absence of a mark: it is neither said nor missed.
    """
    given, missed = [], 0
    for passage in gold:
        said = predictions[passage.id].said
        for kind in kinds:
            held = passage.labels.of(kind)
            if held is None:
                continue
            own = {label: one.confidence for (found, label), one in said.items() if found is kind}
            given += [Scored(confidence, label in held) for label, confidence in own.items()]
            missed += len(held - {NO_STANCE} - set(own))
    return given, missed


def scores_of(gold: Sequence[GoldPassage], predictions: Predictions, framework: Framework) -> dict[Kind, Scores]:
    """Precision, recall and F1 of each kind, over the passages that the gold labels with it."""
    return {kind: score(*sets_of(gold, predictions, kind), labels_of(kind, framework)) for kind in Kind}


def sets_of(
    gold: Sequence[GoldPassage], predictions: Predictions, kind: Kind
) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """What holds and what is said, for the passages that the gold labels with this kind."""
    said = [predictions[one.id].labels() for one in gold]
    pairs = list(pairs_of(kind, [one.labels for one in gold], said))
    return [pair.left for pair in pairs], [pair.right for pair in pairs]


def by_language(
    gold: Sequence[GoldPassage], predictions: Predictions, framework: Framework
) -> dict[str, dict[str, float | None]]:
    """Headline figures, and the number of passages, of each language."""
    found: dict[str, dict[str, float | None]] = {}
    for language in sorted({str(one.language) for one in gold}):
        part = [one for one in gold if one.language == language]
        scores = scores_of(part, predictions, framework)
        found[language] = {
            "passages": len(part),
            "steps.macro_f1": scores[Kind.STEPS].macro_f1,
            "stance.macro_f1": scores[Kind.STANCE].macro_f1,
            "assumptions.micro_f1": scores[Kind.ASSUMPTIONS].micro_f1,
        }
    return found


def confusion(gold: Sequence[GoldPassage], predictions: Predictions) -> dict[str, dict[str, int]]:
    """Stance in the gold -> stance said -> passages."""
    found = {held: dict.fromkeys(STANCES, 0) for held in STANCES}
    for held, said in zip(*sets_of(gold, predictions, Kind.STANCE), strict=True):
        found[min(held)][min(said)] += 1
    return found
