"""A model proposes; only words that stand in the passage become marks."""

import json
from typing import Any

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.messages import AIMessage

from annotate.model import ModelAnnotator, ModelMissing, ModelSilent, chat_model
from debate.claims import REFERENCE_CLAIM_ID
from debate.framework import load_framework
from debate.framing import frame
from debate.marks import AuthorKind, MarkKind
from tests.debate.making import passage

FRAMEWORK = load_framework()
PASSAGE = passage(
    "paper#0001", "Terrorists could make pathogens with released weights, and nobody could take them back."
)


def annotator(told: list[str], *replies: list[dict[str, object]]) -> ModelAnnotator:
    chat = FakeListChatModel(responses=[json.dumps({"passages": list(rows)}) for rows in replies])
    return ModelAnnotator(chat, "fake:model", FRAMEWORK, lambda: "2026-01-02T03:04:05Z", told.append)


ROW: dict[str, object] = {
    "id": "p1",
    "stance": "for",
    "stance_quote": "nobody could take them back",
    "steps": [{"criteria": ["1a", "1c"], "quote": "Terrorists could make pathogens"}],
    "assumptions": [
        {
            "slot": "reversibility",
            "pole": "raises",
            "statement": "Release is final.",
            "quote": "nobody could take them back",
        }
    ],
}


def test_verified_words_become_signed_marks() -> None:
    told: list[str] = []
    marks = list(annotator(told, [ROW]).annotate(None, [PASSAGE]))
    assert told == []
    assert [mark.kind for mark in marks] == [MarkKind.STANCE, MarkKind.STEP, MarkKind.ASSUMPTION]
    assert all(PASSAGE.text[mark.start : mark.end] == mark.quote for mark in marks)
    assert {mark.author.kind for mark in marks} == {AuthorKind.MODEL}
    assert all(mark.author.prompt.startswith("mark_passages:") for mark in marks)
    assert [mark.claim_id for mark in marks] == [REFERENCE_CLAIM_ID, None, None]


def test_a_lying_quote_becomes_no_mark_and_is_reported() -> None:
    told: list[str] = []
    lie: dict[str, object] = {
        "id": "p1",
        "steps": [{"criteria": ["1a"], "quote": "the model built a pathogen in our own laboratory"}],
    }
    assert list(annotator(told, [lie]).annotate(None, [PASSAGE])) == []
    assert told == ["fake:model: a quote for paper#0001 is not found; left out."]


def test_toward_a_claim_only_stances_are_kept() -> None:
    claim = frame(FRAMEWORK, "Open weights increase the risk of bioweapons.")
    marks = list(annotator([], [ROW]).annotate(claim, [PASSAGE]))
    assert [(mark.kind, mark.claim_id) for mark in marks] == [(MarkKind.STANCE, claim.id)]


def test_many_passages_are_asked_in_several_calls() -> None:
    passages = [passage(f"paper#{n:04}", f"Passage number {n} says something of its own.") for n in range(8)]
    told: list[str] = []
    list(annotator(told, [], [{"id": "p9", "stance": "for"}]).annotate(None, passages))
    assert told == ["fake:model: a passage id that was not asked about; left out."]


def test_a_model_that_cannot_be_set_up_says_how_to_name_one() -> None:
    with pytest.raises(ModelMissing, match="provider:model"):
        chat_model("nonesuch:model")


class Unreachable(FakeListChatModel):
    """A provider whose server is down, with an error of its own kind."""

    def invoke(self, *_: Any, **__: Any) -> AIMessage:
        raise ConnectionRefusedError("Connection\x1b[31m refused.")


def test_a_model_that_does_not_answer_says_what_to_check() -> None:
    asked = ModelAnnotator(Unreachable(responses=[]), "ollama:qwen3", FRAMEWORK, lambda: "", print)
    with pytest.raises(ModelSilent, match=r"“ollama:qwen3” does not answer: Connection refused\. Check that its"):
        list(asked.annotate(None, [PASSAGE]))
