"""A cross-encoder for entailment by path, small and untrained."""

import shutil
from pathlib import Path

import pytest

from retrieval.entailing import judge
from retrieval.weights import ModelUnavailable, model_directory

PAIRS = [("Weights cannot be recalled.", "Release is final.")]


def cross_encoder(folder: Path, labels: dict[int, str]) -> str:
    """A tiny untrained one with these labels."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(1)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    config = BertConfig(**sizes, vocab_size=30522, id2label=labels, label2id={name: at for at, name in labels.items()})
    BertForSequenceClassification(config).save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"):
        shutil.copy(model_directory() / name, folder / name)
    return str(folder)


def test_a_real_cross_encoder_answers_with_probabilities(tmp_path: Path) -> None:
    one = cross_encoder(tmp_path / "one", {0: "contradiction", 1: "entailment", 2: "neutral"})
    ((entails, contradicts),) = judge(one, PAIRS)
    assert 0 < entails < 1
    assert 0 < contradicts < 1
    assert entails + contradicts < 1
    assert judge(one, []) == []


def test_the_model_says_itself_which_answer_is_which(tmp_path: Path) -> None:
    one = cross_encoder(tmp_path / "one", {0: "contradiction", 1: "entailment", 2: "neutral"})
    other = cross_encoder(tmp_path / "other", {0: "ENTAILMENT", 1: "Contradiction", 2: "neutral"})
    ((entails, contradicts),) = judge(one, PAIRS)
    assert judge(other, PAIRS) == [(contradicts, entails)]


def test_a_model_that_knows_no_contradiction_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="does not tell entailment from contradiction") as wrong:
        judge(cross_encoder(tmp_path / "one", {0: "relevant", 1: "irrelevant"}), PAIRS)
    assert "`entailment`" in wrong.value.hint


def test_a_model_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"nowhere.*could not be loaded") as wrong:
        judge(str(tmp_path / "nowhere"), PAIRS)
    assert "path of a downloaded model" in wrong.value.hint
