"""`cruxmap export` writes what it says it wrote, and says what stays home."""

import json
from pathlib import Path

import pytest

from store.exchange.formats import FORMATS
from tests.cruxmap.conftest import Command

CLAIM = "Compared with the Internet, open models increase the risk of bioweapons by novices today."


@pytest.mark.parametrize("name", [one.name for one in FORMATS.values() if not one.tabular])
def test_each_format_is_one_file_and_its_ending_is_enough(name: str, cruxmap: Command, tmp_path: Path) -> None:
    target = tmp_path / f"map.{FORMATS[name].ending}"
    ran = cruxmap("export", CLAIM, "--output", str(target))
    assert (ran.code, ran.out) == (0, "")
    assert f"Wrote “{target}” ({target.stat().st_size:,} bytes)" in ran.err
    assert target.stat().st_size > 100


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet"])
def test_tables_are_a_folder_with_a_dictionary(name: str, cruxmap: Command, tmp_path: Path) -> None:
    assert cruxmap("export", CLAIM, "--format", name, "--output", str(tmp_path / "out")).code == 0
    names = {"marks", "verdicts", "coverage", "differences", "sources", "claims"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{one}.{name}" for one in names} | {"columns.json"}


def test_one_table_goes_to_stdout_as_data(cruxmap: Command) -> None:
    ran = cruxmap("export", CLAIM, "--format", "csv", "--table", "coverage", "--output", "-")
    lines = ran.out.splitlines()
    assert lines[0].startswith("claim,side_id,side,step")
    assert len(lines) == 13
    assert ran.err == ""


def test_tables_named_like_a_file_are_the_table_of_marks(cruxmap: Command, tmp_path: Path) -> None:
    ran = cruxmap("export", CLAIM, "--output", str(tmp_path / "map.csv"))
    assert "It is the table of marks; name a folder for all" in ran.err
    assert (tmp_path / "map.csv").read_text(encoding="utf-8").startswith("mark,kind,label")


def marks_in(cruxmap: Command, *options: str) -> dict[str, object]:
    said: dict[str, object] = json.loads(cruxmap("export", CLAIM, "--format", "json", "--output", "-", *options).out)
    return said


def test_rejected_marks_stay_home_unless_asked_and_are_counted(cruxmap: Command, tmp_path: Path) -> None:
    marks = marks_in(cruxmap)["marks"]
    assert isinstance(marks, dict)
    rejected = next(iter(marks))
    cruxmap("decide", rejected, "rejected", "--by", "ada")
    ran = cruxmap("export", CLAIM, "--output", str(tmp_path / "map.html"))
    assert "Rejected marks stay home, 1 in number; --rejected takes them along." in ran.err
    ran = cruxmap("export", CLAIM, "--rejected", "--output", str(tmp_path / "map.argdown"))
    assert "Rejected marks stay home, 1 in number; argdown has no place for them." in ran.err
    assert rejected not in (tmp_path / "map.html").read_text(encoding="utf-8")
    assert rejected not in json.dumps(marks_in(cruxmap))
    assert rejected in json.dumps(marks_in(cruxmap, "--rejected")["rejected"])


def test_the_public_is_not_told_what_was_flagged(cruxmap: Command, tmp_path: Path) -> None:
    marks = marks_in(cruxmap)["marks"]
    assert isinstance(marks, dict)
    name, mark = next((name, mark) for name, mark in marks.items() if mark["kind"] == "step" and mark["sides"])
    cruxmap("decide", name, "accepted", "--by", "ada", "--note", "#operational names the steps")
    words = json.dumps(mark["quote"], ensure_ascii=False)[1:-1]
    assert words in json.dumps(marks_in(cruxmap), ensure_ascii=False)
    for form in FORMATS.values():
        target = tmp_path / (form.name if form.tabular else f"public.{form.ending}")
        ran = cruxmap("export", CLAIM, "--format", form.name, "--audience", "public", "--output", str(target))
        assert ran.code == 0
        assert "are withheld as operational detail" in ran.err
        files = target.iterdir() if target.is_dir() else [target]
        if form.name not in ("parquet", "refi-qda"):
            assert all(words not in path.read_text(encoding="utf-8") for path in files)


def test_losses_are_told_and_go_beside_the_file_on_request(cruxmap: Command, tmp_path: Path) -> None:
    for form in FORMATS.values():
        ran = cruxmap("export", "--format", form.name, "--losses")
        assert ran.code == 0
        assert ran.out.startswith(f"What {form.name} cannot carry:\n  ")
    target = tmp_path / "map.argdown"
    cruxmap("export", CLAIM, "--output", str(target), "--sidecar")
    said = json.loads((tmp_path / "map.argdown.losses.json").read_text(encoding="utf-8"))
    assert {loss["what"] for loss in said["lost"]} == {loss.what for loss in FORMATS["argdown"].losses}
    assert said["rejected_marks_left_out"] == 0


def test_a_spreadsheet_gets_cells_that_cannot_run(cruxmap: Command, tmp_path: Path) -> None:
    assert cruxmap("export", CLAIM, "--format", "csv", "--spreadsheet", "--output", str(tmp_path)).code == 0
    assert (tmp_path / "marks.csv").read_text(encoding="utf-8").startswith("\ufeff")


def test_sources_side_by_side_make_a_report_and_no_argument(cruxmap: Command, tmp_path: Path) -> None:
    names = [line.split()[0] for line in cruxmap("sources").out.splitlines() if line and not line[0].isspace()][:2]
    chosen = [part for name in names for part in ("--source", name)]
    ran = cruxmap("export", "--compare", *chosen, "--output", str(tmp_path / "compared.html"))
    assert ran.code == 0, ran.err
    assert "Compared: " in (tmp_path / "compared.html").read_text(encoding="utf-8")
    ran = cruxmap("export", "--compare", *chosen, "--output", str(tmp_path / "compared.argdown"))
    assert ran.code == 2
    assert "no claim to argue about" in ran.err
    assert not (tmp_path / "compared.argdown").exists()


@pytest.mark.parametrize("kind", ["documents", "claims"])
def test_an_atlas_is_a_page_or_tables(kind: str, cruxmap: Command, tmp_path: Path) -> None:
    cruxmap("analyze", CLAIM)
    ran = cruxmap("export", "--atlas", kind, "--output", str(tmp_path / "atlas.html"))
    assert ran.code == 0, ran.err
    assert "rows." in ran.err
    assert cruxmap("export", "--atlas", kind, "--format", "parquet", "--output", str(tmp_path / "atlas")).code == 0
    assert {path.name for path in (tmp_path / "atlas").iterdir()} == {
        "atlas.parquet",
        "atlas_cells.parquet",
        "columns.json",
    }


def test_an_atlas_goes_to_stdout_as_data(cruxmap: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    assert cruxmap("export", "--atlas", "documents", "--format", "csv", "--output", "-").out.startswith("id,name,")
    assert cruxmap("export", "--atlas", "documents", "--format", "html", "--output", "-").out.startswith("<!DOCTYPE")
    assert set(tmp_path.iterdir()) == before
    assert "marks and words" in cruxmap("export", "--atlas", "claims", "--format", "csv", "--losses").out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param([CLAIM], "--output", id="nowhere to write"),
        pytest.param(["--output", "x.html"], "Give a claim", id="nothing to write"),
        pytest.param([CLAIM, "--atlas", "claims", "--output", "x.html"], "Give a claim", id="two things at once"),
        pytest.param([CLAIM, "--output", "x.unknown"], "tells no format", id="an ending nobody knows"),
        pytest.param([CLAIM, "--format", "docx", "--output", "x"], "no format “docx”", id="a format nobody knows"),
        pytest.param([CLAIM, "--format", "html", "--table", "marks", "--output", "x"], "--table is for", id="no table"),
        pytest.param(
            [CLAIM, "--format", "json", "--spreadsheet", "--output", "x"], "--spreadsheet is for", id="no sheet"
        ),
        pytest.param(["--compare", "--source", "a", "--output", "x.html"], "two sources", id="one source alone"),
        pytest.param(["--atlas", "claims", "--rejected", "--output", "x.html"], "levels alone", id="an atlas of marks"),
        pytest.param(
            ["--atlas", "claims", "--format", "csv", "--table", "marks", "--output", "x"], "for one map", id="its table"
        ),
        pytest.param([CLAIM, "--sidecar", "--format", "dot", "--output", "-"], "beside a file", id="beside nothing"),
        pytest.param(["--atlas", "claims", "--output", "x.svg"], "An atlas is written as", id="no picture of an atlas"),
        pytest.param(["4cf13a38541e", "--output", "x.html"], "no claim", id="an id nobody asked"),
        pytest.param([CLAIM, "--source", "nobody", "--output", "x.html"], "no source “nobody”", id="an unknown source"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    arguments: list[str], says: str, cruxmap: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    ran = cruxmap("export", *arguments)
    assert ran.code == 2
    assert says in ran.err
    assert set(tmp_path.iterdir()) == before


def test_a_place_that_cannot_be_written_is_no_success(cruxmap: Command, tmp_path: Path) -> None:
    ran = cruxmap("export", CLAIM, "--output", str(tmp_path / "missing" / "map.html"))
    assert ran.code == 2
    assert "cannot be written" in ran.err
    assert "Wrote" not in ran.err


def test_the_formats_are_listed(cruxmap: Command) -> None:
    ran = cruxmap("export", "--list")
    assert [line.split()[0] for line in ran.out.splitlines()] == list(FORMATS)
