"""Learning rules from a few dozen made-up passages."""

import numpy as np
import pytest
from scipy import sparse

from annotate.examples import Example
from annotate.fitting import Lesson, fit_each, fit_gate
from annotate.labels import passage_labels, stance_labels
from annotate.lessons import fit_reader
from annotate.thresholds import best_offsets, best_threshold
from debate.framework import load_framework

FRAMEWORK = load_framework()
PLACES = {label: at for at, label in enumerate(passage_labels(FRAMEWORK))}


def example(number: int, kind: str, *labels: str) -> Example:
    return Example(f"{kind} {number}", frozenset(labels), f"{kind}-{number // 2}", kind)


def passages(kind: str, count: int) -> list[Example]:
    """Every other one speaks of the threat and raises it; the others have no bearing."""
    both = (("step:threat", "stance:raises"), ("stance:none",))
    return [example(number, kind, *both[number % 2]) for number in range(count)]


def features_of(examples: list[Example]) -> sparse.csr_matrix:
    """A column a label, one for the kind, and noise."""
    table = np.random.default_rng(1).normal(0, 0.2, (len(examples), len(PLACES) + 2))
    for row, one in enumerate(examples):
        table[row, [PLACES[label] for label in one.labels]] += 1
        table[row, -1] = one.kind == "comment"
    return sparse.csr_matrix(table.astype(np.float32))


def everything(examples: list[Example]) -> Lesson:
    rows = np.arange(len(examples))
    return Lesson(rows, rows[:0], rows, rows[:0])


def test_what_is_learned_is_said_of_passages_like_those_learned_from() -> None:
    examples = passages("short", 40)
    reader = fit_reader(features_of(examples), examples, FRAMEWORK)
    speaking, silent = (chances for _, chances in reader.read(features_of(examples).toarray()[:2]))
    emits = reader.emits(np.ones(1, np.float32))
    assert speaking["step:threat"] > emits["step:threat"] > silent["step:threat"]
    stances = [label.removeprefix("stance:") for label in stance_labels()]
    for chances, stance in ((speaking, "raises"), (silent, "none")):
        assert max(stances, key=lambda one: chances[f"stance:{one}"] / emits[f"stance:{one}"]) == stance


def test_what_nobody_ever_said_is_never_said() -> None:
    examples = passages("short", 40)
    reader = fit_reader(features_of(examples), examples, FRAMEWORK)
    emits = reader.emits(np.ones(1, np.float32))
    for _, chances in reader.read(features_of(examples).toarray()):
        assert chances["step:uncertainty"] < emits["step:uncertainty"]
        assert chances["stance:mixed"] < 0.01


def test_without_comments_there_is_one_expert_and_no_gate() -> None:
    examples = passages("short", 30)
    reader = fit_reader(features_of(examples), examples, FRAMEWORK)
    assert (len(reader.experts), reader.gate) == (1, None)


def test_with_comments_there_are_two_and_the_gate_knows_a_comment() -> None:
    examples = passages("comment", 40) + passages("short", 40)
    features = features_of(examples)
    reader = fit_reader(features, examples, FRAMEWORK)
    assert len(reader.experts) == 2
    shares = reader.shares(features.toarray())
    assert shares[:40, 0].min() > shares[40:, 0].max()
    assert shares.sum(axis=1) == pytest.approx(np.ones(80))


def test_passages_for_choosing_move_a_threshold_and_no_weight() -> None:
    learned = passages("comment", 60) + passages("short", 20)
    wrong = [example(number, "choosing", "stance:none") for number in range(60)]
    lookalikes = [example(number, "choosing", "step:threat", "stance:raises") for number in range(60)]
    table = sparse.vstack([features_of(learned), features_of(lookalikes) * 0.6]).tocsr()
    without = fit_reader(table[: len(learned)], learned, FRAMEWORK).experts[0].topics
    told = fit_reader(table, learned + wrong, FRAMEWORK).experts[0].topics
    assert np.array_equal(told.weights, without.weights)
    assert told.emit[told.labels.index("step:threat")] > without.emit[without.labels.index("step:threat")]


def test_documents_that_are_scored_were_not_learned_from() -> None:
    """With labels drawn by lot, scores of documents not seen tell nothing, however well the rule fits its own."""
    lot = np.random.default_rng(5)
    examples = [
        example(number, "short", *(["step:threat"] if lot.random() < 0.5 else []), "stance:none")
        for number in range(60)
    ]
    features = sparse.csr_matrix(lot.normal(size=(60, 200)).astype(np.float32))
    learned = fit_each(features, examples, ["step:threat"], everything(examples))
    truth = np.array(["step:threat" in one.labels for one in examples])
    own = (features @ learned.head.weights + learned.head.bias)[:, 0] > 0
    assert (own == truth).mean() == 1
    assert 0.25 < ((learned.unseen[:, 0] > 0) == truth).mean() < 0.75


def test_learning_twice_gives_the_same() -> None:
    examples = passages("comment", 40) + passages("short", 40)
    first, second = (fit_reader(features_of(examples), examples, FRAMEWORK) for _ in range(2))
    for one, other in zip(first.experts, second.experts, strict=True):
        assert np.array_equal(one.topics.weights, other.topics.weights)
        assert np.array_equal(one.stance.weights, other.stance.weights)


def test_a_gate_is_sure_where_the_kinds_are_far_apart() -> None:
    features = sparse.csr_matrix(np.repeat([[3.0, 0.0], [0.0, 3.0]], 20, axis=0).astype(np.float32))
    gate = fit_gate(features, np.arange(20), np.arange(20, 40))
    assert gate.probabilities(features.toarray())[[0, -1], 0] == pytest.approx([1, 0], abs=0.1)


def test_a_threshold_lies_between_what_is_and_what_is_not() -> None:
    truth = np.array([False] * 50 + [True] * 50)
    assert 0.3 < best_threshold(np.where(truth, 0.7, 0.3), truth) <= 0.7


def test_offsets_give_a_label_that_is_always_second_its_due() -> None:
    truth = np.array([0] * 50 + [1] * 10)
    scores = np.log(np.where(truth[:, None] == 1, [[0.6, 0.4]], [[0.9, 0.1]]))
    assert (scores.argmax(axis=1) == 1).sum() == 0
    offsets = best_offsets(scores, truth, np.ones(60))
    assert np.array_equal((scores + offsets).argmax(axis=1), truth)
    assert offsets.mean() == pytest.approx(0)
