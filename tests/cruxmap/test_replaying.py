"""What was done by key or by command is a journal, and a journal is done again on another project."""

import json
import shutil
from pathlib import Path

import pytest

from debate.actions import entry_from_line
from debate.claims import Direction, claim_id
from tests.cruxmap.conftest import Command
from tests.cruxmap.test_questions import CLAIM, cells, picture_of


def first_words(cruxmap: Command, side: str, step: str) -> tuple[str, str]:
    """Id and words of the strongest mark of a cell."""
    picture = picture_of(cruxmap("analyze", CLAIM, "--json"))
    cell = next(cell for cell in picture["coverage"] if (cell["side"], cell["step"]) == (side, step))
    mark_id = cell["marks"][0]
    return mark_id, picture["marks"][mark_id]["quote"]


def test_a_verdict_replayed_on_another_project_rejects_the_same_words_there(
    cruxmap: Command, project: Path, imported: Path, tmp_path: Path
) -> None:
    mark_id, words = first_words(cruxmap, "for", "marginal_evidence")
    assert cruxmap("decide", mark_id, "rejected", "--by", "ada").code == 0
    journal = tmp_path / "done.jsonl"
    journal.write_text(cruxmap("journal").out, encoding="utf-8")
    other, untouched = (shutil.copy(imported, tmp_path / f"{name}.cruxmap") for name in ("other", "untouched"))
    again = cruxmap("replay", str(journal), "--project", str(other))
    assert (again.code, again.err) == (0, "1 of 1 actions done.\n")
    before = picture_of(cruxmap("analyze", CLAIM, "--json", "--project", str(untouched)))
    after = picture_of(cruxmap("analyze", CLAIM, "--json", "--project", str(other)))
    assert words in cells(before, "for")["marginal_evidence"][1]
    assert words not in cells(after, "for")["marginal_evidence"][1]
    assert cruxmap("journal", "--project", str(other)).out == cruxmap("journal").out


def test_an_action_that_cannot_be_done_is_named_and_the_rest_goes_on(cruxmap: Command, tmp_path: Path) -> None:
    mark_id, _ = first_words(cruxmap, "for", "threat")
    lines = [{"action": "reject", "mark": "no-such-mark", "by": "ada"}, {"action": "accept", "mark": mark_id}]
    journal = tmp_path / "done.jsonl"
    journal.write_text("\n\n".join(map(json.dumps, lines)), encoding="utf-8")
    ran = cruxmap("replay", str(journal), "--by", "grace")
    assert ran.code == 1
    assert "1 reject: There is no mark “no-such-mark”" in ran.err
    assert "1 of 2 actions done." in ran.err
    assert entry_from_line(cruxmap("journal").out).by == "grace"
    strict = cruxmap("replay", str(journal), "--strict")
    assert strict.code == 2
    assert "actions done" not in strict.err


@pytest.mark.parametrize("content", ["not json", '{"by": "ada"}', "[1]"])
def test_a_file_that_is_no_journal_changes_nothing(cruxmap: Command, tmp_path: Path, content: str) -> None:
    journal = tmp_path / "done.jsonl"
    journal.write_text(content, encoding="utf-8")
    ran = cruxmap("replay", str(journal))
    assert (ran.code, cruxmap("journal").out) == (2, "")
    assert "Line 1 is not an action" in ran.err


@pytest.fixture
def exporting(tmp_path: Path, docket: Path) -> Path:
    """A journal that imports a docket, asks a claim, and exports its map to a place of its own."""
    away = tmp_path / "somebody" / "else"
    away.mkdir(parents=True)
    lines = [
        {"action": "import", "paths": [str(docket)]},
        {"action": "keep-claim", "text": CLAIM, "direction": "increase", "vector": "bio"},
        {
            "action": "export",
            "claim": claim_id(CLAIM, Direction.INCREASE),
            "format": "json",
            "path": str(away / "map.json"),
        },
    ]
    journal = tmp_path / "done.jsonl"
    journal.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return journal


def test_an_import_and_an_export_are_done_again_on_another_project(
    cruxmap: Command, tmp_path: Path, exporting: Path
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    ran = cruxmap("replay", str(exporting), "--exports", str(folder), "--project", str(tmp_path / "new.cruxmap"))
    assert (ran.code, ran.err.splitlines()[-1]) == (0, "3 of 3 actions done.")
    assert json.loads((folder / "map.json").read_text(encoding="utf-8"))


def test_a_journal_writes_nowhere_but_into_the_folder_it_is_given(
    cruxmap: Command, tmp_path: Path, exporting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    cruxmap("replay", str(exporting), "--project", str(tmp_path / "new.cruxmap"))
    assert (folder / "map.json").is_file()
    assert not list((tmp_path / "somebody" / "else").iterdir())


def test_a_journal_writes_over_no_file(cruxmap: Command, tmp_path: Path, exporting: Path) -> None:
    (tmp_path / "map.json").write_text("precious", encoding="utf-8")
    ran = cruxmap("replay", str(exporting), "--exports", str(tmp_path), "--project", str(tmp_path / "new.cruxmap"))
    assert ran.code == 1
    assert "a journal writes over nothing" in ran.err.replace("\n", " ")
    assert (tmp_path / "map.json").read_text(encoding="utf-8") == "precious"
