"""Heads, readers and their form as text."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from annotate.head import Head, pack_head, unpack_head
from annotate.heads import WEIGHTS, WeightsError, load_heads, trained_with
from annotate.labels import passage_labels, stance_labels
from annotate.reader import Expert, Reader, pack_reader, unpack_reader
from debate.framework import load_framework


def head(labels: tuple[str, ...], bias: tuple[float, ...], *, emit: float = 0.5, exclusive: bool = False) -> Head:
    """Weights of zero, so that the bias alone decides."""
    ones = np.ones(len(labels), np.float32)
    weights = np.zeros((3, len(labels)), np.float32)
    return Head(labels, weights, np.array(bias, np.float32), ones, 0 * ones, ones * emit, exclusive=exclusive)


def expert(step: float, stances: tuple[float, float], emit: float = 0.5) -> Expert:
    return Expert(
        head(("step:threat",), (step,), emit=emit), head(("stance:raises", "stance:none"), stances, exclusive=True)
    )


TEXTS = np.array([[1, 0, 0], [0, 1, 0]], np.float32)


def test_chances_of_an_exclusive_head_add_up_to_one() -> None:
    found = head(("a", "b", "c"), (5, 0, -500), exclusive=True).probabilities(TEXTS)
    assert found.sum(axis=1) == pytest.approx([1, 1])
    assert found[0] == pytest.approx([0.9933, 0.0067, 0], abs=1e-4)


def test_chances_of_other_heads_are_independent() -> None:
    assert head(("a", "b"), (0, 0)).probabilities(TEXTS).tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_a_reader_of_one_expert_says_what_the_expert_says() -> None:
    reader = Reader((expert(0, (0, 0), emit=0.3),))
    ((share, chances), _) = reader.read(TEXTS)
    assert share.tolist() == [1]
    assert chances == {"step:threat": 0.5, "stance:raises": 0.5, "stance:none": 0.5}
    assert reader.emits(share)["step:threat"] == pytest.approx(0.3)


def test_two_experts_are_heard_as_far_as_the_text_is_of_their_kind() -> None:
    lean = np.array([[50], [-50], [0]], np.float32)
    gate = replace(head(("first",), (0,)), weights=lean)
    reader = Reader((expert(50, (50, 0), emit=0.2), expert(-50, (0, 50), emit=0.6)), gate)
    first, second = reader.read(TEXTS)
    assert first[1] == pytest.approx({"step:threat": 1, "stance:raises": 1, "stance:none": 0}, abs=1e-6)
    assert second[1] == pytest.approx({"step:threat": 0, "stance:raises": 0, "stance:none": 1}, abs=1e-6)
    between = np.array([0.5, 0.5], np.float32)
    assert reader.chances(TEXTS, between[None])[0]["step:threat"] == pytest.approx(0.5)
    assert reader.emits(between)["step:threat"] == pytest.approx(0.4)


def test_a_reader_comes_back_from_text_as_exactly_as_its_steps_allow() -> None:
    numbers = np.random.default_rng(3)
    weights = numbers.normal(size=(3, 2)).astype(np.float32)
    bias, slope, shift, emit = numbers.normal(size=(4, 2)).astype(np.float32)
    one = Expert(Head(("a", "b"), weights, bias, slope, shift, emit), head(("s", "t"), (1, 2), exclusive=True))
    back = unpack_reader(json.loads(json.dumps(pack_reader(Reader((one,))))))
    assert back.gate is None
    assert back.experts[0].topics.weights == pytest.approx(weights, abs=float(np.abs(weights).max()) / 127)
    assert back.experts[0].stance.exclusive
    assert not back.experts[0].topics.exclusive
    assert pack_head(unpack_head(pack_head(one.topics))) == pack_head(one.topics)


def test_some_labels_of_a_head_keep_their_own_rules() -> None:
    some = head(("a", "b", "c"), (1, 2, 3)).only(["c", "a"])
    assert (some.labels, some.bias.tolist(), some.weights.shape) == (("c", "a"), [3, 1], (3, 2))


def test_what_ships_knows_every_label_and_stays_under_two_megabytes() -> None:
    heads, framework = load_heads(), load_framework()
    assert WEIGHTS.stat().st_size <= 2_000_000
    for reader in (heads.reader, heads.by_cues):
        assert set(
            reader.emits(reader.shares(np.zeros((1, len(reader.experts[0].topics.weights)), np.float32))[0])
        ) == (set(passage_labels(framework)))
        assert reader.experts[0].stance.labels == tuple(stance_labels())
    assert set(heads.criteria.labels) == set(framework.criteria)
    assert trained_with(WEIGHTS) == heads.encoder


@pytest.mark.parametrize("text", ["", "{}", "[1]", "\x00\x01", '{"encoder": "x", "vocabulary": []}'])
def test_a_damaged_weights_file_is_named_with_what_to_do(tmp_path: Path, text: str) -> None:
    (tmp_path / "weights.json").write_text(text, encoding="utf-8")
    with pytest.raises(WeightsError, match=r"“weights\.json” cannot be used") as wrong:
        load_heads(tmp_path / "weights.json")
    assert "make train" in wrong.value.hint
