"""Programs run as a person runs them: each a process of its own, timed from outside, offline."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False"}
ROOT = Path(__file__).parent.parent


class Run(NamedTuple):
    """One process, from its start to its end."""

    seconds: float
    megabytes: float
    """Most memory it held at once."""
    output: str


class Cold(NamedTuple):
    """Several runs of one command."""

    seconds: float
    """The median."""
    fastest: float
    slowest: float
    megabytes: float

    def as_json(self) -> dict[str, float]:
        """Every figure by its name."""
        return {name: round(value, 3) for name, value in self._asdict().items()}


def run(module: str, arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run a module of Python; ends the program with what it said when it fails."""
    command = [sys.executable, "-m", module, *arguments]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as narration:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=narration, env={**os.environ, **OFFLINE, **(environment or {})}
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        narration.seek(0)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{narration.read().decode(errors='replace')[-2000:]}")
        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        return Run(seconds, usage.ru_maxrss / unit, output.read().decode())


def read(module: str, arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The JSON object that a module prints."""
    found: dict[str, Any] = json.loads(run(module, arguments, environment).output)
    return found


def cold(module: str, variants: Sequence[Sequence[str]], environment: Mapping[str, str] | None = None) -> Cold:
    """Run a module once for each of these arguments, after a first run that fills the caches of the machine."""
    run(module, variants[0], environment)
    runs = [run(module, arguments, environment) for arguments in variants]
    times = [one.seconds for one in runs]
    return Cold(median(times), min(times), max(times), max(one.megabytes for one in runs))


def load() -> str:
    """How busy the machine is, as a line under figures of speed."""
    return f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors: figures of speed want a quiet machine."
