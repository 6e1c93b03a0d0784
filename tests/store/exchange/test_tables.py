"""Tables bring every mark back, open in dataframes, and do not run in a spreadsheet."""

import io
import json
from dataclasses import replace

import pandas
import pyarrow.parquet
import pytest
from hypothesis import given, settings

from debate.handout import Handout
from debate.labels import Label
from debate.marks import MarkKind, Pole, Stance
from store.exchange import csv_tables, jsonl_tables, parquet_tables
from store.exchange.columns import Kind, Table
from store.exchange.errors import NotReadable
from store.exchange.label_rows import claims_from_rows, is_label_header, labels_from_rows
from store.exchange.labels import labels_of
from store.exchange.tables import LOSSES, tables_of
from tests.store.exchange.debates import FRAMEWORK, HOSTILE, handouts, large
from tests.store.exchange.lessening import lessened


def marks_of(handout: Handout) -> Table:
    return tables_of(handout)[0]


def expected(handout: Handout) -> list[Label]:
    return [lessened(label, LOSSES) for label in labels_of(handout)]


@given(handouts())
@settings(max_examples=60, deadline=None)
def test_marks_come_back_from_csv(handout: Handout) -> None:
    for spreadsheet in (False, True):
        rows = csv_tables.read(csv_tables.write(marks_of(handout), spreadsheet=spreadsheet))
        assert list(labels_from_rows(rows, FRAMEWORK)) == expected(handout)


@given(handouts())
@settings(max_examples=60, deadline=None)
def test_marks_come_back_from_jsonl(handout: Handout) -> None:
    rows = jsonl_tables.read(jsonl_tables.write(marks_of(handout)))
    assert list(labels_from_rows(rows, FRAMEWORK)) == expected(handout)


@given(handouts())
@settings(max_examples=30, deadline=None)
def test_marks_come_back_from_parquet(handout: Handout) -> None:
    rows = parquet_tables.read(parquet_tables.write(marks_of(handout)))
    assert list(labels_from_rows(rows, FRAMEWORK)) == expected(handout)


@given(handouts())
@settings(max_examples=40, deadline=None)
def test_a_claim_comes_back_from_each_kind_of_table(handout: Handout) -> None:
    table = next(one for one in tables_of(handout) if one.name == "claims")
    for rows in (
        csv_tables.read(csv_tables.write(table)),
        csv_tables.read(csv_tables.write(table, spreadsheet=True)),
        jsonl_tables.read(jsonl_tables.write(table)),
        parquet_tables.read(parquet_tables.write(table)),
    ):
        assert list(claims_from_rows(rows, FRAMEWORK)) == [handout.map.claim]


@given(handouts())
@settings(max_examples=30, deadline=None)
def test_pandas_and_pyarrow_read_the_same_quotes(handout: Handout) -> None:
    table = marks_of(handout)
    quotes = [row["quote"] for row in table.rows]
    # Quotes that are all digits are words too, which pandas must be told.
    frame = pandas.read_csv(io.StringIO(csv_tables.write(table)), keep_default_na=False, dtype={"quote": str})
    assert list(frame["quote"]) == quotes
    if quotes:
        lines = pandas.read_json(io.StringIO(jsonl_tables.write(table)), lines=True, dtype=False)
        assert list(lines["quote"]) == quotes
    arrow = pyarrow.parquet.read_table(io.BytesIO(parquet_tables.write(table)))
    assert arrow.column("quote").to_pylist() == quotes
    assert arrow.column("confidence").type == "double"


