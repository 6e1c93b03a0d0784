"""`cruxmap import` takes other people's work in, and what was exported comes home."""

import json
from pathlib import Path

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
    assert "1 labels taken over as tentative marks" in ran.err
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
    assert "1 labels taken over" in ran.err or "There is no source" in ran.err


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
    assert "1 sources described." in ran.err
    described = json.loads(cruxmap("sources", "--json").out)["sources"][0]
    assert described["csl"]["author"] == [{"family": "Ada", "given": "A."}]
