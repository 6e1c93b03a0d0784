"""Readers of other people, each in its own interpreter; a test is skipped with a reason where one is missing.

`make referees` fetches them into `.referees`, or into the folder that CRUXMAP_REFEREES names.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).with_name("referees")
FETCHED = Path(os.environ.get("CRUXMAP_REFEREES") or Path(__file__).parents[3] / ".referees").resolve()
PATIENCE = 180


def ask_node(script: str, package: str, files: Sequence[object]) -> list[Any]:
    """What a script of `referees/` says of each file, by way of an npm package."""
    node = shutil.which("node")
    if node is None or not (FETCHED / "node_modules" / package).is_dir():
        pytest.skip(f"the npm package {package} is not there: `make referees`, which needs node, fetches it")
    return _asked([node, str(SCRIPTS / script)], files)


def ask_arguebuf(files: Sequence[object]) -> list[Any]:
    """What arguebuf says of each AIF object."""
    python = FETCHED / "arguebuf" / "bin" / "python"
    if not list(python.parents[1].glob("lib/*/site-packages/arguebuf")):
        pytest.skip("arguebuf is not there: `make referees` fetches it into an interpreter of its own")
    return _asked([str(python), str(SCRIPTS / "arguebuf_reads.py")], files)


def _asked(command: list[str], files: Sequence[object]) -> list[Any]:
    done = subprocess.run(
        command,
        input=json.dumps(files),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, "CRUXMAP_REFEREES": str(FETCHED)},
    )
    assert done.returncode == 0, done.stderr
    said: list[Any] = json.loads(done.stdout)
    return said
