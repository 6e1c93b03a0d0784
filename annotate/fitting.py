"""Fits heads: a logistic regression a label, calibrated and given a threshold on documents it has not seen."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from annotate.examples import Example
from annotate.head import ROWS, Head
from annotate.thresholds import best_threshold

FOLDS = 5
RARE = 8
"""A label with fewer examples among the comments is learned from the exemplars too."""
CHOICE_WEIGHT = 15
"""How often a passage for choosing counts where a threshold is chosen: three annotators stand behind its labels."""
EXEMPLAR_WEIGHT = 0.3
"""What an exemplar weighs beside a comment, where both teach a criterion."""
CALIBRATION = 0.1
"""Inverse strength of the prior on Platt scaling; with a weak one, rare labels come out much too sure."""


class Evidence(NamedTuple):
    """What a label's rule is calibrated and given its threshold with."""

    scores: Any
    """For rows whose document the rule has not seen."""
    truth: Any
    choosing: Any
    """Features of the passages for choosing."""
    chosen: Any
    """And whether they have the label."""


class Lesson(NamedTuple):
    """What an expert is learned from, as places of examples."""

    main: Any
    spare: Any
    """Added for labels that are rare in the main ones."""
    judged: Any
    """Those of the main ones that it is calibrated on: the kind of text it is an expert for."""
    choosing: Any
    """They have a say in where thresholds lie, and in nothing else."""


class Learned(NamedTuple):
    """A rule for each label, and what it says of passages whose document it has not seen."""

    head: Head
    unseen: Any
    """Shape (main passages, labels)."""


def fit_each(features: Any, examples: Sequence[Example], labels: Sequence[str], lesson: Lesson) -> Learned:
    """A rule for each label by itself."""
    import numpy as np

    columns, unseen = [], []
    for label in labels:
        truth = np.array([label in example.labels for example in examples])
        rare = truth[lesson.main].sum() < RARE
        rows = np.concatenate([lesson.main, lesson.spare]) if rare else lesson.main
        judged = np.isin(rows, np.concatenate([lesson.judged, lesson.spare]))
        scores = _unseen(features[rows], truth[rows], [examples[at].group for at in rows])
        unseen.append(scores[: len(lesson.main)])
        choosing = features[lesson.choosing], truth[lesson.choosing]
        evidence = Evidence(scores[judged], truth[rows][judged], *choosing)
        columns.append(_fit_one(features[rows], truth[rows], np.ones(len(rows)), evidence))
    return Learned(_head_of(labels, columns), np.stack(unseen, axis=1))


def fit_criteria(features: Any, examples: Sequence[Example], criteria: Sequence[str]) -> Head:
    """The same for criteria: from exemplars and their sentences, and from comments where somebody said.

    Where enough comments meet a criterion, it is calibrated on them alone.
    """
    import numpy as np

    usable = [at for at, one in enumerate(examples) if one.kind in {"comment", "short", "sentence"}]
    columns = []
    for criterion in criteria:
        rows = [at for at in usable if criterion not in examples[at].unsaid]
        truth = np.array([criterion in examples[at].labels for at in rows])
        comment = np.array([examples[at].kind == "comment" for at in rows])
        weights = np.where(comment, 1.0, EXEMPLAR_WEIGHT) if comment.any() else np.ones(len(rows))
        scores = _unseen(features[rows], truth, [examples[at].group for at in rows], weights)
        judged = comment if truth[comment].sum() >= RARE else np.ones(len(rows), dtype=bool)
        nothing = features[:0], truth[:0]
        columns.append(_fit_one(features[rows], truth, weights, Evidence(scores[judged], truth[judged], *nothing)))
    return _head_of(criteria, columns)


def fit_gate(features: Any, first: Any, second: Any) -> Head:
    """Tells one kind of text from another; `first` and `second` are places of rows."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    rows = np.concatenate([first, second])
    truth = np.isin(rows, first)
    model = LogisticRegression(C=0.3, class_weight="balanced", max_iter=1000).fit(features[rows], truth)
    column = {"weights": model.coef_[0], "bias": model.intercept_[0], "slope": 1.0, "shift": 0.0, "emit": 0.5}
    return _head_of(["first"], [column])


def _head_of(labels: Sequence[str], columns: Sequence[dict[str, Any]]) -> Head:
    import numpy as np

    bias, slope, shift, emit = (np.array([column[name] for column in columns], np.float32) for name in ROWS)
    weights = np.stack([column["weights"] for column in columns], axis=1).astype(np.float32)
    return Head(tuple(labels), weights, bias, slope, shift, emit)


def _fit_one(features: Any, truth: Any, weights: Any, evidence: Evidence) -> dict[str, Any]:
    """One label's column of a head."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    if min(truth.sum(), evidence.truth.sum()) < 2:
        return {"weights": np.zeros(features.shape[1]), "bias": -9.0, "slope": 1.0, "shift": 0.0, "emit": 1.0}
    model = _regression().fit(features, truth, weights)
    spread = evidence.scores.std() or 1.0
    platt = LogisticRegression(C=CALIBRATION).fit(evidence.scores[:, None] / spread, evidence.truth)
    scores, held = evidence.scores, evidence.truth
    if len(evidence.chosen):
        scores = np.concatenate([scores, np.tile(model.decision_function(evidence.choosing), CHOICE_WEIGHT)])
        held = np.concatenate([held, np.tile(evidence.chosen, CHOICE_WEIGHT)])
    return {
        "weights": model.coef_[0],
        "bias": float(model.intercept_[0]),
        "slope": float(platt.coef_[0, 0] / spread),
        "shift": float(platt.intercept_[0]),
        "emit": best_threshold(platt.predict_proba(scores[:, None] / spread)[:, 1], held),
    }


def _unseen(features: Any, truth: Any, groups: Sequence[str], weights: Any = None) -> Any:
    """The score of each row by a model that has seen nothing of its document."""
    import numpy as np
    from sklearn.model_selection import GroupKFold

    weights = np.ones(len(truth)) if weights is None else weights
    scores = np.zeros(len(truth))
    if truth.sum() < 2:
        return scores
    for learn, check in GroupKFold(min(FOLDS, len(set(groups)))).split(features, groups=groups):
        if truth[learn].any():
            model = _regression().fit(features[learn], truth[learn], weights[learn])
            scores[check] = model.decision_function(features[check])
    return scores


def _regression() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=1.0, class_weight="balanced", max_iter=1000, solver="liblinear", random_state=0)