@pytest.mark.parametrize("name", ["marks", "verdicts", "coverage", "differences", "sources", "claims"])
def test_every_column_is_filled_and_explained(name: str) -> None:
    tables = tables_of(large(40))
    table = next(table for table in tables if table.name == name)
    names = [column.name for column in table.columns]
    assert all(list(row) == names for row in table.rows)
    said = json.loads(csv_tables.dictionary(tables, "csv"))
    columns = next(entry for entry in said["tables"] if entry["url"] == f"{name}.csv")["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == names
    assert all(column["dc:description"] for column in columns)


def test_a_coverage_table_has_every_cell_with_why_it_is_empty() -> None:
    handout = large(4)
    rows = next(table for table in tables_of(handout) if table.name == "coverage").rows
    assert len(rows) == 2 * len(FRAMEWORK.steps)
    assert all(bool(row["silence"]) == (row["level"] not in ("full", "partial")) for row in rows)


@pytest.mark.parametrize(
    "cell", [text for text in HOSTILE if text.startswith(("=", "+", "-", "@", "'"))] + ["\t=1", "\r=1"]
)
def test_a_cell_for_a_spreadsheet_begins_with_nothing_that_runs(cell: str) -> None:
    table = Table("t", (marks_of(large(4)).columns[9],), [{"quote": cell}])
    assert table.columns[0].kind is Kind.TEXT
    guarded = csv_tables.write(table, spreadsheet=True)
    assert guarded.split("\n", 1)[1].lstrip('"').startswith("'")
    assert csv_tables.read(guarded) == [{"quote": cell}]
    assert csv_tables.read(csv_tables.write(table)) == [{"quote": cell}]


@pytest.mark.parametrize(
    ("row", "label"),
    [
        pytest.param(
            {"doc_id": "smith24", "span": "Filters catch it.", "step": "Existing defences", "criteria": "3a, 3c"},
            Label(MarkKind.STEP, "existing_defenses", "Filters catch it.", source="smith24", criteria=("3a", "3c")),
            id="a step by its name",
        ),
        pytest.param(
            {"Quote": "Skill is scarce.", "assumption": "actor", "pole": "Doubts", "confidence": "0.7"},
            Label(MarkKind.ASSUMPTION, "actor", "Skill is scarce.", pole=Pole.DOUBTS, confidence=0.7),
            id="an assumption with its pole",
        ),
        pytest.param(
            {"quote": "It helps.", "stance": "pro", "claim": "Open weights add risk.", "start": 3, "end": 12},
            Label(MarkKind.STANCE, Stance.FOR, "It helps.", start=3, end=12, claim="Open weights add risk."),
            id="a stance toward a sentence",
        ),
        pytest.param(
            {"quote": "It helps.", "label": "science", "caveat": "yes"},
            Label(MarkKind.BENEFIT, "science", "It helps.", caveat=True),
            id="a label of any kind",
        ),
    ],
)
def test_rows_of_other_annotators_are_understood(row: dict[str, object], label: Label) -> None:
    assert is_label_header(row)
    assert list(labels_from_rows([row], FRAMEWORK)) == [label]


def test_an_annotator_who_is_named_is_kept() -> None:
    (label,) = labels_from_rows([{"quote": "x y", "label": "threat", "annotator": "bo"}], FRAMEWORK)
    assert isinstance(label, Label)
    assert label.author is not None
    assert (label.author.kind, label.author.name) == ("imported", "bo")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        pytest.param({"quote": "x", "step": "seven"}, "no step “seven”", id="an unknown step"),
        pytest.param({"quote": "x", "label": "seven"}, "“seven” is no step", id="an unknown label"),
        pytest.param({"quote": "x", "kind": "step", "label": "actor"}, "no step “actor”", id="a slot called a step"),
        pytest.param({"quote": "x", "kind": "idea", "label": "actor"}, "kind is “idea”", id="an unknown kind"),
        pytest.param({"quote": "x", "stance": "maybe"}, "no stance", id="an unknown stance"),
        pytest.param({"quote": "x", "step": "threat", "criteria": "9z"}, "9z", id="an unknown criterion"),
        pytest.param({"quote": "x", "slot": "actor", "pole": "up"}, "pole is “up”", id="an unknown pole"),
        pytest.param({"quote": "x", "step": "threat", "start": "first"}, "start is “first”", id="a place in words"),
        pytest.param({"quote": " ", "step": "threat"}, "quotes no words", id="no words"),
        pytest.param({}, "no step", id="nothing at all"),
    ],
)
def test_a_row_that_is_wrong_is_named_and_the_others_are_read(row: dict[str, object], says: str) -> None:
    good = {"quote": "x", "step": "threat"}
    first, second, third = labels_from_rows([good, row, good], FRAMEWORK)
    assert isinstance(second, NotReadable)
    assert "Row 2" in str(second)
    assert says in str(second)
    assert first == third == replace(Label(MarkKind.STEP, "threat", "x"))


def test_documents_with_text_are_no_labels() -> None:
    assert not is_label_header(["id", "title", "text", "label"])
    assert not is_label_header(["quote", "source"])


@pytest.mark.parametrize(("text", "line"), [('{"a": 1}\n{"a":', 2), ("[1]", 1), ("\n\nnull", 3), ("[" * 100_000, 1)])
def test_a_line_that_is_no_object_is_named(text: str, line: int) -> None:
    with pytest.raises(NotReadable, match=f"Line {line} "):
        jsonl_tables.read(text)


def test_what_is_no_parquet_is_refused() -> None:
    with pytest.raises(NotReadable, match="not Parquet"):
        parquet_tables.read(b"PAR1 but no")
