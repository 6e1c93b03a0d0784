"""Both legs find, and each hit says why."""

from pathlib import Path

import pytest

from retrieval.fusion import (
    AKIN,
    CARRY,
    LEAST,
    MOST,
    PER_WORD,
    Candidates,
    best,
    carry_forward,
    fuse,
    raise_akin,
    reciprocal_ranks,
)
from retrieval.hybrid import HybridRetriever
from retrieval.index import UnknownIndex
from tests.retrieval.record import MemoryRecord, TopicEncoder, make_passage

TEXTS = {
    "alarm": ["Released weights cannot be recalled.", "Pathogens could be made with them.", "Lobster is delicious."],
    "calm": ["Textbooks already explain pathogens.", "Defenders gain from released weights too."],
    "seed": ["公開された重みは回収できない。", "病原体の情報は教科書にもある。"],
}


@pytest.fixture
def record() -> MemoryRecord:
    record = MemoryRecord()
    for source_id, texts in TEXTS.items():
        record.add(*(make_passage(source_id, at, text) for at, text in enumerate(texts)))
    return record


def retriever_of(record: MemoryRecord, folder: Path, index: str = "exact") -> HybridRetriever:
    retriever = HybridRetriever(TopicEncoder(), record, record, record, folder / "index", index=index)
    retriever.index([record.kept[passage_id] for passage_id in retriever.missing()])
    return retriever


def test_a_hit_says_what_each_leg_thought_of_it_and_which_words_it_shares(record: MemoryRecord, tmp_path: Path) -> None:
    hit = retriever_of(record, tmp_path).search(["Can released weights be recalled?"], 3)[0][0]
    assert hit.passage_id == "alarm#0000"
    assert set(hit.parts) == {"dense", "lexical", "akin", "fused"}
    assert hit.parts["fused"] == hit.score
    assert hit.terms == ("released", "weights", "recalled")


def test_many_queries_are_answered_in_order_with_one_call_to_the_encoder(record: MemoryRecord, tmp_path: Path) -> None:
    retriever = retriever_of(record, tmp_path)
    found = retriever.search(["delicious lobster", "textbooks explain"], 1)
    assert [hits[0].passage_id for hits in found] == ["alarm#0002", "calm#0000"]


def test_no_query_gives_no_result(record: MemoryRecord, tmp_path: Path) -> None:
    assert retriever_of(record, tmp_path).search([], 5) == []


@pytest.mark.parametrize("index", ["exact", "chroma"])
def test_only_the_named_sources_are_searched(record: MemoryRecord, tmp_path: Path, index: str) -> None:
    hits = retriever_of(record, tmp_path, index).search(["pathogens weights"], 10, ["calm"])[0]
    assert {hit.passage_id for hit in hits} == {"calm#0000", "calm#0001"}


@pytest.mark.parametrize("index", ["exact", "chroma"])
def test_searching_within_no_source_finds_nothing(record: MemoryRecord, tmp_path: Path, index: str) -> None:
    assert retriever_of(record, tmp_path, index).search(["pathogens"], 10, [])[0] == []


@pytest.mark.parametrize("index", ["exact", "chroma"])
def test_a_superseded_source_is_never_found(record: MemoryRecord, tmp_path: Path, index: str) -> None:
    retriever = retriever_of(record, tmp_path, index)
    retriever.search(["lobster"], 1)
    record.supersede("alarm")
    hits = retriever.search(["released weights lobster"], 10)[0]
    assert not [hit for hit in hits if hit.passage_id.startswith("alarm")]


@pytest.mark.parametrize("index", ["exact", "chroma"])
def test_a_passage_indexed_after_a_search_is_found_by_the_next(
    record: MemoryRecord, tmp_path: Path, index: str
) -> None:
    retriever = retriever_of(record, tmp_path, index)
    retriever.search(["lobster"], 1)
    record.add(added := make_passage("late", 0, "Watermarks survive finetuning."))
    retriever.index([added])
    assert retriever.search(["watermarks"], 1)[0][0].passage_id == "late#0000"


@pytest.mark.parametrize("index", ["exact", "chroma"])
def test_an_empty_project_finds_nothing(tmp_path: Path, index: str) -> None:
    record = MemoryRecord()
    assert retriever_of(record, tmp_path, index).search(["anything"], 5) == [[]]


def test_a_japanese_query_is_left_to_its_words(record: MemoryRecord, tmp_path: Path) -> None:
    hits = retriever_of(record, tmp_path).search(["重みの回収"], 10)[0]
    assert [hit.passage_id for hit in hits] == ["seed#0000"]
    assert hits[0].terms
    assert "akin" not in hits[0].parts


