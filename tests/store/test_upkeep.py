import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from debate.claims import Claim
from debate.parcels import Parcel
from debate.verdicts import Decision
from store.errors import ReadOnlyProject, TargetExists
from store.migrations import STEPS
from store.project import Project, open_project
from store.upkeep import backup, status, verify
from tests.store.building import ALARM, CALM, keep, step_mark, verdict_on


@pytest.fixture
def debate(project: Project) -> Project:
    first, second = keep(project, "alarm", ALARM)
    mark = step_mark(first)
    project.add_marks([mark, step_mark(second, "uncertainty")])
    project.add_verdict(verdict_on(mark, "v1", Decision.ACCEPTED))
    project.save_claim(Claim("c", "Open weights help attackers."))
    project.add_vectors("mini 1", [first.id], [b"1234"])
    keep(project, "calm", CALM)
    keep(project, "calm", ("Changed.",), version=2)
    return project


def test_status_counts_what_the_project_holds(debate: Project) -> None:
    found = status(debate)
    assert (found.path, found.schema_version) == (debate.path, len(STEPS))
    assert (found.sources, found.superseded, found.passages) == (2, 1, 3)
    assert (found.marks, found.verdicts, found.claims) == (2, 1, 1)
    assert found.marks_by_kind == {"step": 2}
    assert found.marks_by_author == {"local 1": 2}
    assert found.vectors == {"mini 1": 1}
    assert found.under_way == {}
    assert found.bytes >= debate.path.stat().st_size


def test_status_names_the_batches_whose_answers_a_provider_owes(debate: Project) -> None:
    parcel = Parcel("a", "openai:small", "", {"one": "p:1", "two": "p:1"}, "2026-01-02T03:04:05Z", "batch_7")
    debate.keep_parcel(parcel)
    assert status(debate).under_way == {"batch_7": 2}


def test_a_backup_is_a_project_with_everything_in_it(debate: Project, tmp_path: Path) -> None:
    target = tmp_path / "copy.cruxmap"
    backup(debate, target)
    with open_project(target, create=False) as copy:
        assert verify(copy) == []
        assert copy.sources() == debate.sources()
        assert copy.vectors("mini 1") == debate.vectors("mini 1")
    assert not list(tmp_path.glob(".*"))


def test_a_backup_overwrites_only_by_force(debate: Project, tmp_path: Path) -> None:
    target = tmp_path / "copy.cruxmap"
    target.write_text("precious")
    with pytest.raises(TargetExists, match="--force"):
        backup(debate, target)
    assert target.read_text() == "precious"
    backup(debate, target, force=True)
    with open_project(target) as copy:
        assert len(copy.sources()) == 3


@pytest.mark.parametrize("place", ["debate.cruxmap", "."])
def test_a_backup_never_replaces_the_project_or_a_folder(debate: Project, tmp_path: Path, place: str) -> None:
    with pytest.raises(TargetExists, match="Name another file"):
        backup(debate, tmp_path / place, force=True)


def test_a_backup_into_no_folder_is_an_error_in_words(debate: Project, tmp_path: Path) -> None:
    with pytest.raises(ReadOnlyProject, match="no folder"):
        backup(debate, tmp_path / "nowhere" / "copy.cruxmap")


def test_a_sound_project_has_no_findings(debate: Project) -> None:
    assert verify(debate) == []


def _unguarded(sql: str) -> Callable[[sqlite3.Connection], object]:
    def harm(connection: sqlite3.Connection) -> None:
        for action in ("update", "delete"):
            connection.execute(f"DROP TRIGGER marks_no_{action}")
        connection.execute(sql)

    return harm


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        pytest.param("UPDATE passages SET text = 'other' WHERE number = 1", "Passage “alarm#0000” is not what stands"),
        pytest.param("UPDATE texts SET text = text || '.' WHERE source = 1", "The text of “alarm” is not the one"),
        pytest.param("DELETE FROM texts WHERE source = 1", "The text of “alarm” is missing"),
        pytest.param("DELETE FROM passages WHERE number = 1", "“marks” points to a row of “passages” that is not"),
        pytest.param("INSERT INTO passage_words (passage_words) VALUES ('delete-all')", "has 0 passages of 3"),
        pytest.param(_unguarded("UPDATE marks SET quote = 'other'"), "quotes words that do not stand at 0–36"),
        pytest.param(_unguarded("DELETE FROM marks"), "“verdicts” points to a row of “marks” that is not there"),
        pytest.param("DROP TRIGGER verdicts_no_delete", "The guard “verdicts_no_delete” was removed"),
    ],
)
def test_harm_is_found(debate: Project, harm: str | Callable[[sqlite3.Connection], object], sentence: str) -> None:
    other = sqlite3.connect(debate.path, isolation_level=None)
    if isinstance(harm, str):
        other.execute(harm)
    else:
        harm(other)
    other.close()
    assert any(sentence in finding for finding in verify(debate)), verify(debate)


def test_a_damaged_word_index_is_mended_as_the_finding_says(debate: Project) -> None:
    debate.file.connection.execute("INSERT INTO passage_words (passage_words) VALUES ('delete-all')")
    assert any("lexical" in finding for finding in verify(debate))
    debate.file.connection.execute("DELETE FROM settings WHERE key = 'lexical'")
    debate.close()
    with open_project(debate.path) as mended:
        assert verify(mended) == []
        assert mended.lexical("safeguards", 5)
