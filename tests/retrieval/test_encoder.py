"""The embedded model gives the published vectors, once prepared; what it is asked twice costs once."""

from pathlib import Path

import numpy as np
import pytest

from retrieval import minilm
from retrieval.cached import CachedEncoder
from retrieval.encoder import encoder_for
from retrieval.export import Precision
from retrieval.memory import Recent
from retrieval.minilm import Encoding, MiniLmEncoder, pool_spans
from retrieval.scripts import latin_share, readable_share
from retrieval.transformer import SentenceTransformerEncoder
from retrieval.weights import ModelUnavailable, check_weights, model_directory
from tests.retrieval.record import TopicEncoder

TEXTS = (
    "Released weights cannot be recalled.",
    "教科書にもある。",
    "",
    "Marginal risk is measured against what people can do already. " * 40,
    "Café 😀 naïve — “quoted”",
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def full(cache: Path) -> MiniLmEncoder:
    return MiniLmEncoder(cache, lambda _: None, Precision.FULL)


def test_full_precision_gives_the_vectors_of_sentence_transformers(full: MiniLmEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(model_directory()), device="cpu").encode(list(TEXTS), normalize_embeddings=True)
    assert np.abs(full.encode(TEXTS) - reference).max() < 1e-5


def test_eight_bits_stay_close_to_full_precision_whoever_else_is_in_the_batch(full: MiniLmEncoder, cache: Path) -> None:
    together = MiniLmEncoder(cache, lambda _: None).encode(TEXTS)
    alone = MiniLmEncoder(cache, lambda _: None)
    assert (together * full.encode(TEXTS)).sum(axis=1).min() > 0.95
    assert np.array_equal(together, np.concatenate([alone.encode([text]) for text in TEXTS]))


def test_spans_are_pooled_from_the_texts_own_pass(full: MiniLmEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "😀 Weights leak. Lobster is delicious."
    first, second = (2, 15), (16, len(text))
    vectors, (spans,) = full.encode_spans([text], [[first, second]])
    assert np.allclose(vectors, full.encode([text]))
    lobster = full.encode(["Lobster is delicious."])[0]
    assert spans[1] @ lobster > spans[0] @ lobster
    monkeypatch.setattr(minilm._Model, "encode", None)
    again, _ = full.encode_spans([text], [[first]])
    assert np.array_equal(again, vectors)


def test_a_span_past_the_window_or_without_a_word_gets_the_texts_vector(full: MiniLmEncoder) -> None:
    text = "Weights leak. " * 300
    vectors, (spans,) = full.encode_spans([text], [[(len(text) - 14, len(text)), (13, 14)]])
    assert np.allclose(spans, vectors[0])


def test_nothing_to_encode_gives_no_rows(full: MiniLmEncoder) -> None:
    assert full.encode([]).shape == (0, 384)
    vectors, spans = full.encode_spans([], [])
    assert (vectors.shape, spans) == ((0, 384), [])


def test_a_damaged_export_is_made_again_and_says_so(full: MiniLmEncoder, cache: Path) -> None:
    full.encode(["prepare"])
    (exported,) = cache.glob("*-full-*.onnx")
    exported.write_bytes(exported.read_bytes()[:-100])
    said: list[str] = []
    assert MiniLmEncoder(cache, said.append, Precision.FULL).encode(["again"]).shape == (1, 384)
    assert "damaged" in said[0]


def test_a_cache_that_cannot_be_written_costs_time_and_not_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    said: list[str] = []
    assert MiniLmEncoder(tmp_path / "file", said.append).encode(["text"]).shape == (1, 384)
    assert "CRUXMAP_CACHE" in said[-1]


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not them")
    with pytest.raises(ModelUnavailable, match="not the published ones"):
        check_weights(tmp_path)
    with pytest.raises(ModelUnavailable, match="missing"):
        check_weights(tmp_path / "nowhere")


def test_every_model_and_precision_has_a_version_of_its_own(tmp_path: Path) -> None:
    names = (None, "minilm-full", "some/model", str(tmp_path))
    assert len({encoder_for(name, tmp_path).version for name in names}) == len(names)


def test_a_model_folder_whose_files_change_becomes_another_version(tmp_path: Path) -> None:
    before = SentenceTransformerEncoder(str(tmp_path), print).version
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    assert SentenceTransformerEncoder(str(tmp_path), print).version != before


def test_a_named_model_goes_through_sentence_transformers(full: MiniLmEncoder) -> None:
    named = encoder_for(str(model_directory()), None, lambda _: None)
    assert named.dimensions == 384
    texts = ["Weights leak.", "Lobster."]
    assert np.abs(named.encode(texts) - full.encode(texts)).max() < 1e-5
    vectors, spans = named.encode_spans(texts, [[(0, 7), (8, 12)], []])
    assert (vectors.shape, [len(rows) for rows in spans]) == ((2, 384), [2, 0])


def test_a_model_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"nowhere.*minilm"):
        encoder_for(str(tmp_path / "nowhere"), tmp_path, lambda _: None).encode(["text"])


def test_the_least_recently_used_is_forgotten_first() -> None:
    recent: Recent[int] = Recent(3)
    for key in "abc":
        recent.put(key, ord(key))
    recent.get("a")
    recent.put("d", 4, weight=2)
    assert (recent.get("a"), recent.get("b"), recent.get("c"), recent.get("d")) == (97, None, None, 4)
    recent.put("huge", 5, weight=9)
    assert recent.get("huge") is None


def test_a_measurement_encodes_a_corpus_once(tmp_path: Path) -> None:
    inner = TopicEncoder()
    first = CachedEncoder(inner, tmp_path).encode(["leaked weights", "lobster"])
    (kept,) = tmp_path.glob("vectors-*.bin")
    kept.write_bytes(kept.read_bytes() + b"cut off")
    again = CachedEncoder(inner, tmp_path).encode(["lobster", "watermarks", "leaked weights"])
    assert inner.asked == ["leaked weights", "lobster", "watermarks"]
    assert np.allclose(again[[2, 0]], first)
    assert np.allclose(CachedEncoder(inner, tmp_path).encode(["watermarks"])[0], again[1])


def test_vectors_that_cannot_be_kept_cost_time_and_not_the_measurement(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    said: list[str] = []
    cached = CachedEncoder(TopicEncoder(), tmp_path / "file", said.append)
    assert cached.encode(["leaked weights"]).shape == cached.encode(["lobster"]).shape == (1, 32)
    assert len(said) == 1
    assert "the next run encodes again" in said[0]


def test_spans_take_the_tokens_they_touch() -> None:
    tokens = np.eye(3, dtype=np.float16)
    encoding = Encoding(np.ones(3, np.float32), tokens, [(0, 4), (5, 9), (10, 12)])
    assert np.allclose(pool_spans(encoding, [(0, 6), (10, 12)]), [[0.5**0.5, 0.5**0.5, 0.0], [0.0, 0.0, 1.0]])


@pytest.mark.parametrize(
    ("text", "share"), [("weights", 1.0), ("重み", 0.0), ("ab重み", 0.5), ("123", 1.0), ("Ｗｅｉｇｈｔ", 1.0)]
)
def test_the_share_a_latin_reader_can_read_goes_by_letters(text: str, share: float) -> None:
    assert latin_share(text) == share


@pytest.mark.parametrize(
    ("text", "share"),
    [("weights", 1.0), ("重大 GPT", 0.6), ("重みの回収 AI", 0.0), ("OpenAIのGPT-4", 0.0), ("риск", 0.0)],
)
def test_a_japanese_sentence_is_not_read_by_its_acronyms(text: str, share: float) -> None:
    assert readable_share(text) == share
