import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlite_utils

from store import migrations
from store.errors import DamagedProject, LockedProject, NewerProject, NoProjectFile, NotAProject, ReadOnlyProject
from store.migrations import STEPS
from store.project import Project, open_project
from tests.store.building import ALARM, keep, step_mark


def test_a_new_project_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "new.cruxmap"
    with open_project(path) as project:
        assert project.sources() == []
        assert project.file.value("PRAGMA journal_mode") == "wal"
        assert project.file.value("PRAGMA foreign_keys") == 1
        assert project.file.value("PRAGMA synchronous") == 1
    assert path.is_file()


def test_a_project_that_must_exist_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NoProjectFile, match=r"no project .*cruxmap import"):
        open_project(tmp_path / "none.cruxmap", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_the_first_schema_is_backed_up_and_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.cruxmap"
    _make_old(path)
    with open_project(path) as project:
        assert [hit.passage_id for hit in project.lexical("weights", 5)] == ["paper#0000"]
        project.remember("index", "1")
        assert project.unannotated("local", "1") == ["paper#0000"]
        project.add_marks([step_mark(project.passages(["paper#0000"])["paper#0000"])])
    (backup,) = tmp_path.glob("*.backup")
    assert backup.name == "old.cruxmap.before-lexical_index.backup"
    old = sqlite3.connect(backup)
    assert old.execute("SELECT text FROM passages").fetchall() == [("Weights are open.",)]
    assert not old.execute("SELECT 1 FROM sqlite_master WHERE name = 'settings'").fetchall()
    old.close()
    with open_project(path):
        assert len(list(tmp_path.glob("*.backup"))) == 1


def _make_old(path: Path) -> None:
    db = sqlite_utils.Database(path)
    migrations.migrations().apply(db, stop_before=STEPS[1].__name__)
    db.table("sources").insert(
        {"number": 1, "id": "paper", "name": "paper", "version": 1, "content_hash": "0", "csl": "{}", "origin": "o"}
        | {"language": "en", "characters": 17, "extra": "{}"}
    )
    db.table("texts").insert({"source": 1, "text": "Weights are open."})
    db.table("passages").insert(
        {"id": "paper#0000", "source": 1, "ordinal": 0, "start": 0, "end": 17}
        | {"text": "Weights are open.", "language": "en"}
    )
    db.close()


def test_a_migration_that_fails_leaves_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.cruxmap"
    _make_old(path)

    def broken(db: sqlite_utils.Database) -> None:
        db.execute("CREATE TABLE half_done (number INTEGER)")
        db.execute("INSERT INTO nowhere VALUES (1)")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", (*STEPS, broken))
        patch.setattr("store.opening.STEPS", (*STEPS, broken))
        with pytest.raises(DamagedProject, match="nowhere"):
            open_project(path)
    with open_project(path) as project:
        assert not project.file.value("SELECT 1 FROM sqlite_master WHERE name = 'half_done'")
        assert project.lexical("weights", 5)


def test_a_file_from_a_newer_program_is_left_alone(project: Project) -> None:
    with project.file.writing() as db:
        row = {"migration_set": "cruxmap", "name": "holograms", "applied_at": "2030"}
        db.table("_sqlite_migrations").insert(row)
    with pytest.raises(NewerProject, match=r"“holograms”.*pip install --upgrade"):
        open_project(project.path)


def test_what_is_not_a_project_is_named(tmp_path: Path) -> None:
    essay = tmp_path / "essay.txt"
    essay.write_text("Released weights cannot be recalled. " * 100)
    with pytest.raises(NotAProject, match=r"essay\.txt” is not a cruxmap project.*cruxmap import"):
        open_project(essay)
    assert essay.read_text().startswith("Released")
    with pytest.raises(NotAProject, match="folder"):
        open_project(tmp_path)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotAProject, match="another program"):
        open_project(path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_project(tmp_path: Path) -> None:
    path = tmp_path / "empty.cruxmap"
    path.touch()
    with open_project(path) as project:
        assert project.claims() == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReadOnlyProject, match=r"folder .*--project"):
        open_project(tmp_path / "file" / "new.cruxmap")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ReadOnlyProject, match=r"Make the folder writable"):
            open_project(tmp_path / "new.cruxmap")
    finally:
        tmp_path.chmod(0o700)


def test_a_read_only_connection_says_so(project: Project) -> None:
    project.file.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(ReadOnlyProject, match="cannot be written"):
        project.remember("a", "b")


def test_a_project_held_by_another_program_is_named(project: Project) -> None:
    keep(project, "alarm", ALARM)
    with open_project(project.path, patience_ms=30) as waiting, project.file.writing():
        with pytest.raises(LockedProject, match=r"written by another program\. Try again"):
            waiting.remember("a", "b")
        assert len(waiting.sources()) == 1


def test_a_damaged_file_is_named_with_a_way_out(tmp_path: Path) -> None:
    path = tmp_path / "torn.cruxmap"
    with open_project(path) as project:
        keep(project, "alarm", tuple(f"Sentence {n}, and some more words." for n in range(2000)))
    whole = bytearray(path.read_bytes())
    whole[4096 * 3 : -4096] = b"\x5a" * (len(whole) - 4096 * 4)
    path.write_bytes(whole)
    with pytest.raises(DamagedProject, match=r"damaged.*\.recover"):
        _read_everything(path)


def _read_everything(path: Path) -> None:
    with open_project(path) as project:
        project.passages_of(["alarm"])
        project.lexical("sentence", 5)


def test_opening_a_project_to_read_loads_no_slow_library(project: Project) -> None:
    keep(project, "alarm", ALARM)
    code = (
        "import sys; from pathlib import Path; from store.project import open_project\n"
        f"with open_project(Path({str(project.path)!r})) as p: assert p.lexical('weights', 5)\n"
        "assert not {'sqlite_utils', 'numpy'} & set(sys.modules), 'slow'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
