"""Training from files: what goes in, what comes out, and what is said when the comments are others."""

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import annotate.examples
from annotate.examples import CommentsMissing, exemplars
from annotate.heads import load_heads
from annotate.training import train
from debate.framework import load_framework
from debate.ports import Matrix

FRAMEWORK = load_framework()


class HashedWords:
    """An encoder without a model: each word adds to one of sixteen places."""

    name = version = "hashed-words"
    dimensions = 16

    def encode(self, texts: Sequence[str]) -> Matrix:
        table = np.full((len(texts), self.dimensions), 0.01, np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                table[row, hashlib.sha256(word.encode()).digest()[0] % self.dimensions] += 1
        return np.asarray(table / np.linalg.norm(table, axis=1, keepdims=True), np.float32)

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[Matrix, list[Matrix]]:
        parts = [self.encode([text[start:end] for start, end in own]) for text, own in zip(texts, spans, strict=True)]
        return self.encode(texts), parts


def write(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


RAISES = {"relevant": True, "stance": "raises", "steps": ["threat"], "criteria": ["1a"], "assumptions": []}
NOTHING: dict[str, Any] = {"relevant": False, "stance": None, "steps": [], "criteria": [], "assumptions": []}


@pytest.fixture
def comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Forty labelled comments, eight for choosing, and a folder of exemplars of its own."""
    texts = [f"Attackers could build malware number {at}." for at in range(24)]
    texts += [f"Our company sells bread in town {at}." for at in range(24)]
    rows = [{"id": f"c{at}_1", "text": text} for at, text in enumerate(texts)]
    labelled = [
        {
            "id": row["id"],
            "sha256": hashlib.sha256(row["text"].encode()).hexdigest()[:16],
            **(RAISES if at < 24 else NOTHING),
        }
        for at, row in enumerate(rows)
    ]
    monkeypatch.setattr(annotate.examples, "LABELS", write(tmp_path / "labels.jsonl", labelled[:20] + labelled[24:44]))
    monkeypatch.setattr(
        annotate.examples, "CHOOSING", write(tmp_path / "choosing.jsonl", labelled[20:24] + labelled[44:])
    )
    folder = tmp_path / "exemplars"
    folder.mkdir()
    short = [{"text": f"Thieves may steal with it, {at}.", **RAISES} for at in range(10)]
    short += [{"text": f"The weather is fine, {at}.", **NOTHING} for at in range(10)]
    write(folder / "policy.jsonl", short)
    said = {"steps": ["threat"], "criteria": ["1b"], "assumptions": [{"slot": "actor", "pole": "raises"}]}
    sentences = [
        {"text": "Novices can do it.", "stance": "raises", **said},
        {"text": "It rains.", "stance": None, "steps": [], "criteria": [], "assumptions": []},
    ]
    write(folder / "long.jsonl", [{"stance": "mixed", "relevant": True, "sentences": sentences}])
    write(folder / "ja.jsonl", [{"text": "重みは回収できない。", **RAISES}])
    monkeypatch.setattr(annotate.examples, "EXEMPLARS", folder)
    return write(tmp_path / "comments.jsonl", rows)


def test_training_counts_what_went_in_and_what_comes_out_can_be_read(comments: Path, tmp_path: Path) -> None:
    counts = train(HashedWords(), FRAMEWORK, [comments], tmp_path / "weights.json")
    assert counts == {"comment": 40, "choosing": 8, "short": 20, "long": 1, "sentence": 2}
    heads = load_heads(tmp_path / "weights.json")
    assert heads.encoder == "hashed-words"
    assert len(heads.reader.experts) == 2
    assert "malware" in heads.vocabulary.terms


def test_training_twice_writes_the_same_bytes(comments: Path, tmp_path: Path) -> None:
    for name in ("first.json", "second.json"):
        train(HashedWords(), FRAMEWORK, [comments], tmp_path / name)
    assert (tmp_path / "first.json").read_bytes() == (tmp_path / "second.json").read_bytes()


@pytest.mark.usefixtures("comments")
def test_without_comments_the_exemplars_teach_alone(tmp_path: Path) -> None:
    counts = train(HashedWords(), FRAMEWORK, [], tmp_path / "weights.json")
    assert counts == {"short": 20, "long": 1, "sentence": 2}
    assert load_heads(tmp_path / "weights.json").reader.gate is None


def changed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**rows[0], "text": "Other words."}, *rows[1:]]


def lacking(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return rows[1:]


@pytest.mark.parametrize("other", [changed, lacking])
def test_other_comments_than_those_that_were_labelled_are_refused(
    comments: Path, tmp_path: Path, other: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]
) -> None:
    rows = [json.loads(line) for line in comments.read_text(encoding="utf-8").splitlines()]
    write(comments, other(rows))
    with pytest.raises(CommentsMissing, match=r"1 passages of “labels\.jsonl” are not in the comments") as wrong:
        train(HashedWords(), FRAMEWORK, [comments], tmp_path / "weights.json")
    assert "Give the comments" in wrong.value.hint
    assert not (tmp_path / "weights.json").exists()


@pytest.mark.parametrize("text", ["not json\n", '{"id": "c1_1"}\n'])
@pytest.mark.usefixtures("comments")
def test_a_file_that_holds_no_comments_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "broken.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(CommentsMissing, match=r"broken\.jsonl.* cannot be read") as wrong:
        train(HashedWords(), FRAMEWORK, [tmp_path / "broken.jsonl"], tmp_path / "weights.json")
    assert "JSONL" in wrong.value.hint


@pytest.mark.usefixtures("comments")
def test_a_long_exemplar_says_what_its_sentences_say_and_has_the_stance_it_was_given() -> None:
    (whole,) = (one for one in exemplars() if one.kind == "long")
    assert whole.text == "Novices can do it. It rains."
    assert whole.labels == {"step:threat", "1b", "actor:raises", "stance:mixed"}
    assert {one.group for one in exemplars() if one.kind in {"long", "sentence"}} == {whole.group}
