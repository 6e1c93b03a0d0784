"""The wheel holds what the program reads, and the program runs from it."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES: list[str] = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]

READ_AT_RUN_TIME = (
    "annotate/cues.toml",
    "annotate/labels.jsonl",
    "annotate/weights.json",
    "annotate/exemplars/policy.jsonl",
    "corpus/library/claims.toml",
    "corpus/library/reference.toml",
    "cruxmap/schemas/analyze.schema.json",
    "debate/framework.toml",
    "debate/framing.toml",
    "debate/lint.toml",
    "prompts/mark_passages.txt",
    "tui/cruxmap.tcss",
)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The wheel, built once between all workers, without network and without an environment of its own."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "wheel"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def contents(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="session")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run_from(unpacked: Path, *arguments: str) -> str:
    """What this interpreter prints when the wheel stands before everything else on its path."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CRUXMAP_")}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=unpacked.parent,
        env={**environment, "PYTHONPATH": str(unpacked), "CRUXMAP_DATA": str(unpacked.parent / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_usual_faults_of_wheels_are_not_in_it(wheel: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_wheel_contents", str(wheel)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", [*READ_AT_RUN_TIME, *(f"{package}/py.typed" for package in PACKAGES)])
def test_a_file_that_the_program_reads_is_in_it(contents: set[str], name: str) -> None:
    assert name in contents


def test_every_file_of_the_packages_that_git_keeps_is_in_it(contents: set[str]) -> None:
    listed = subprocess.run(["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("this is no checkout")
    kept = {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}
    assert kept - contents == set()


def test_no_test_no_benchmark_and_nothing_compiled_is_in_it(contents: set[str]) -> None:
    assert {name.split("/")[0] for name in contents if ".dist-info/" not in name} == set(PACKAGES)
    assert not [name for name in contents if name.endswith((".pyc", ".so", ".onnx", ".cruxmap")) or "/test_" in name]


def test_its_licence_its_command_and_its_python_are_declared(unpacked: Path) -> None:
    (information,) = unpacked.glob("*.dist-info")
    assert "cruxmap = cruxmap.cli:main" in (information / "entry_points.txt").read_text(encoding="utf-8")
    metadata = (information / "METADATA").read_text(encoding="utf-8")
    assert "License-Expression: Apache-2.0" in metadata
    assert "Requires-Python: >=3.11" in metadata
    assert (information / "licenses" / "LICENSE").is_file()


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_imported_from_it_and_not_from_the_checkout(unpacked: Path, package: str) -> None:
    where = run_from(unpacked, "-c", f"import {package}; print({package}.__file__)")
    assert Path(where.strip()).parent == unpacked / package


def test_the_command_line_runs_from_it(unpacked: Path) -> None:
    assert "Usage: cruxmap" in run_from(unpacked, "-m", "cruxmap", "--help")
    assert "cruxmap analyze --json" in run_from(unpacked, "-m", "cruxmap", "schema", "analyze")
    assert "Every setting works." in run_from(unpacked, "-m", "cruxmap", "config", "validate")
    assert "reconstructed from Appendix B" in run_from(unpacked, "-m", "cruxmap", "assess", "--reference")


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("from debate.framework import load_framework; assert load_framework().steps", id="framework"),
        pytest.param("from debate.lint import rules; assert rules()", id="lint"),
        pytest.param("from annotate.cues import cues; assert cues()", id="cues"),
        pytest.param("from annotate.heads import load_heads; assert load_heads().version", id="weights"),
        pytest.param(
            "from pathlib import Path; import prompts; from prompts.catalogue import *;"
            " assert any(Path(prompts.__file__).parent.glob('*.txt'))",
            id="prompts",
        ),
        pytest.param("from corpus.library import library_documents; assert list(library_documents())", id="library"),
        pytest.param("from corpus.library import sample_claims; assert sample_claims()", id="sample claims"),
        pytest.param("from tui.app import CruxmapApp; assert CruxmapApp.CSS_PATH", id="screens"),
    ],
)
def test_what_comes_as_data_loads_from_it(unpacked: Path, code: str) -> None:
    run_from(unpacked, "-c", code)
