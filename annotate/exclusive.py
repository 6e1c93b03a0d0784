"""Fits a head for labels of which a passage has exactly one: the stance."""

from collections.abc import Sequence
from typing import Any

from annotate.examples import Example
from annotate.fitting import CHOICE_WEIGHT, FOLDS, Learned, Lesson
from annotate.head import Head
from annotate.thresholds import best_offsets

LISTENING = 0.5
"""What the rules for the other labels weigh beside the passage itself.

With it the stance's macro-F1 on documents for choosing, left out in turn, is .62; without it .59; at 1 it is .61.
"""
PRIOR, LISTENING_PRIOR = 1.0, 0.01
"""Inverse strengths of regularisation: for many features, and for a few dozen scores that say much the same."""


def fit_exclusive(
    features: Any, examples: Sequence[Example], labels: Sequence[str], lesson: Lesson, learned: Learned
) -> Head:
    """A softmax over the passage's features, plus one over what the rules for all labels make of them.

    Both are linear, so their sum is one matrix. Every passage of the lesson has exactly one of `labels`.
    """
    import numpy as np

    truth = np.array([_place(example, labels) for example in examples])
    learning, known = features[lesson.main], truth[lesson.main]
    middle, spread = learned.unseen.mean(axis=0), learned.unseen.std(axis=0)
    spread[spread == 0] = 1.0
    heard = (learned.unseen - middle) / spread
    weights, bias = _softmax(learning, known, PRIOR, len(labels))
    more, further = _softmax(heard, known, LISTENING_PRIOR, len(labels))
    weights = weights + LISTENING * (learned.head.weights / spread) @ more
    bias = bias + LISTENING * (further + ((learned.head.bias - middle) / spread) @ more)
    judged = np.isin(lesson.main, lesson.judged)
    groups = [examples[at].group for at in lesson.main]
    unseen, held = _unseen(learning, heard, known, groups, len(labels))[judged], known[judged]
    slope, shift = _calibrated(unseen, held)
    scores = np.concatenate([unseen, features[lesson.choosing] @ weights + bias]) * slope + shift
    offsets = _offsets(scores, np.concatenate([held, truth[lesson.choosing]]), len(held))
    return Head(
        labels=tuple(labels),
        weights=weights.astype(np.float32),
        bias=bias.astype(np.float32),
        slope=np.full(len(labels), slope, np.float32),
        shift=shift.astype(np.float32),
        emit=(np.exp(-offsets) / np.exp(-offsets).sum()).astype(np.float32),
        exclusive=True,
    )


def _place(example: Example, labels: Sequence[str]) -> int:
    return next(at for at, label in enumerate(labels) if label in example.labels)


def _softmax(features: Any, truth: Any, prior: float, width: int) -> tuple[Any, Any]:
    """Weights, shape (features, labels), and bias; a label without an example never wins."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=prior, class_weight="balanced", max_iter=300).fit(features, truth)
    weights, bias = np.zeros((features.shape[1], width)), np.full(width, -9.0)
    if len(model.classes_) == 2:
        weights[:, model.classes_[1]], bias[model.classes_] = model.coef_[0], (0.0, model.intercept_[0])
    else:
        weights[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return weights, bias


def _unseen(features: Any, heard: Any, truth: Any, groups: Sequence[str], width: int) -> Any:
    """The scores of each passage by softmaxes that have seen nothing of its document."""
    import numpy as np
    from sklearn.model_selection import GroupKFold

    scores = np.zeros((len(truth), width))
    for learn, check in GroupKFold(min(FOLDS, len(set(groups)))).split(heard, groups=groups):
        for rows, prior, share in ((features, PRIOR, 1.0), (heard, LISTENING_PRIOR, LISTENING)):
            weights, bias = _softmax(rows[learn], truth[learn], prior, width)
            scores[check] += share * (rows[check] @ weights + bias)
    return scores


def _calibrated(scores: Any, truth: Any) -> tuple[float, Any]:
    """One slope and a shift a label, at the least log loss: temperature scaling (Guo et al. 2017) with a bias."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import log_softmax

    at = np.arange(len(truth))

    def loss(parameters: Any) -> Any:
        chances = log_softmax(scores * parameters[0] + parameters[1:], axis=1)
        return -chances[at, truth].mean() + 1e-4 * (parameters[1:] ** 2).sum()

    best = minimize(loss, np.r_[1.0, np.zeros(scores.shape[1])], method="L-BFGS-B").x
    return float(best[0]), best[1:]


def _offsets(scores: Any, truth: Any, learned: int) -> Any:
    """What is added to each label's log-probability; rows from `learned` on are those for choosing."""
    import numpy as np
    from scipy.special import log_softmax

    weights = np.full(len(truth), float(CHOICE_WEIGHT))
    weights[:learned] = 1.0
    return best_offsets(log_softmax(scores, axis=1), truth, weights)
