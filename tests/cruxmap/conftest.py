"""The command line as a person has it: a project that was imported once, and one call after another."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from cruxmap.cli import run
from cruxmap.show.console import console
from tests.cruxmap.comments import files


class Ran(NamedTuple):
    """What one command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]
"""Runs one command line."""


@pytest.fixture(scope="session")
def docket(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of documents."""
    folder = tmp_path_factory.mktemp("docket")
    for name, content in files().items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def imported(docket: Path, encoder_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project that `import` makes of the documents; tests work on copies."""
    project = tmp_path_factory.mktemp("imported") / "debate.cruxmap"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRUXMAP_CACHE", str(encoder_cache))
        patch.setenv("CRUXMAP_CONFIG", str(project.with_name("settings.toml")))
        assert run(["--project", str(project), "import", str(docket)]) == 0
    return project


@pytest.fixture
def project(imported: Path, tmp_path: Path) -> Path:
    """A project of this test's own."""
    return Path(shutil.copy(imported, tmp_path / "debate.cruxmap"))


@pytest.fixture
def cruxmap(
    project: Path, encoder_cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    """Runs a command line on the project of this test, 80 columns wide unless COLUMNS says otherwise."""
    monkeypatch.setenv("CRUXMAP_PROJECT", str(project))
    monkeypatch.setenv("CRUXMAP_CACHE", str(encoder_cache))
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def command(*arguments: str) -> Ran:
        console.cache_clear()
        capsys.readouterr()
        code = run(list(arguments))
        return Ran(code, *capsys.readouterr())

    return command
