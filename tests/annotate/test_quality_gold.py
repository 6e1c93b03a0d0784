"""Gold files: what is read, and what is refused with the line and the field at fault."""

from pathlib import Path
from typing import Any

import pytest

from annotate.quality.gold import GoldError, Kind
from annotate.quality.gold_files import read_documents, read_passages, texts_from
from debate.coverage import Level
from debate.framework import load_framework
from tests.annotate.scripted import labels, write_lines

FRAMEWORK = load_framework()
MEMO: dict[str, Any] = {
    "id": "memo-7_003",
    "text": "重みは取り消せない。",
    "relevant": True,
    "stance": "raises",
    "steps": ["marginal_evidence", "1", "Ease of defense"],
    "assumptions": [{"slot": "reversibility", "pole": "raises"}],
    "annotators": [{"stance": None, "steps": []}, {"relevant": False}],
    "spans": ["取り消せない"],
}
RATED: dict[str, Any] = {
    "id": "memo",
    "text": "A whole text.",
    "levels": {"threat": "full", "2": "absent"},
    "criteria": ["1a", "1c"],
    "assumptions": [],
}


def test_a_passage_is_read_with_everything_its_line_says(tmp_path: Path) -> None:
    (memo,) = read_passages(write_lines(tmp_path / "gold.jsonl", MEMO), FRAMEWORK)
    steps = ("threat", "marginal_evidence", "ease_of_defense")
    assert (memo.id, memo.document, memo.text, memo.spans) == ("memo-7_003", "memo-7", MEMO["text"], ("取り消せない",))
    assert memo.labels == labels("raises", steps, ["reversibility:raises"])
    assert memo.annotators == (labels("none", []), labels("none", [], []))


@pytest.mark.parametrize(
    ("row", "document", "language"),
    [
        ({"id": "docket#12"}, "docket", None),
        ({"id": 12}, "12", None),
        ({"id": "a_1", "document": "the memo"}, "the memo", None),
        ({"id": "a_b_1", "language": "ja-JP"}, "a_b", "ja"),
    ],
)
def test_the_document_is_named_or_told_from_the_id(
    row: dict[str, Any], document: str, language: str | None, tmp_path: Path
) -> None:
    (read,) = read_passages(write_lines(tmp_path / "gold.jsonl", {"text": "Words."} | row), FRAMEWORK)
    assert (read.document, read.language) == (document, language)


def test_what_a_line_leaves_out_is_not_said_either_way(tmp_path: Path) -> None:
    (bare,) = read_passages(write_lines(tmp_path / "gold.jsonl", {"id": "a", "text": "Words."}), FRAMEWORK)
    assert [bare.labels.of(kind) for kind in Kind] == [None, None, None]


def test_blank_lines_windows_line_ends_and_separators_inside_texts_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes('\ufeff{"id": "a", "text": "one\u2028two"}\r\n\r\n{"id": "b", "text": "three"}\r\n'.encode())
    assert [one.text for one in read_passages(path, FRAMEWORK)] == ["one\u2028two", "three"]


def test_a_document_is_rated_by_step_whatever_the_step_is_called(tmp_path: Path) -> None:
    (memo,) = read_documents(write_lines(tmp_path / "docs.jsonl", RATED), FRAMEWORK)
    assert memo.ratings.levels == {"threat": Level.FULL, "existing_risk": Level.ABSENT}
    assert (memo.ratings.criteria, memo.ratings.assumptions) == (frozenset({"1a", "1c"}), frozenset())


