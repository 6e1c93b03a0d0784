"""A document is the one it was before, another version of it, or another one: told by its id, its place, its text."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from debate.errors import TakenMeanwhile
from debate.importing import ImportEvent, Kept, Known, keep_documents
from debate.marks import Mark
from debate.sources import Document, Passage, Problem, Source
from tests.debate.memory import MemoryStore, OneLineCutter


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def take_in(store: MemoryStore, *documents: Document) -> list[ImportEvent]:
    return list(keep_documents(documents, store, OneLineCutter()))


def ids(events: Sequence[ImportEvent]) -> list[str]:
    return [event.source.id for event in events if isinstance(event, Kept)]


def file(path: str, text: str) -> Document:
    """A document as the readers of files give it: known by its place and by its text."""
    folder, _, name = path.rpartition("/")
    above = folder.rpartition("/")[2]
    longer = (f"{above}/{name}", f"{folder}/{name}")
    return Document(name, text, {}, path, longer_names=longer, copies_are_one=True)


def row(name: str, text: str, origin: str = "/data/rows.jsonl") -> Document:
    """A document with an id; one of digits alone is told from others by its file's name."""
    stem = origin.rpartition("/")[2].partition(".")[0]
    return Document(name, text, {}, origin, longer_names=(f"{stem}-{name}",) if name.isdigit() else ())


def test_two_files_of_one_name_in_different_folders_are_two_sources(store: MemoryStore) -> None:
    assert ids(take_in(store, file("/x/a/note.txt", "One."), file("/x/b/note.txt", "Two."))) == [
        "note.txt",
        "b/note.txt",
    ]
    assert not any(source.superseded for source in store.sources())


def test_a_folder_more_is_named_each_time_until_the_name_is_free(store: MemoryStore) -> None:
    paths = ("/x/a/note.txt", "/x/b/note.txt", "/y/b/note.txt")
    events = take_in(store, *(file(path, path) for path in paths))
    assert ids(events) == ["note.txt", "b/note.txt", "/y/b/note.txt"]


def test_a_changed_file_is_a_new_version_of_the_one_at_its_place(store: MemoryStore) -> None:
    take_in(store, file("/x/a/note.txt", "One."), file("/x/b/note.txt", "Two."))
    events = take_in(store, file("/x/b/note.txt", "Two, changed."), file("/x/a/note.txt", "One, changed."))
    assert ids(events) == ["b/note.txt@2", "note.txt@2"]


def test_a_file_that_was_copied_or_moved_is_known(store: MemoryStore) -> None:
    take_in(store, file("/x/a/note.txt", "One."))
    moved, renamed = take_in(store, file("/x/c/note.txt", "One."), file("/x/a/copy.txt", "One."))
    assert isinstance(moved, Known)
    assert isinstance(renamed, Known)
    assert moved.source.id == renamed.source.id == "note.txt"


def test_a_file_changed_to_the_text_of_another_one_is_a_new_version_all_the_same(store: MemoryStore) -> None:
    take_in(store, file("/x/a/note.txt", "One."), file("/x/b/note.txt", "Two."))
    assert ids(take_in(store, file("/x/b/note.txt", "One."))) == ["b/note.txt@2"]


def test_a_text_that_only_an_older_version_had_is_not_known(store: MemoryStore) -> None:
    take_in(store, file("/x/note.txt", "One."))
    assert ids(take_in(store, file("/x/note.txt", "Two."), file("/x/old.txt", "One."))) == ["note.txt@2", "old.txt"]
    assert ids(take_in(store, file("/x/note.txt", "One."))) == ["note.txt@3"]


def test_an_id_tells_a_document_in_whatever_file_it_comes(store: MemoryStore) -> None:
    take_in(store, row("NTIA-1", "One.", "/data/march.jsonl"))
    assert ids(take_in(store, row("NTIA-1", "One, changed.", "/data/april.jsonl"))) == ["NTIA-1@2"]


def test_the_same_text_under_two_ids_is_two_documents(store: MemoryStore) -> None:
    assert ids(take_in(store, row("first", "Form letter."), row("second", "Form letter."))) == ["first", "second"]


def test_an_id_of_digits_tells_a_document_within_its_file(store: MemoryStore) -> None:
    take_in(store, row("1", "One.", "/data/comments.csv"))
    assert ids(take_in(store, row("1", "An answer.", "/data/survey.csv"))) == ["survey-1"]
    assert ids(take_in(store, row("1", "One, changed.", "/data/comments.csv"))) == ["1@2"]
    assert [type(event) for event in take_in(store, row("1", "One, changed.", "/data/copy.csv"))] == [Known]


def test_a_name_that_looks_like_a_version_is_none(store: MemoryStore) -> None:
    events = take_in(store, row("d", "One."), row("d", "Two."), row("d@2", "Another one."))
    assert ids(events) == ["d", "d@2", "d-2"]


def test_a_name_cannot_drive_a_terminal_or_fill_two_lines(store: MemoryStore) -> None:
    assert ids(take_in(store, row("a\x1b[31m\nb\x00", "One."), row("\u200b", "Two."))) == ["a b", "unnamed"]


class Contended(MemoryStore):
    """A store to which another program adds under the same name, just before we do, so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def add_source(self, source: Source, text: str, passages: Sequence[Passage], marks: Sequence[Mark]) -> None:
        if self.times:
            self.times -= 1
            super().add_source(replace(source, content_hash="theirs", origin="/elsewhere"), "Theirs.", (), ())
            raise TakenMeanwhile(f"“{source.id}” is in the project with another text.")
        super().add_source(source, text, passages, marks)


def test_a_name_taken_by_another_import_meanwhile_is_passed_over() -> None:
    assert ids(take_in(Contended(times=1), file("/x/a/note.txt", "One."))) == ["a/note.txt"]
    assert ids(take_in(Contended(times=2), row("d", "One."))) == ["d@3"]


def test_names_taken_without_end_are_a_problem_and_the_rest_goes_in() -> None:
    store = Contended(times=5)
    problem, kept = take_in(store, row("d", "One."), row("e", "Two."))
    assert isinstance(problem, Problem)
    assert "“d@5”" in problem.reason
    assert isinstance(kept, Kept)
