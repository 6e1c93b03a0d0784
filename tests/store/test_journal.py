"""What was done, noted and remembered, on a real file."""

from pathlib import Path

from debate.actions import Action, Entry, Note
from debate.marks import Author, AuthorKind, Mark, MarkKind, Stance
from store.project import Project, open_project
from tests.store.building import ALARM, NOW, keep, step_mark


def test_actions_come_back_in_the_order_they_were_done(project: Project) -> None:
    done = [
        Entry(Action("note", {"about": "claim:1", "text": "日本語", "n": number}), "ada", NOW) for number in range(3)
    ]
    for entry in done:
        project.log(entry)
    assert project.entries() == done


def test_the_newest_note_on_a_thing_stands_and_an_empty_one_takes_it_away(project: Project) -> None:
    for about, text in (("mark:1", "first"), ("mark:1", "second"), ("claim:1", "kept"), ("claim:2", "gone")):
        project.add_note(Note(about, text, "ada", NOW))
    project.add_note(Note("claim:2", "", "ada", NOW))
    found = project.notes_on(["mark:1", "claim:1", "claim:2", "claim:3"])
    assert {about: note.text for about, note in found.items()} == {"mark:1": "second", "claim:1": "kept"}


def test_passages_that_a_person_placed_are_found_by_claim_and_suggestions_are_not(project: Project) -> None:
    first, second = keep(project, "alarm", ALARM)
    person, local = Author(AuthorKind.PERSON, "ada"), Author(AuthorKind.LOCAL, "local", "1")
    marks = [
        Mark(name, passage.id, "alarm", MarkKind.STANCE, Stance.FOR, passage.start, passage.end, passage.text, 1.0,
             author, NOW, claim_id=claim)
        for name, passage, author, claim in (
            ("a", first, person, "c1"), ("b", second, local, "c1"), ("c", second, person, "c2"),
        )
    ]  # fmt: skip
    project.add_marks([*marks, step_mark(second, claim_id="c1", author=person)])
    assert project.passages_placed("c1") == [first.id]


def test_only_what_others_wrote_changes_the_others_moment(tmp_path: Path) -> None:
    with open_project(tmp_path / "p.cruxmap") as mine, open_project(tmp_path / "p.cruxmap") as theirs:
        before = mine.others_moment()
        mine.remember("key", "value")
        assert mine.others_moment() == before
        theirs.remember("key", "other")
        assert mine.others_moment() != before


def test_sources_added_by_another_program_are_seen_at_once(tmp_path: Path) -> None:
    with open_project(tmp_path / "p.cruxmap") as mine, open_project(tmp_path / "p.cruxmap") as theirs:
        keep(mine, "alarm", ALARM)
        assert len(mine.sources()) == 1
        keep(theirs, "calm", ALARM)
        assert [source.id for source in mine.sources()] == ["alarm", "calm"]
        keep(mine, "third", ALARM)
        assert len(mine.sources()) == len(theirs.sources()) == 3