def test_texts_may_stand_in_another_file(tmp_path: Path) -> None:
    texts = texts_from(write_lines(tmp_path / "texts.jsonl", {"id": "memo", "text": "From elsewhere."}), FRAMEWORK)
    gold = write_lines(tmp_path / "docs.jsonl", {"id": "memo", "levels": {"threat": "full"}})
    assert read_documents(gold, FRAMEWORK, texts)[0].text == "From elsewhere."
    with pytest.raises(GoldError, match=r"line 1, field “text”: there is none.*--documents"):
        read_documents(gold, FRAMEWORK)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("id", None, "missing, empty"),
        ("text", " ", "missing, empty"),
        ("text", "half \ud800", "half a character"),
        ("text", 5, "no text"),
        ("relevant", "no", "“no” is neither"),
        ("stance", "for", "“for” is none. Write raises, doubts, mixed, neutral or null"),
        ("stance", ["raises"], "is none"),
        ("steps", "threat", "it is no list"),
        ("steps", ["4d"], "there is no step “4d”. Steps: threat, existing_risk"),
        ("steps", [{"threat": 1}], "there is no step"),
        ("assumptions", ["actor"], "lacks its slot or pole"),
        ("assumptions", [{"slot": "luck", "pole": "raises"}], "no slot “luck”. Slots: bottleneck"),
        ("assumptions", [{"slot": ["actor"], "pole": "raises"}], "no slot"),
        ("assumptions", [{"slot": "actor", "pole": "up"}], "no pole “up”"),
        ("annotators", ["ada"], "one of them is no object"),
        ("annotators", [{"stance": "up"}], "annotator 1, field “stance”"),
    ],
)
def test_a_passage_that_is_not_understood_is_named_by_line_and_field(
    field: str, value: object, says: str, tmp_path: Path
) -> None:
    path = write_lines(tmp_path / "gold.jsonl", {"id": "first", "text": "Fine."}, MEMO | {field: value})
    with pytest.raises(GoldError, match=f"line 2, .*{says}") as caught:
        read_passages(path, FRAMEWORK)
    assert "gold.jsonl" in str(caught.value)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("levels", {}, "missing or empty"),
        ("levels", ["full"], "missing or empty"),
        ("levels", {"defense": "full"}, "no step “defense”"),
        ("levels", {"threat": "half"}, "“half” at “threat” is no level. Levels: absent, partial, full"),
        ("levels", {"threat": ["full"]}, "is no level"),
        ("criteria", ["1a", "9z"], "no criterion “9z”. Criteria: 1a, 1b"),
        ("criteria", [{"1a": 1}], "no criterion"),
        ("annotators", [{"criteria": []}], "annotator 1, field “levels”"),
    ],
)
def test_a_document_that_is_not_understood_is_named_by_line_and_field(
    field: str, value: object, says: str, tmp_path: Path
) -> None:
    with pytest.raises(GoldError, match=f"line 1, .*{says}"):
        read_documents(write_lines(tmp_path / "docs.jsonl", RATED | {field: value}), FRAMEWORK)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty.*evaluate formats"),
        (b"\n \n", "is empty"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        (b'{"id": "a",', "line 1 is not JSON"),
        (b'["a"]', "line 1 is no object"),
        (b"[" * 100_000, "line 1 is not JSON"),
    ],
)
def test_a_file_that_is_no_gold_is_refused(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(GoldError, match=says):
        read_passages(path, FRAMEWORK)


def test_a_file_that_is_not_there_or_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"nowhere.*cannot be read: No such file"):
        read_passages(tmp_path / "nowhere.jsonl", FRAMEWORK)
    with pytest.raises(GoldError, match="cannot be read"):
        read_passages(tmp_path, FRAMEWORK)


def test_a_passage_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="line 2, field “id”: “memo-7_003” stands in an earlier line"):
        read_passages(write_lines(tmp_path / "gold.jsonl", MEMO, MEMO), FRAMEWORK)


def test_a_hostile_value_is_repeated_short_and_harmless(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "gold.jsonl", MEMO | {"stance": "\x1b]0;owned\x07\u202e" + "x" * 5000})
    with pytest.raises(GoldError) as caught:
        read_passages(path, FRAMEWORK)
    said = str(caught.value)
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert len(said) < 300 + len(str(path))
