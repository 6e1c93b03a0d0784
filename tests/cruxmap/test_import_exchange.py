"""`cruxmap import` takes other people's work in, and what was exported comes home."""

import json
from pathlib import Path

import pytest

from tests.cruxmap.conftest import Command

CLAIM = "Compared with the Internet, open models increase the risk of bioweapons by novices today."


def test_a_map_goes_to_a_new_project_and_says_the_same_there(cruxmap: Command, tmp_path: Path) -> None:
    here = json.loads(cruxmap("export", CLAIM, "--format", "json", "--output", "-").out)
    file = tmp_path / "map.json"
    file.write_text(json.dumps(here), encoding="utf-8")
    other = ("--project", str(tmp_path / "other.cruxmap"))
    ran = cruxmap(*other, "import", str(file))
    assert ran.code == 0, ran.err
    assert f"{len(here['marks'])} marks and 0 verdicts taken over under their ids" in ran.err
    assert cruxmap(*other, "db", "verify").code == 0
    there = json.loads(cruxmap(*other, "export", here["claim"]["id"], "--format", "json", "--output", "-").out)
    shared = here["marks"].keys() & there["marks"].keys()
    assert len(shared) > 0.9 * len(here["marks"])
    assert all(here["marks"][name]["quote"] == there["marks"][name]["quote"] for name in shared)


def test_a_colleagues_labels_change_nothing_until_a_person_accepts_them(cruxmap: Command, tmp_path: Path) -> None:
    coverage = ("export", CLAIM, "--format", "csv", "--table", "coverage", "--output", "-")
    before = cruxmap(*coverage).out
    rows = "quote,step,criteria,annotator,confidence\nsuppliers screen DNA orders,Existing defences,3a 3c,bo,1.0\n"
    (tmp_path / "labels.csv").write_text(rows, encoding="utf-8")
    ran = cruxmap("import", str(tmp_path / "labels.csv"))
    assert ran.code == 0, ran.err
    assert "1 label taken over as tentative marks" in ran.err
    assert [line.split(",")[8] for line in cruxmap(*coverage).out.splitlines()] == [
        line.split(",")[8] for line in before.splitlines()
    ]
    said = json.loads(cruxmap("export", CLAIM, "--format", "json", "--output", "-").out)
    (mark_id,) = [name for name, mark in said["marks"].items() if mark["author"]["name"] == "bo (imported)"]
    cruxmap("decide", mark_id, "accepted", "--by", "ada")
    said = json.loads(cruxmap("export", CLAIM, "--format", "json", "--output", "-").out)
    cell = next(c for c in said["coverage"] if (c["side"], c["step"]) == ("against", "existing_defenses"))
    assert mark_id in cell["marks"]


def test_documents_and_labels_come_in_together_documents_first(cruxmap: Command, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("Nobody has shown real use of open models by terrorists.", encoding="utf-8")
    labels = {"quote": "Nobody has shown real use", "label": "4f", "step": "4", "source": "new"}
    (tmp_path / "labels.jsonl").write_text(json.dumps(labels) + "\n", encoding="utf-8")
    ran = cruxmap("import", str(tmp_path / "labels.jsonl"), str(tmp_path / "new.txt"))
    assert "1 new" in ran.err
    assert "1 label taken over" in ran.err


def test_what_cannot_be_taken_in_is_named_and_the_code_says_so(cruxmap: Command, tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text("quote,step\nwords that nobody wrote here,threat\nx,seven\n", encoding="utf-8")
    (tmp_path / "broken.bib").write_text("@misc{a, title = {open", encoding="utf-8")
    ran = cruxmap("import", str(tmp_path / "labels.csv"), str(tmp_path / "broken.bib"))
    assert ran.code == 1
    for said in ("do not stand in any source", "Row 2: There is no step “seven”", "broken.bib”: Line 1"):
        assert said in ran.err


def test_a_bibliography_describes_the_sources_it_names(cruxmap: Command, tmp_path: Path) -> None:
    source = json.loads(cruxmap("sources", "--json").out)["sources"][0]
    (tmp_path / "refs.bib").write_text(
        f"@report{{x, title = {{{source['title']}}}, author = {{Ada, A.}}}}", encoding="utf-8"
    )
    ran = cruxmap("import", str(tmp_path / "refs.bib"))
    assert "1 source described." in ran.err
    described = json.loads(cruxmap("sources", "--json").out)["sources"][0]
    assert described["csl"]["author"] == [{"family": "Ada", "given": "A."}]


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet"])
def test_a_folder_of_tables_comes_home(name: str, cruxmap: Command, tmp_path: Path) -> None:
    assert cruxmap("export", CLAIM, "--format", name, "--output", str(tmp_path / "out")).code == 0
    marks = len(json.loads(cruxmap("export", CLAIM, "--format", "json", "--output", "-").out)["marks"])
    ran = cruxmap("import", str(tmp_path / "out"))
    assert ran.code == 0, ran.err
    assert "1 claim taken over" in ran.err
    assert f"{marks} labels taken over as tentative marks ({marks} on the very text they were made on)" in ran.err


@pytest.mark.parametrize("table", ["coverage", "differences", "verdicts", "sources"])
def test_what_was_computed_from_marks_is_no_table_of_claims_or_labels(
    table: str, cruxmap: Command, tmp_path: Path
) -> None:
    cruxmap("export", CLAIM, "--format", "csv", "--output", str(tmp_path / "out"))
    claims = cruxmap("claims").out
    ran = cruxmap("import", str(tmp_path / "out" / f"{table}.csv"))
    assert ran.code == 1
    assert f"“{table}.csv” tells what cruxmap made of marks" in ran.err
    assert cruxmap("claims").out == claims


def test_one_complaint_of_many_labels_is_made_once(cruxmap: Command, tmp_path: Path) -> None:
    rows = "".join(f"words {number},threat,nobody-has-it\n" for number in range(40))
    (tmp_path / "labels.csv").write_text(f"quote,step,source\n{rows}", encoding="utf-8")
    ran = cruxmap("import", str(tmp_path / "labels.csv"))
    assert ran.code == 1
    assert ran.err.count("There is no source “nobody-has-it”") == 1
    assert "(40 times)" in ran.err
