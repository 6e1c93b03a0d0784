"""Fits heads: one logistic regression a label, calibrated and given a threshold on documents it has not seen."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from annotate.examples import Example
from annotate.heads import ROWS, Head
from annotate.thresholds import best_threshold
from debate.framework import Framework

FOLDS = 5
RARE = 8
"""A label with fewer examples among the comments is learned from the exemplars too."""
CHOICE_WEIGHT = 5
"""How often a passage for choosing counts where a threshold is chosen: three annotators stand behind its labels."""
EXEMPLAR_WEIGHT = 0.3
"""What an exemplar weighs beside a comment, where both teach a criterion."""


def fit(features: Any, examples: Sequence[Example], labels: Sequence[str], kinds: tuple[str, str]) -> Head:
    """One logistic regression a label, calibrated on predictions for documents it has not seen.

    The first kind is what is learned from; the second is added for labels that are rare in the first.
    Passages for choosing have a say in where the threshold lies, and in nothing else.
    """
    import numpy as np

    by_kind = {kind: [at for at, one in enumerate(examples) if one.kind == kind] for kind in (*kinds, "choosing")}
    choosing = np.array(by_kind["choosing"] if kinds[0] == "comment" else [], dtype=int)
    columns = []
    for label in labels:
        truth = np.array([label in example.labels for example in examples])
        rare = truth[by_kind[kinds[0]]].sum() < RARE
        rows = np.array(list(dict.fromkeys(by_kind[kinds[0]] + (by_kind[kinds[1]] if rare else []))))
        scores = _unseen(features[rows], truth[rows], [examples[at].group for at in rows])
        more = Choosing(features[choosing], truth[choosing])
        columns.append(_fit_one(features[rows], truth[rows], np.ones(len(rows)), scores, more))
    return _head_of(labels, columns)


def fit_criteria(features: Any, examples: Sequence[Example], framework: Framework) -> Head:
    """The same for criteria: from exemplars and their sentences, and from comments where somebody said.

    Where enough comments meet a criterion, it is calibrated on them alone.
    """
    import numpy as np

    criteria = sorted(framework.criteria)
    columns = []
    for criterion in criteria:
        rows = [at for at, one in enumerate(examples) if one.kind != "choosing" and criterion not in one.unsaid]
        truth = np.array([criterion in examples[at].labels for at in rows])
        comment = np.array([examples[at].kind == "comment" for at in rows])
        weights = np.where(comment, 1.0, EXEMPLAR_WEIGHT) if comment.any() else np.ones(len(rows))
        scores = _unseen(features[rows], truth, [examples[at].group for at in rows], weights)
        judged = comment if truth[comment].sum() >= RARE else np.ones(len(rows), dtype=bool)
        columns.append(_fit_one(features[rows], truth, weights, scores, judged=judged))
    return _head_of(criteria, columns)


class Choosing(NamedTuple):
    """Passages that thresholds are chosen with."""

    features: Any
    truth: Any


def _head_of(labels: Sequence[str], columns: Sequence[dict[str, Any]]) -> Head:
    import numpy as np

    rows_of = {name: np.array([column[name] for column in columns], np.float32) for name in ROWS}
    weights = np.stack([column["weights"] for column in columns], axis=1).astype(np.float32)
    return Head(tuple(labels), weights, **rows_of)


def _fit_one(
    features: Any, truth: Any, weights: Any, scores: Any, choosing: Choosing | None = None, judged: Any = None
) -> dict[str, Any]:
    """One label; `scores` are for documents not seen, and `judged` says on which rows it is calibrated."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    if truth.sum() < 2:
        return {"weights": np.zeros(features.shape[1]), "bias": -9.0, "slope": 1.0, "shift": 0.0, "emit": 1.0}
    unseen, held = (scores, truth) if judged is None else (scores[judged], truth[judged])
    platt = LogisticRegression(C=1e3).fit(unseen[:, None], held)
    model = _regression().fit(features, truth, weights)
    if choosing is not None and len(choosing.truth):
        unseen = np.concatenate([unseen, np.tile(model.decision_function(choosing.features), CHOICE_WEIGHT)])
        held = np.concatenate([held, np.tile(choosing.truth, CHOICE_WEIGHT)])
    return {
        "weights": model.coef_[0],
        "bias": float(model.intercept_[0]),
        "slope": float(platt.coef_[0, 0]),
        "shift": float(platt.intercept_[0]),
        "emit": best_threshold(platt.predict_proba(unseen[:, None])[:, 1], held),
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
