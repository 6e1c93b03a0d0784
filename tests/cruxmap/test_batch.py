"""Rows in, one result a row out: continued where it stopped, and wrong rows named with what mends them."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from cruxmap.batch.columns import claim_columns, document_columns
from debate.framework import load_framework
from store.exchange.parquet_tables import read as read_parquet
from tests.cruxmap.conftest import Command, Ran

BIO = "Compared with search engines, open models increase the risk of bioweapons made by terrorists."
MAIL = "Open models do not change the risk of phishing by criminals."


@pytest.fixture(autouse=True)
def _somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that a command names by itself land in a folder of the test."""
    monkeypatch.chdir(tmp_path)


def rows_file(name: str, *rows: Mapping[str, object]) -> str:
    path = Path(name)
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return name
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
        writer.writeheader()
        writer.writerows(rows)
    return name


def lines(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


def by_id(rows: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {str(row["id"]): row for row in rows}


def test_each_claim_comes_back_as_one_line_with_its_levels_and_its_own_columns(cruxmap: Command) -> None:
    given = rows_file("claims.csv", {"id": "a", "claim": BIO, "who": "Ada"}, {"id": "b", "claim": MAIL, "who": "Bo"})
    ran = cruxmap("batch", given)
    found = by_id(lines(ran))
    assert ran.code == 0
    assert [found[name]["who"] for name in "ab"] == ["Ada", "Bo"]
    assert found["a"]["direction"] == "increase"
    assert found["a"]["for_threat"] in ("full", "partial")
    assert found["a"]["baselines"] == ["internet"]


def test_a_row_says_the_same_as_analyze(cruxmap: Command) -> None:
    (row,) = lines(cruxmap("batch", rows_file("claims.jsonl", {"claim": BIO})))
    picture = json.loads(cruxmap("analyze", BIO, "--json").out)
    assert {f"{cell['side']}_{cell['step']}": cell["level"] for cell in picture["coverage"]}.items() <= row.items()
    assert row["talking_past"] == picture["talking_past"]
    assert row["cruxes"] == [crux["slot"] for crux in picture["cruxes"]]


def test_given_fields_stand_and_named_sources_alone_are_read(cruxmap: Command) -> None:
    row = {"claim": "They get worse.", "vector": "bio", "direction": "no_change", "baseline": "internet"}
    given = rows_file("claims.jsonl", {**row, "sources": ["alarm.md"]})
    (found,) = lines(cruxmap("batch", given))
    assert (found["vector"], found["direction"], found["baselines"]) == ("bio", "no_change", ["internet"])
    assert found["sources"] == 1


def test_each_sides_own_text_speaks_for_that_side(cruxmap: Command) -> None:
    texts = {
        "for_text": "Terrorists could ask the model for the synthesis route of a pathogen, step by step.",
        "against_text": "Such methods have been in textbooks and on the Internet for decades, long before models.",
    }
    (found,) = lines(cruxmap("batch", rows_file("claims.jsonl", {"claim": BIO, **texts})))
    assert found["sources"] == 2
    assert found["for_criteria"] != found["against_criteria"]
    assert found["against_threat"] == "absent"


WRONG = (
    ({"claim": ""}, "no claim", "column named claim"),
    ({"claim": MAIL, "vector": "gremlins"}, "gremlins", "Known: bio"),
    ({"claim": MAIL, "direction": "sideways"}, "sideways", "increase"),
    ({"claim": MAIL, "sources": "no-such-source"}, "no-such-source", "cruxmap sources"),
    ({"claim": "x" * 3000}, "3,000 characters", "one sentence"),
)


@pytest.mark.parametrize(("row", "named", "fix"), WRONG)
def test_a_wrong_row_is_named_with_its_fix_and_the_rest_goes_on(
    cruxmap: Command, row: Mapping[str, object], named: str, fix: str
) -> None:
    ran = cruxmap("batch", rows_file("claims.jsonl", {"id": "bad", **row}, {"id": "good", "claim": BIO}))
    assert ran.code == 1
    assert "Row 1: " in ran.err
    assert named in ran.err
    assert fix in ran.err
    assert "for_threat" in by_id(lines(ran))["good"]


def test_a_line_that_is_no_json_is_named_and_the_rest_goes_on(cruxmap: Command) -> None:
    Path("claims.jsonl").write_text('{"claim": \n' + json.dumps({"claim": BIO}) + "\n", encoding="utf-8")
    ran = cruxmap("batch", "claims.jsonl")
    assert ran.code == 1
    assert "Row 1: it is not JSON" in ran.err
    assert len([row for row in lines(ran) if "for_threat" in row]) == 1


def test_failed_rows_are_a_file_that_can_be_mended_and_given_again(cruxmap: Command) -> None:
    cruxmap("batch", rows_file("claims.csv", {"id": "d", "claim": BIO, "vector": "gremlins", "who": "Ada"}))
    failed = Path("claims.failed.jsonl")
    row = json.loads(failed.read_text(encoding="utf-8"))
    assert "gremlins" in row["cruxmap_error"]
    failed.write_text(json.dumps({**row, "vector": "bio"}), encoding="utf-8")
    ran = cruxmap("batch", str(failed))
    (found,) = lines(ran)
    assert ran.code == 0
    assert (found["id"], found["who"], "cruxmap_error" in found) == ("d", "Ada", False)


def test_the_same_command_again_works_on_nothing_twice_and_prints_everything(cruxmap: Command) -> None:
    given = rows_file("claims.jsonl", {"claim": BIO}, {"claim": MAIL})
    first = lines(cruxmap("batch", given, "--limit", "1"))
    both = lines(cruxmap("batch", given))
    again = lines(cruxmap("batch", given))
    assert len(both) == 2
    assert both[0] == first[0]
    assert again == both
    assert json.loads(cruxmap("batch", given, "--dry-run").out) == {
        "kind": "claims",
        "rows": 2,
        "bad": 0,
        "known": 2,
        "to_do": 0,
    }


def test_a_new_source_makes_claims_be_asked_again(cruxmap: Command, tmp_path: Path) -> None:
    given = rows_file("claims.jsonl", {"claim": BIO})
    cruxmap("batch", given)
    (tmp_path / "new.txt").write_text("Terrorists could make pathogens with open weights, we fear.", encoding="utf-8")
    cruxmap("import", str(tmp_path / "new.txt"))
    assert json.loads(cruxmap("batch", given, "--dry-run").out)["to_do"] == 1


def test_a_dry_run_keeps_and_writes_nothing(cruxmap: Command) -> None:
    given = rows_file("claims.jsonl", {"claim": BIO})
    cruxmap("batch", given, "--dry-run", "--output", "out.csv")
    assert not Path("out.csv").exists()
    assert json.loads(cruxmap("claims", "--json").out)["claims"] == []


def test_the_same_row_twice_is_worked_on_once_and_answered_twice(cruxmap: Command) -> None:
    given = rows_file("claims.jsonl", {"id": 1, "claim": BIO}, {"id": 2, "claim": BIO})
    first, second = lines(cruxmap("batch", given))
    assert (first["id"], second["id"]) == ("1", "2")
    assert {**first, "row": 0, "id": ""} == {**second, "row": 0, "id": ""}


def test_a_sample_is_the_same_for_the_same_seed(cruxmap: Command) -> None:
    given = rows_file("claims.jsonl", *({"id": n, "claim": f"{BIO} {n}"} for n in range(8)))
    drawn = [
        [row["id"] for row in lines(cruxmap("batch", given, "--sample", "3", "--seed", seed))]
        for seed in ("1", "1", "2")
    ]
    assert drawn[0] == drawn[1] != drawn[2]
    assert all(len(ids) == 3 for ids in drawn)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_results_are_a_table_in_the_order_of_the_input_with_a_column_for_each_that_came_in(
    cruxmap: Command, ending: str
) -> None:
    given = rows_file("claims.jsonl", {"claim": MAIL, "weight": 2}, {"claim": BIO, "weight": 3, "row": "mine"})
    cruxmap("batch", given, "--output", f"out.{ending}")
    raw = Path(f"out.{ending}").read_bytes()
    if ending == "parquet":
        found: list[Mapping[str, Any]] = list(read_parquet(raw))
    elif ending == "csv":
        found = list(csv.DictReader(raw.decode().splitlines()))
    else:
        found = [json.loads(line) for line in raw.decode().splitlines()]
    assert [int(row["row"]) for row in found] == [1, 2]
    assert [int(row["weight"]) for row in found] == [2, 3]
    assert found[1]["input.row"] == "mine"
    names = [column.name for column in claim_columns(load_framework())]
    assert list(found[0])[: len(names)] == names


def test_the_dictionary_says_what_every_column_of_the_table_is(cruxmap: Command) -> None:
    given = rows_file("claims.csv", {"claim": BIO, "who": "Ada"})
    cruxmap("batch", given, "--output", "out.csv", "--dictionary", "out.json")
    said = json.loads(Path("out.json").read_text(encoding="utf-8"))["tables"][0]
    described = {column["name"]: column["dc:description"] for column in said["tableSchema"]["columns"]}
    assert said["url"] == "out.csv"
    assert list(described) == Path("out.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert all(described.values())


def test_parquet_is_read_too(cruxmap: Command) -> None:
    cruxmap("batch", rows_file("claims.jsonl", {"id": "a", "claim": BIO}), "--output", "claims.parquet")
    (found,) = lines(cruxmap("batch", "claims.parquet"))
    assert found["id"] == "a"
    assert found["claim"] == BIO


def test_documents_are_taken_in_and_assessed(cruxmap: Command) -> None:
    text = "Terrorists could ask an open model for the synthesis route of a dangerous pathogen."
    given = rows_file("letters.jsonl", {"id": "l1", "text": text, "desk": 3}, {"id": "l2", "text": " "})
    ran = cruxmap("batch", given)
    found = by_id(lines(ran))
    assert ran.code == 1
    assert (found["l1"]["source"], found["l1"]["desk"]) == ("l1", 3)
    assert set(found["l1"]) >= {column.name for column in document_columns(load_framework())}
    assert "l1" in cruxmap("sources").out
    assert lines(cruxmap("batch", given))[-1] == found["l1"]


def test_rows_with_text_alone_are_claims_unless_they_are_said_to_be_documents(cruxmap: Command) -> None:
    given = rows_file("rows.jsonl", {"text": BIO})
    assert "claim_id" in lines(cruxmap("batch", given))[0]
    assert "source" in lines(cruxmap("batch", given, "--kind", "documents"))[0]


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("claims.xlsx", b"PK", "no table"),
        ("claims.csv", b"a,b\n1,2\n", "none of its columns"),
        ("claims.parquet", b"nothing of the kind", "not Parquet"),
    ],
)
def test_a_file_that_is_no_input_is_named(cruxmap: Command, name: str, content: bytes, named: str) -> None:
    Path(name).write_bytes(content)
    ran = cruxmap("batch", name)
    assert ran.code == 2
    assert named in ran.err


def test_an_output_that_cannot_be_written_so_is_refused_before_any_work(cruxmap: Command) -> None:
    ran = cruxmap("batch", rows_file("claims.jsonl", {"claim": BIO}), "--output", "out.docx")
    assert (ran.code, ran.out) == (2, "")
    assert ".parquet" in ran.err
