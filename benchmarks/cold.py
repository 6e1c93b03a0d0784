"""From nothing to the last line: whole processes on a project, as a person starts them.

    python -m benchmarks.cold PROJECT [--runs 5] [--json]

Median, fastest and slowest of so many runs, and the most memory one of them held. Each run of `analyze` maps
another claim, on a copy of the project, so that nothing is known from the run before.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.printing import Table, number, show
from benchmarks.processes import Cold, cold, load, run

QUERIES = ("Can released weights be recalled?", "safeguards removed by fine-tuning", "deepfakes before open models")
CLAIMS = (
    "Compared with the Internet, open models increase the risk of bioweapons.",
    "Open weights make phishing cheaper than closed models do.",
    "Open models raise the risk of disinformation before elections.",
    "Voice cloning fraud grows because weights are open.",
    "Open weights make attacks on software easier than existing tools.",
    "Fine-tuned open models increase child sexual abuse material.",
)


class Timed(NamedTuple):
    """One command, and how it is varied from run to run."""

    name: str
    variants: Sequence[Sequence[str]]
    goal: float
    """Seconds."""


def measure(project: Path, runs: int) -> dict[str, Cold]:
    """Every command on a copy of the project."""
    with tempfile.TemporaryDirectory(prefix="cruxmap-") as folder:
        copy = str(Path(folder) / "copy.cruxmap")
        run("cruxmap", ["--project", str(project), "db", "backup", copy])
        return {one.name: cold("cruxmap", one.variants) for one in _commands(copy, runs)}


def table(figures: Mapping[str, Cold]) -> Table:
    """Seconds and megabytes, a row a command."""
    rows = []
    for one in _commands("", 1):
        found = figures[one.name]
        met = "met" if found.seconds <= one.goal else "missed"
        times = [number(seconds, 2) for seconds in (found.seconds, found.fastest, found.slowest)]
        rows.append([f"cruxmap {one.name}", *times, f"{found.megabytes:.0f}", f"{number(one.goal, 1)} {met}"])
    return Table("Cold, in seconds", ("", "median", "fastest", "slowest", "MB", "goal"), rows)


def _commands(project: str, runs: int) -> tuple[Timed, ...]:
    def on_project(command: str, texts: Sequence[str]) -> list[list[str]]:
        return [["--project", project, command, texts[at % len(texts)]] for at in range(runs)]

    return (
        Timed("--help", [["--help"]] * runs, 0.2),
        Timed("search", on_project("search", QUERIES), 1.0),
        Timed("analyze", on_project("analyze", CLAIMS), 2.0),
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=Path, help="a project file with documents in it")
    parser.add_argument("--runs", type=int, default=5, help="how many of each; 5 when not given")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    if not asked.project.is_file():
        parser.error(f"there is no project “{asked.project}”; `cruxmap import PATH` makes one")
    figures = measure(asked.project, max(1, asked.runs))
    show(asked.json, {name: one.as_json() for name, one in figures.items()}, [table(figures)])
    if not asked.json:
        print(load())
    return 0


if __name__ == "__main__":
    sys.exit(main())
