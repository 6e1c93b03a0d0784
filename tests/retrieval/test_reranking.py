"""A cross-encoder by path, small and untrained: what it says is kept, and orders the hits."""

import shutil
from pathlib import Path

import pytest

from retrieval.hybrid import HybridRetriever
from retrieval.reranking import rerank
from retrieval.weights import ModelUnavailable, model_directory
from tests.retrieval.record import MemoryRecord, TopicEncoder, make_passage


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> str:
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("cross")
    config = BertConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, num_labels=1, vocab_size=30522
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"):
        shutil.copy(model_directory() / name, folder / name)
    return str(folder)


def test_a_named_cross_encoder_orders_the_hits_and_its_score_is_shown(cross_encoder: str, tmp_path: Path) -> None:
    record = MemoryRecord()
    record.add(*(make_passage("a", at, f"Weights leaked number {at} of many.") for at in range(60)))
    retriever = HybridRetriever(
        TopicEncoder(), record, record, record, tmp_path / "i", index="exact", cross_encoder=cross_encoder
    )
    retriever.index(list(record.kept.values()))
    hits = retriever.search(["Which weights leaked?"], 60)[0]
    assert len(hits) == 60
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.parts["cross"] == hit.score and "fused" in hit.parts for hit in hits)


def test_a_cross_encoder_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"nowhere.*cross_encoder"):
        rerank(str(tmp_path / "nowhere"), "query", {"a": "text"})
