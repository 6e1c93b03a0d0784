"""Measures over a collection small enough to check by hand."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from debate.sources import Passage
from retrieval.evaluation import evaluate_retrieval
from retrieval.hybrid import HybridRetriever
from retrieval.intervals import bootstrap
from retrieval.judged import UnreadableCollection, documents_of, read_collection, read_passages
from retrieval.side_balance import evaluate_sides
from tests.retrieval.record import MemoryRecord, TopicEncoder

CORPUS = [
    {"_id": "p1", "doc_id": "a", "text": "Released weights cannot be recalled."},
    {"_id": "p2", "doc_id": "a", "text": "Lobster tastes delicious."},
    {"_id": "p3", "doc_id": "b", "text": "Weights that leak cannot be recalled either."},
    {"_id": "p4", "doc_id": "b", "text": "Watermarks survive finetuning."},
]
QUERIES = [{"_id": "q1", "text": "Can released weights be recalled?"}, {"_id": "q2", "text": "survive watermarks"}]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, CORPUS)))
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, QUERIES)))
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tp1\t1\nq1\tp3\t1\nq2\tp4\t1\n")
    (tmp_path / "within.tsv").write_text("query-id\tcorpus-id\tscore\nq1|a\tp1\t1\nq1|b\tp3\t1\n")
    stances = [("q1", "p1", "support"), ("q1", "p3", "undermine"), ("q2", "p4", "support"), ("q1", "p2", "not_valid")]
    lines = [dict(zip(("claim_id", "perspective_id", "stance"), one, strict=True)) for one in stances]
    (tmp_path / "stances.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return tmp_path


def make_retriever(passages: Sequence[Passage]) -> HybridRetriever:
    record = MemoryRecord()
    record.add(*passages)
    retriever = HybridRetriever(TopicEncoder(), record, record, record, Path("unused"), index="exact")
    retriever.index(passages)
    return retriever


def test_a_perfect_ranking_has_measures_of_one_for_every_system(folder: Path) -> None:
    report = evaluate_retrieval(
        folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv", False, make_retriever
    )
    assert set(report.systems) == {"shipped", "bm25", "dense", "rrf"}
    assert report.as_json()["systems"]["shipped"] == {"ndcg@10": 1.0, "recall@10": 1.0, "mrr": 1.0}  # type: ignore[index]
    assert set(report.differences) == {"bm25", "dense", "rrf"}
    assert report.differences["rrf"]["ndcg@10"].value == pytest.approx(0.0)


def test_within_documents_only_that_documents_passages_are_ranked(folder: Path) -> None:
    report = evaluate_retrieval(
        folder / "corpus.jsonl", folder / "queries.jsonl", folder / "within.tsv", True, make_retriever
    )
    assert (report.queries, report.systems["shipped"]["mrr"].value) == (2, 1.0)


def test_a_query_that_finds_nothing_counts_as_zero(folder: Path) -> None:
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "q9", "text": "??"}))
    (folder / "qrels.tsv").write_text("q9\tp1\t1\n")
    report = evaluate_retrieval(
        folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv", False, make_retriever
    )
    assert report.systems["bm25"]["ndcg@10"].value == 0.0


def test_a_title_is_read_before_the_text(folder: Path) -> None:
    (folder / "corpus.jsonl").write_text(json.dumps({"_id": "p1", "title": "Weights", "text": "They stay."}))
    (folder / "qrels.tsv").write_text("q1\tp1\t1\n")
    collection = read_collection(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv")
    assert collection.passages[0].text == "Weights\nThey stay."


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("corpus.jsonl", '{"_id": "p1"}', "lacks “_id” and “text”"),
        ("corpus.jsonl", "{", "Line 1 .* is not JSON"),
        ("qrels.tsv", "q1 p1 1\nq1 p1 1", "not query-id, corpus-id and score"),
        ("qrels.tsv", "nobody\tp1\t1", "judges the query “nobody”"),
        ("qrels.tsv", "q1\tp9\t1\nq1\tp1\t0", "names no passage of .*corpus"),
        ("qrels.tsv", "", "names no passage"),
        ("corpus.jsonl", '{"_id": "p1", "text": "half \\ud800"}', "Line 1 .* is not JSON"),
        ("queries.jsonl", "[" * 100_000, "Line 1 .* is not JSON"),
        ("queries.jsonl", "[1]", "lacks “_id” and “text”"),
    ],
)
def test_a_malformed_file_is_named_with_its_line(folder: Path, name: str, content: str, says: str) -> None:
    (folder / name).write_text(content)
    with pytest.raises(UnreadableCollection, match=says):
        read_collection(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv")


def test_a_query_that_the_corpus_does_not_answer_is_left_out_and_counted(folder: Path) -> None:
    (folder / "qrels.tsv").write_text("q1\tp1\t1\nq2\tgone\t1\n")
    collection = read_collection(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv")
    assert ([query.id for query in collection.queries], collection.unanswered) == (["q1"], 1)


def test_within_documents_every_query_names_one(folder: Path) -> None:
    with pytest.raises(UnreadableCollection, match=r"“q1”, which names no document.*question\|document"):
        read_collection(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv", within_document=True)


def test_marks_at_the_start_and_line_separators_inside_texts_are_no_matter(folder: Path) -> None:
    row = json.dumps({"_id": "p1", "text": "one\u2028two"}, ensure_ascii=False)
    (folder / "corpus.jsonl").write_text(f"\ufeff{row}\r\n\r\n", encoding="utf-8")
    (folder / "qrels.tsv").write_bytes(b"query-id\tcorpus-id\tscore\r\nq1\tp1\t2\r\n")
    collection = read_collection(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv")
    assert collection.passages[0].text == "one\u2028two"
    assert collection.queries[0].relevant == {collection.passages[0].id: 2}


def test_the_passages_of_a_document_stand_where_they_say(folder: Path) -> None:
    passages = [passage for _, passage in read_passages(folder / "corpus.jsonl")]
    documents = documents_of(passages)
    assert [document.source.id for document in documents] == ["a", "b"]
    for document in documents:
        assert all(document.text[one.start : one.end] == one.text for one in document.passages)


def test_a_binary_file_is_refused(folder: Path) -> None:
    (folder / "corpus.jsonl").write_bytes(b"\x89PNG\xff")
    with pytest.raises(UnreadableCollection, match="is not UTF-8 text"):
        read_collection(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "qrels.tsv")


def test_a_missing_file_is_named(folder: Path) -> None:
    with pytest.raises(UnreadableCollection, match=r"nowhere\.tsv"):
        read_collection(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "nowhere.tsv")


def test_sides_are_counted_over_claims_that_have_both(folder: Path) -> None:
    report = evaluate_sides(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "stances.jsonl", make_retriever)
    assert report.claims == 1
    assert (report.recall_for.value, report.recall_against.value, report.share_for.value) == (1.0, 1.0, 0.5)


def test_labels_of_one_side_only_are_refused(folder: Path) -> None:
    (folder / "stances.jsonl").write_text('{"claim_id": "q1", "perspective_id": "p1", "stance": "support"}')
    with pytest.raises(UnreadableCollection, match="both sides"):
        evaluate_sides(folder / "corpus.jsonl", folder / "queries.jsonl", folder / "stances.jsonl", make_retriever)


def test_an_interval_holds_its_mean_and_is_the_same_every_time() -> None:
    values = np.array([0.0, 0.2, 0.9, 1.0, 0.4])
    found = bootstrap(values)
    assert found.value == pytest.approx(0.5)
    assert found.low < found.value < found.high
    assert found == bootstrap(values)
    assert bootstrap(np.array([])).value == 0.0