def test_a_query_in_both_languages_finds_both(record: MemoryRecord, tmp_path: Path) -> None:
    hits = retriever_of(record, tmp_path).search(["pathogens 病原体"], 3)[0]
    assert "seed#0001" in {hit.passage_id for hit in hits}
    assert {"alarm#0001", "calm#0000"} & {hit.passage_id for hit in hits}


def test_ten_hits_need_not_be_one_document(record: MemoryRecord, tmp_path: Path) -> None:
    hits = retriever_of(record, tmp_path).search(["released weights pathogens"], 10, per_source=1)[0]
    sources = [hit.passage_id.partition("#")[0] for hit in hits]
    assert len(sources) == len(set(sources)) >= 2


def test_an_unknown_kind_of_index_names_the_ones_there_are(record: MemoryRecord, tmp_path: Path) -> None:
    with pytest.raises(UnknownIndex, match=r"faiss.*exact"):
        retriever_of(record, tmp_path, "faiss").search(["weights"], 1)


def test_another_encoder_version_finds_nothing_indexed_and_says_what_is_missing(
    record: MemoryRecord, tmp_path: Path
) -> None:
    retriever_of(record, tmp_path)
    newer = HybridRetriever(TopicEncoder("topics@2"), record, record, record, tmp_path / "index", index="exact")
    assert newer.missing() == list(record.kept)


def test_a_passage_like_the_best_ones_rises_though_it_shares_no_word(tmp_path: Path) -> None:
    record = MemoryRecord()
    texts = ("weights leak quickly", "weights leak slowly", "quickly slowly", "lobster tastes delicious")
    record.add(*(make_passage(f"s{at}", 0, text) for at, text in enumerate(texts)))
    retriever = retriever_of(record, tmp_path)
    hits = retriever.search(["weights leak"], 4)[0]
    assert [hit.passage_id for hit in hits[:3]] == ["s0#0000", "s1#0000", "s2#0000"]
    akin = {hit.passage_id: hit.parts["akin"] for hit in hits}
    assert akin["s2#0000"] > akin["s3#0000"]


def test_within_a_document_an_answer_goes_on_instead(record: MemoryRecord, tmp_path: Path) -> None:
    hits = retriever_of(record, tmp_path).search(["released weights recalled"], 3, ["alarm"])[0]
    assert not [hit for hit in hits if "akin" in hit.parts]
    assert hits[1].passage_id == "alarm#0001"


def test_a_point_of_bm25_is_worth_more_the_more_words_were_found_up_to_a_bound() -> None:
    few, some, many = (
        Candidates({}, {}, {"a#0": tuple(map(str, range(n))), "b#0": ("0", "1")}).word_weight for n in (2, 8, 60)
    )
    assert few == LEAST < some == 8 * PER_WORD < many == MOST
    assert Candidates({}, {}, {}).word_weight == LEAST


def test_likeness_to_the_best_counts_as_far_as_the_query_can_be_read() -> None:
    assert raise_akin({"a#0": 1.0, "b#0": 0.5}, {"a#0": 0.8}, readable=0.5) == {"a#0": 1.0 + AKIN * 0.4, "b#0": 0.5}


def test_the_best_are_named_best_first() -> None:
    assert best({"a#0": 0.1, "b#0": 0.9, "c#0": 0.5}, 2) == ["b#0", "c#0"]


def test_words_count_more_the_more_of_them_a_passage_holds() -> None:
    candidates = Candidates({"a#0": 0.50, "b#0": 0.45}, {"a#0": 2.0, "b#0": 9.0}, {})
    scores = fuse(candidates, readable=1.0)
    assert scores["b#0"] > scores["a#0"]


def test_a_query_the_encoder_cannot_read_is_ranked_by_words_alone() -> None:
    candidates = Candidates({"a#0": 0.9, "b#0": 0.1}, {"b#0": 3.0}, {})
    assert list(fuse(candidates, readable=0.0)) == ["b#0"]


def test_a_passage_after_a_good_one_is_raised_and_one_of_another_source_is_not() -> None:
    carried = carry_forward({"a#0003": 1.0, "a#0004": 0.5, "b#0004": 0.5, "a#0006": 0.5})
    assert carried == {"a#0003": 1.0, "a#0004": 0.5 + CARRY * 0.5, "b#0004": 0.5, "a#0006": 0.5}


def test_reciprocal_ranks_put_first_what_both_legs_put_first() -> None:
    scores = reciprocal_ranks(Candidates({"a#0": 0.9, "b#0": 0.8}, {"a#0": 5.0, "c#0": 4.0}, {}))
    assert max(scores, key=lambda passage_id: scores[passage_id]) == "a#0"
