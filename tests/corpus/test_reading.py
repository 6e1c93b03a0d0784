"""Whatever is pointed at is read, and what cannot be is named with its reason; nothing stops the rest."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.reading import read
from debate.sources import Document, Problem
from tests.corpus.making import make_pdf

TEXT = "Released weights cannot be recalled."


def found(*paths: Path | str) -> tuple[list[str], dict[str, str]]:
    """Names of the documents, and the reason of each problem by its file's name."""
    items = list(read([str(path) for path in paths]))
    names = [item.name for item in items if isinstance(item, Document)]
    return names, {Path(item.origin).name: item.reason for item in items if isinstance(item, Problem)}


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{TEXT} {name}")


def test_a_folder_is_read_to_its_bottom_in_order_of_name(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.txt", "a/b/deep.md", "c.txt/inside.txt")
    assert found(tmp_path) == (["deep.md", "z.txt", "b.txt", "inside.txt"], {})


def test_hidden_files_and_projects_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ".hidden.txt", ".git/x.txt", "p.cruxmap", "p.cruxmap-wal", "p.cruxmap.index/x.txt")
    assert found(tmp_path) == (["a.txt"], {})


def test_a_folder_that_links_to_itself_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b/c.txt")
    (tmp_path / "b" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again").symlink_to(tmp_path / "b", target_is_directory=True)
    assert found(tmp_path) == (["a.txt", "c.txt"], {})


def test_a_folder_nested_deeper_than_python_recurses_is_read(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 600)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(TEXT)
    assert found(tmp_path) == (["a.txt"], {})


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.xyz", "c.doc", "README", "d.pdf")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "circle.txt").symlink_to("circle.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    names, reasons = found(tmp_path, tmp_path / "missing.txt")
    assert names == ["a.txt"]
    assert reasons.pop("d.pdf").startswith("it is not a PDF")
    assert reasons.pop("circle.txt").startswith("it cannot be read (")
    assert reasons == {
        "b.xyz": "files of type “.xyz” are not known",
        "c.doc": "files of type “.doc” are not known",
        "README": "its name has no ending that tells its type",
        "empty.txt": "it is empty",
        "gone.txt": "it is a link to nothing",
        "pipe.txt": "it is a pipe or a device, not a file",
        "missing.txt": "there is no such file",
    }


def test_each_problem_says_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, "a.doc", "b.json", "c.xyz")
    fixes = [item.fix for item in read([str(tmp_path)]) if isinstance(item, Problem)]
    assert fixes[:2] == ["Save it as DOCX.", "Write it as JSONL, one object a line."]
    assert fixes[2].startswith("Known: .csv .docx")


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, whom no permission stops."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_what_may_not_be_read_is_named_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", "locked/b.txt", "secret.txt", "z.txt")
    tmp_path.chmod(0o755)
    (tmp_path / "secret.txt").chmod(0)
    (tmp_path / "locked").chmod(0)
    # From inside, so that nothing above the folder needs to be open to anybody.
    monkeypatch.chdir(tmp_path)
    with as_nobody():
        names, reasons = found(".")
    (tmp_path / "locked").chmod(0o755)
    assert names == ["a.txt", "z.txt"]
    assert reasons == dict.fromkeys(("locked", "secret.txt"), "reading it is not permitted")


@pytest.mark.parametrize("path", ["", "~nobody-has-this-name/x.txt", "x" * 5000])
def test_a_path_that_cannot_be_is_a_problem(path: str) -> None:
    (problem,) = list(read([path]))
    assert isinstance(problem, Problem)
    assert problem.fix


def test_a_file_without_a_telling_name_is_read_by_its_content_or_as_text_when_it_was_named(tmp_path: Path) -> None:
    (tmp_path / "2403.07918").write_bytes(make_pdf([[TEXT]]))
    write(tmp_path, "notes")
    assert found(tmp_path) == (["2403.07918"], {"notes": "its name has no ending that tells its type"})
    assert found(tmp_path / "notes") == (["notes"], {})


def test_names_whose_bytes_are_no_text_can_be_kept(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(TEXT)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xe9.xyz")).write_text(TEXT)
    document, problem = sorted(read([str(tmp_path)]), key=lambda item: isinstance(item, Problem))
    assert isinstance(document, Document)
    assert document.name == "caf\ufffd.txt"
    assert (document.origin + problem.origin).encode()


def test_the_same_letters_make_the_same_name_however_a_system_spells_them(tmp_path: Path) -> None:
    (tmp_path / "cafe\u0301.txt").write_text(TEXT)
    assert found(tmp_path)[0] == ["caf\u00e9.txt"]


def test_where_a_file_is_does_not_depend_on_how_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/b.txt")
    monkeypatch.chdir(tmp_path / "a")
    by_name, by_way_round, by_path = read(["b.txt", "../a/b.txt", str(tmp_path / "a" / "b.txt")])
    assert by_name == by_way_round == by_path
    assert by_name.origin == str(tmp_path / "a" / "b.txt")


def test_a_file_too_large_for_one_document_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(600_000_000)
    assert found(tmp_path) == ([], {"huge.txt": "it has 600,000,000 bytes, too many for one document"})


class Stdin:
    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def from_stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> list[Document | Problem]:
    monkeypatch.setattr(sys, "stdin", Stdin(content))
    return list(read(["-"]))


@pytest.mark.parametrize(
    ("content", "title"),
    [
        pytest.param(f"On recall\n\n{TEXT}".encode(), "On recall", id="text"),
        pytest.param(make_pdf([[TEXT]], info={"Title": "A paper"}), "A paper", id="PDF"),
        pytest.param(f"<!DOCTYPE html><html><body><p>{TEXT} {TEXT}</p></body></html>".encode(), TEXT, id="HTML"),
        pytest.param(b'\xef\xbb\xbf{"id": "a", "text": "Words.", "title": "A row"}\n', "A row", id="JSONL"),
    ],
)
def test_standard_input_is_told_by_its_content(monkeypatch: pytest.MonkeyPatch, content: bytes, title: str) -> None:
    (document,) = from_stdin(monkeypatch, content)
    assert isinstance(document, Document)
    assert str(document.csl["title"]).startswith(title)


def test_two_texts_piped_in_are_two_documents_and_the_same_one_twice_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = (b"One text.", b"Another text.", b"One text.")
    first, second, again = (item for text in texts for item in from_stdin(monkeypatch, text))
    assert first == again
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.name != second.name


def test_empty_standard_input_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    (problem,) = from_stdin(monkeypatch, b"")
    assert problem == Problem("standard input", "it is empty", "Remove it, or give the file that was meant.")
