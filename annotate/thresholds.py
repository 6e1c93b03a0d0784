"""From which probability a label is given."""

from typing import Any

ROUNDS = 6


def best_threshold(probability: Any, truth: Any) -> float:
    """Where F1 is best; the middle of the plateau, as its edge is luck."""
    import numpy as np
    from sklearn.metrics import f1_score

    grid = np.linspace(0.05, 0.9, 86)
    scores = np.array([f1_score(truth, probability >= threshold, zero_division=0) for threshold in grid])
    return float(grid[_plateau(scores, 3)])


def best_offsets(scores: Any, truth: Any, weights: Any) -> Any:
    """What to add to each label's log-probability so that macro-F1 of the likeliest is best, a label at a time.

    Shapes: scores (texts, labels), truth and weights (texts,); the result (labels,) has mean zero.
    """
    import numpy as np

    grid = np.linspace(-2.5, 2.5, 51)
    offsets = np.zeros(scores.shape[1])
    for _ in range(ROUNDS):
        for label in range(len(offsets)):
            tried = np.tile(offsets, (len(grid), 1))
            tried[:, label] = grid
            found = np.array([_macro_f1((scores + one).argmax(axis=1), truth, weights) for one in tried])
            offsets[label] = grid[_plateau(found, 2)]
    return offsets - offsets.mean()


def _macro_f1(given: Any, truth: Any, weights: Any) -> float:
    """2·TP / (given + true) of each label that occurs, averaged."""
    import numpy as np

    labels = np.unique(truth)
    hits = [2 * weights[(given == label) & (truth == label)].sum() for label in labels]
    sums = [weights[given == label].sum() + weights[truth == label].sum() for label in labels]
    return float(np.mean([hit / total for hit, total in zip(hits, sums, strict=True)]))


def _plateau(scores: Any, reach: int) -> int:
    """The place of the best score, each taken as the mean of its neighbours up to `reach` places away."""
    import numpy as np

    width = 2 * reach + 1
    return int(np.argmax(np.convolve(np.pad(scores, reach, mode="edge"), np.ones(width) / width, mode="valid")))
