"""A file is there whole or not at all, and success is said only of one that is."""

import os
import stat
from pathlib import Path

import pytest

from store.exchange.errors import NotWritable
from store.exchange.writing import write_whole


def test_a_file_is_written_with_its_words_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    assert write_whole(tmp_path / "map.md", "⬤ full") == len("⬤ full".encode())
    assert (tmp_path / "map.md").read_text(encoding="utf-8") == "⬤ full"
    assert [path.name for path in tmp_path.iterdir()] == ["map.md"]


def test_an_interrupted_write_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "map.md"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWritable, match="No space left"):
        write_whole(target, "new")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["map.md"]


def test_a_replaced_file_keeps_its_permissions_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    private = tmp_path / "private.md"
    private.write_text("old")
    private.chmod(0o600)
    write_whole(private, "new")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    mask = os.umask(0o027)
    try:
        write_whole(tmp_path / "fresh.md", "new")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "fresh.md").stat().st_mode) == 0o640


def test_a_link_keeps_pointing_to_the_file_that_was_written(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to("real.md")
    write_whole(tmp_path / "link.md", "new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


def test_a_device_takes_what_comes() -> None:
    assert write_whole(Path("/dev/null"), "new") == 3


@pytest.mark.parametrize(
    ("name", "says"),
    [
        pytest.param("", "is a folder", id="a folder"),
        pytest.param("missing/map.md", "No such file", id="a folder that is not there"),
        pytest.param("file.txt/map.md", "Not a directory", id="a file as folder"),
        pytest.param("n" * 300 + ".md", "too long", id="a name that is too long"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(NotWritable, match=says):
        write_whole(tmp_path / name, "new")
