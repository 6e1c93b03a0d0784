"""A cross-encoder for entailment has a say in stances and poles, and only where it is surer."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import annotate.entailment
from annotate.entailment import EntailmentAnnotator, Judge, NoEntailment, load_judge
from annotate.local import LocalAnnotator
from debate.claims import REFERENCE_CLAIM_ID, Claim, Direction
from debate.framework import load_framework
from debate.marks import Mark, MarkKind, Pole, Stance
from debate.sources import Passage
from retrieval.weights import model_directory
from tests.debate.making import NOW, WORDS, assumption_mark, passage, stance_mark, step_mark

FRAMEWORK = load_framework()
Opinions = dict[str, tuple[float, float]]


class Given(LocalAnnotator):
    """A local annotator that says what it was given."""

    def __init__(self, *marks: Mark) -> None:
        self.version, self.marks = "given", marks

    def annotate(
        self, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
    ) -> Iterator[Mark]:
        assert claim is None
        return iter(self.marks)


class Opinionated(Judge):
    """Its opinions by hypothesis; what it was asked is kept."""

    def __init__(self, opinions: Opinions) -> None:
        super().__init__(None, 0, 1)
        object.__setattr__(self, "model", opinions)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[float, float]]:
        assert all(premise == WORDS for premise, _ in pairs)
        return [self.model[hypothesis] for _, hypothesis in pairs]


def reread(monkeypatch: pytest.MonkeyPatch, opinions: Opinions, *marks: Mark, claim: Claim | None = None) -> list[Mark]:
    monkeypatch.setattr(annotate.entailment, "load_judge", lambda name: Opinionated(opinions))
    annotator = EntailmentAnnotator(Given(*marks), FRAMEWORK, "judge", lambda: NOW)
    return list(annotator.annotate(claim, [passage("p")]))


@pytest.mark.parametrize(
    ("opinion", "stance", "confidence"),
    [
        pytest.param((0.1, 0.95), Stance.AGAINST, 0.95, id="surer of the opposite"),
        pytest.param((0.97, 0.01), Stance.FOR, 0.97, id="surer of the same"),
        pytest.param((0.2, 0.6), Stance.FOR, 0.7, id="less sure"),
    ],
)
def test_the_surer_opinion_on_a_stance_stands(
    monkeypatch: pytest.MonkeyPatch, opinion: tuple[float, float], stance: Stance, confidence: float
) -> None:
    mark = stance_mark("p", Stance.FOR, confidence=0.7)
    (found,) = reread(monkeypatch, {FRAMEWORK.reference_claim: opinion}, mark)
    assert (found.label, found.confidence) == (stance, confidence)


def test_a_pole_that_the_words_contradict_is_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    said = FRAMEWORK.slot("reversibility").poles[Pole.RAISES]
    (found,) = reread(monkeypatch, {said: (0.0, 0.9)}, assumption_mark("p", "reversibility", "raises", 0.6))
    assert (found.pole, found.confidence) == (Pole.DOUBTS, 0.9)


def test_two_poles_that_become_one_are_one_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    poles = FRAMEWORK.slot("reversibility").poles
    opinions = {poles[Pole.RAISES]: (0.0, 0.9), poles[Pole.DOUBTS]: (0.95, 0.0)}
    marks = [assumption_mark("p", "reversibility", pole, 0.6) for pole in ("raises", "doubts")]
    assert [mark.pole for mark in reread(monkeypatch, opinions, *marks)] == [Pole.DOUBTS]


def test_steps_and_passages_without_bearing_are_left_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    marks = (step_mark("p", "threat", "1a"), stance_mark("p", Stance.NEUTRAL, confidence=0.3))
    found = reread(monkeypatch, {}, *marks)
    assert [(mark.label, mark.confidence) for mark in found] == [("threat", 0.9), (Stance.NEUTRAL, 0.3)]
    assert {mark.author.version for mark in found} == {found[0].author.version} != {"given"}


def test_a_stance_toward_a_claim_is_about_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = Claim("c", "Open weights change nothing.", direction=Direction.NO_CHANGE)
    marks = (stance_mark("p", Stance.FOR, REFERENCE_CLAIM_ID, confidence=0.6), step_mark("p", "threat"))
    (found,) = reread(monkeypatch, {claim.text: (0.9, 0.0)}, *marks, claim=claim)
    assert (found.kind, found.label, found.claim_id) == (MarkKind.STANCE, Stance.FOR, "c")
    (doubtful,) = reread(monkeypatch, {claim.text: (0.4, 0.3)}, *marks, claim=claim)
    assert doubtful.label == Stance.AGAINST


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
    judge = load_judge(cross_encoder(tmp_path, {0: "contradiction", 1: "entailment", 2: "neutral"}))
    assert (judge.entails, judge.contradicts) == (1, 0)
    ((entails, contradicts),) = judge.judge([("Weights cannot be recalled.", "Release is final.")])
    assert 0 < entails < 1
    assert 0 < contradicts < 1
    assert entails + contradicts < 1
    assert judge.judge([]) == []


def test_a_model_that_knows_no_contradiction_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoEntailment, match="does not tell entailment from contradiction") as wrong:
        load_judge(cross_encoder(tmp_path, {0: "relevant", 1: "irrelevant"}))
    assert "`entailment`" in wrong.value.hint


def test_a_model_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoEntailment, match=r"nowhere.*could not be loaded") as wrong:
        load_judge(str(tmp_path / "nowhere"))
    assert "path of a downloaded model" in wrong.value.hint
