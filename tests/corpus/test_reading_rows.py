"""One document a row: fields found by any of their names, bad rows named, the rest read."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.reading import read
from debate.sources import Document, Problem

TEXT = "Released weights cannot be recalled."


def documents(path: Path) -> list[Document]:
    return [item for item in read([str(path)]) if isinstance(item, Document)]


def problems(path: Path) -> list[Problem]:
    return [item for item in read([str(path)]) if isinstance(item, Problem)]


def jsonl(folder: Path, *rows: object, name: str = "rows.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def table(folder: Path, content: str, name: str = "rows.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path


def test_a_row_becomes_a_document_with_its_fields_and_extra_ones_kept(tmp_path: Path) -> None:
    row = {"id": "c-1", "text": TEXT, "title": "Comment", "organization": "An office", "author": "Ada Lovelace"}
    more = {"date": "2024-03-27", "url": "https://example.org/1", "docket": "X-9", "pages": [1, 2], "note": None}
    (document,) = documents(jsonl(tmp_path, row | more))
    assert (document.name, document.text) == ("c-1", TEXT)
    assert document.csl == {
        "type": "document",
        "title": "Comment",
        "author": [{"literal": "Ada Lovelace"}],
        "publisher": "An office",
        "issued": {"date-parts": [[2024, 3, 27]]},
        "URL": "https://example.org/1",
    }
    assert document.extra == {"docket": "X-9", "pages": [1, 2]}
    assert document.origin == str(tmp_path / "rows.jsonl")


def test_fields_are_known_by_other_names_and_what_is_not_chosen_is_kept(tmp_path: Path) -> None:
    (document,) = documents(jsonl(tmp_path, {"Body": TEXT, "abstract": "Shorter.", "_id": "x", "Headline": "H"}))
    assert (document.name, document.text, document.csl["title"]) == ("x", TEXT, "H")
    assert document.extra == {"abstract": "Shorter."}


def test_a_broken_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = jsonl(tmp_path, {"id": "a", "text": TEXT}, "{broken", "", "[1]", {"id": "b"}, {"id": "c", "text": TEXT})
    assert [document.name for document in documents(path)] == ["a", "c"]
    assert [(one.origin.removeprefix(f"{path}, "), one.reason.split(" (")[0]) for one in problems(path)] == [
        ("row 2", "it is not JSON"),
        ("row 4", "it is not a JSON object"),
        ("row 5", "it has no text"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(b'{"text": "caf\xe9"}', "bytes that are not UTF-8", id="a foreign byte"),
        pytest.param(b'{"text": ' + b"[" * 100_000, "nested too deeply", id="a deep nest"),
        pytest.param(b'{"text": ' + b"1" * 5000 + b"}", "not JSON", id="a number too large to read"),
        pytest.param(b'{"text": 7}', "no text", id="a number for a text"),
        pytest.param(b'{"text": " \\n"}', "blank", id="a blank text"),
    ],
)
def test_a_line_that_cannot_be_taken_is_a_problem_and_not_the_end(tmp_path: Path, line: bytes, reason: str) -> None:
    path = tmp_path / "rows.jsonl"
    good = [json.dumps({"id": f"g{at}", "text": TEXT + "é"}, ensure_ascii=False).encode() for at in range(20)]
    path.write_bytes(b"\n".join([*good[:10], line, *good[10:]]))
    assert len(documents(path)) == 20
    (problem,) = problems(path)
    assert reason in problem.reason
    assert problem.fix


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932"])
def test_rows_are_read_in_their_encoding(tmp_path: Path, encoding: str) -> None:
    text = "限界リスクは、既存の技術と比べて測る必要がある。"
    (tmp_path / "r.jsonl").write_bytes(json.dumps({"id": "j", "text": text}, ensure_ascii=False).encode(encoding))
    (tmp_path / "r.csv").write_bytes(f"id,text\nc,{text}\n".encode(encoding))
    assert [one.text for one in documents(tmp_path)] == [text, text]


def test_other_line_separators_inside_a_text_end_no_row(tmp_path: Path) -> None:
    row = json.dumps({"id": "a", "text": f"{TEXT}\u2028next\x85more"}, ensure_ascii=False)
    assert [one.text for one in documents(jsonl(tmp_path, row))] == [f"{TEXT}\u2028next\x85more"]


def test_halves_of_characters_and_nul_become_replacement_characters_everywhere(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path, '{"id": "a\\ud800", "text": "x\\udfff\\u0000 \\ud83d\\ude00", "title": "\\ud800", "k": ["\\ud800"]}'
    )
    (document,) = documents(path)
    assert document.text == "x?\ufffd 😀"
    assert json.dumps([document.csl, document.extra, document.name], ensure_ascii=False).encode()


def test_what_is_no_number_in_json_is_nothing(tmp_path: Path) -> None:
    (document,) = documents(jsonl(tmp_path, '{"id": "a", "text": "Some text.", "title": NaN, "score": Infinity}'))
    assert "title" not in document.csl
    assert document.extra == {}


def test_an_id_that_comes_twice_with_another_text_is_a_problem(tmp_path: Path) -> None:
    path = jsonl(tmp_path, {"id": "a", "text": TEXT}, {"id": "a", "text": "Other."}, {"id": "a", "text": TEXT})
    (problem,) = problems(path)
    assert "“a” came before" in problem.reason
    assert {document.text for document in documents(path)} == {TEXT}


def test_a_row_without_an_id_keeps_its_name_when_rows_move(tmp_path: Path) -> None:
    first = documents(jsonl(tmp_path, {"text": TEXT}))
    moved = documents(jsonl(tmp_path, {"text": "New one before."}, {"text": TEXT}))
    assert first[0].name == moved[1].name
    assert moved[0].name != moved[1].name


def test_an_id_of_digits_can_be_told_from_the_same_one_in_another_file(tmp_path: Path) -> None:
    assert documents(jsonl(tmp_path, {"id": 7, "text": TEXT}, name="survey.jsonl"))[0].longer_names == ("survey-7",)
    assert documents(jsonl(tmp_path, {"id": "NTIA-7", "text": TEXT}))[0].longer_names == ()


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        pytest.param(
            'id,text\na,"One, with\na line break."\nb,Two.\n', ["One, with\na line break.", "Two."], id="comma"
        ),
        pytest.param("id;text;note\na;One, and more.;x\n", ["One, and more."], id="semicolon"),
        pytest.param("id\ttext\na\tOne, and; more.\n", ["One, and; more."], id="tab"),
        pytest.param("id|text\na|One, and; more.\n", ["One, and; more."], id="bar"),
        pytest.param("sep=;\nid;text\na;One.\n", ["One."], id="Excel names the delimiter"),
        pytest.param("\n\nid,text\r\na,One.\r\n\r\n", ["One."], id="blank lines"),
        pytest.param('"id","text, in full","text"\na,b,One.\n', ["One."], id="a delimiter in the header"),
        pytest.param(
            'id,text,note\na,"He said ""yes"".",\nb,Short\n', ['He said "yes".', "Short"], id="quotes, short row"
        ),
    ],
)
def test_csv_is_read_as_spreadsheets_write_it(tmp_path: Path, content: str, rows: Sequence[str]) -> None:
    assert [document.text for document in documents(table(tmp_path, content))] == rows


def test_a_tsv_is_parted_by_tabs_whatever_else_its_header_has(tmp_path: Path) -> None:
    (document,) = documents(table(tmp_path, "id\ttext\ta,b,c,d\nx\tOne, two.\t\n", name="rows.tsv"))
    assert document.text == "One, two."


def test_a_row_with_more_cells_than_the_header_is_refused_and_not_cut_short(tmp_path: Path) -> None:
    path = table(tmp_path, "id,text\na,One, and more.\nb,Two.\n")
    assert [document.text for document in documents(path)] == ["Two."]
    (problem,) = problems(path)
    assert problem.origin == f"{path}, row 2"
    assert "3 cells, and the header 2" in problem.reason


def test_a_quote_that_is_never_closed_is_named_with_the_row_it_opens_in(tmp_path: Path) -> None:
    path = table(tmp_path, 'id,text\na,One.\nb,"Two\nc,Three.\n')
    assert [document.text for document in documents(path)] == ["One."]
    (problem,) = problems(path)
    assert problem.origin == f"{path}, row 3"
    assert "not CSV" in problem.reason


def test_rows_after_a_wrong_quote_are_read(tmp_path: Path) -> None:
    path = table(tmp_path, 'id,text\na,"One" and more\nb,Two.\n')
    assert [document.text for document in documents(path)] == ["Two."]
    assert [problem.origin for problem in problems(path)] == [f"{path}, row 2"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("rows.csv", "", "it is empty"),
        ("rows.jsonl", "", "it is empty"),
        ("rows.jsonl", "\n \n", "it is empty"),
        ("rows.csv", "id,text\n", "it is empty"),
        ("rows.csv", "a,b\n1,2\n", "none of its columns holds the text (a, b)"),
        ("rows.csv", "\x00\x01\x02" * 9, "binary file"),
    ],
)
def test_a_table_without_documents_says_why(tmp_path: Path, name: str, content: str, reason: str) -> None:
    (problem,) = problems(table(tmp_path, content, name))
    assert reason in problem.reason
