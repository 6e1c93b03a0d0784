"""Nothing slow is imported before it is needed, as a fresh interpreter proves."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

SLOW = ("torch", "transformers", "sentence_transformers", "chromadb", "langchain", "langchain_core", "sklearn")
HEAVY = (*SLOW, "onnxruntime", "onnx", "tokenizers", "numpy", "scipy", "sqlite_utils", "pypdf", "trafilatura", "docx")


def loaded_by(code: str, environment: dict[str, str] | None = None) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after running this code."""
    report = (
        "\nimport sys\nprint('\\n'.join(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code + report],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("module", ["cruxmap.cli", "tui.app", "debate.session", "cruxmap.commands.analyze"])
def test_importing_it_loads_nothing_heavy(module: str) -> None:
    assert loaded_by(f"import {module}") & set(HEAVY) == set()


def test_help_loads_nothing_heavy_and_no_table_of_rich() -> None:
    loaded = loaded_by("from cruxmap.cli import run\nassert run(['--help']) == 0")
    assert loaded & {*HEAVY, "rich", "platformdirs", "store", "retrieval", "annotate", "corpus", "tui"} == set()


@pytest.mark.parametrize(
    "arguments",
    [["sources"], ["claims"], ["config", "show"], ["info"], ["db", "status"], ["schema", "analyze"]],
    ids=" ".join,
)
def test_commands_that_search_nothing_load_no_model_library(arguments: list[str], project: Path) -> None:
    code = f"from cruxmap.cli import run\nassert run({arguments!r}) == 0"
    assert loaded_by(code, {"CRUXMAP_PROJECT": str(project)}) & {*SLOW, "onnxruntime", "tokenizers"} == set()


def test_search_and_analyze_load_no_torch_no_vector_database_and_no_pandas(project: Path, encoder_cache: Path) -> None:
    environment = {"CRUXMAP_PROJECT": str(project), "CRUXMAP_CACHE": str(encoder_cache)}
    code = (
        "from cruxmap.cli import run\nassert run(['search', 'weights']) == 0\nassert run(['analyze', 'weights']) == 0"
    )
    assert loaded_by(code, environment) & {*SLOW, "scipy", "pandas", "pyarrow", "sqlite_utils"} == set()


def test_help_comes_at_once() -> None:
    """The goal is a fifth of a second; the bound leaves room for a machine that is busy testing."""
    took = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "cruxmap", "--help"], capture_output=True, check=True)
        took.append(time.perf_counter() - started)
    assert statistics.median(took) < 1.0


def test_the_program_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "cruxmap", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("cruxmap ")
