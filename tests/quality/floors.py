"""What is reached on the gold set of this folder, and the floors below it.

`python -m tests.quality.floors` shows both; with `--raise` it lifts each floor to MARGIN below what is reached.
"""

import json
import sys
import tomllib
from collections.abc import Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from cruxmap.cli import run

HERE = Path(__file__).parent
GOLD = HERE / "gold"
FLOORS = HERE / "floors.toml"
MARGIN = 0.025
"""Room for another processor's arithmetic: in eight bits a few vectors differ in their last digits."""
NO_FLOOR = -1.0

Figures = dict[str, float]


def measure_marks() -> Figures:
    """The shipped annotator on labelled passages, all of them and the Japanese ones."""
    found = _evaluate("marks", GOLD / "passages.jsonl")
    headlines = ("steps.macro_f1", "stance.macro_f1", "assumptions.micro_f1")
    figures = {name: found[name.partition(".")[0]][name.partition(".")[2]] for name in headlines}
    figures |= {f"ja.{name}": found["languages"]["ja"][name] for name in headlines}
    return figures | {"shown.precision": found["shown"]["all"]["precision"] or 0.0}


def measure_coverage() -> Figures:
    """The shipped annotator on whole documents."""
    found = _evaluate("coverage", GOLD / "documents.jsonl")
    return {
        "levels.weighted_kappa": found["levels"]["weighted_kappa"],
        "levels.exact": found["levels"]["exact"],
        "criteria.f1": found["criteria"]["f1"],
        "assumptions.f1": found["assumptions"]["f1"],
    }


def measure_retrieval() -> Figures:
    """The shipped retriever, and how far it is ahead of the best simple one."""
    files = {
        name: GOLD / f"{name}.{kind}" for name, kind in (("corpus", "jsonl"), ("queries", "jsonl"), ("qrels", "tsv"))
    }
    systems = _evaluate("retrieval", *(part for name, path in files.items() for part in (f"--{name}", path)))["systems"]
    shipped: Figures = systems.pop("shipped")
    return shipped | {"ahead of the best": shipped["ndcg@10"] - max(one["ndcg@10"] for one in systems.values())}


MEASURES = {"marks": measure_marks, "coverage": measure_coverage, "retrieval": measure_retrieval}


def floors() -> dict[str, Figures]:
    """The pinned figures, by measurement."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def raised(pinned: Figures, reached: Figures) -> Figures:
    """Floors MARGIN below what is reached, where that is higher than what is pinned; none is ever lowered."""
    return {name: max(pinned.get(name, NO_FLOOR), _below(value)) for name, value in reached.items()}


def _below(value: float) -> float:
    """Nothing lies below a share of none; a lead may be lost within the margin."""
    return round(value - MARGIN, 3) if value else 0.0


def written(head: str, pinned: Mapping[str, Figures]) -> str:
    """The floors as TOML under a head comment."""
    tables = (
        "\n".join([f"[{name}]", *(f'"{key}" = {value}' for key, value in figures.items())])
        for name, figures in pinned.items()
    )
    return "\n\n".join([head, *tables]) + "\n"


def _evaluate(*arguments: object) -> Any:
    out = StringIO()
    with redirect_stdout(out):
        code = run(["evaluate", *map(str, arguments), "--json"])
    assert code == 0
    return json.loads(out.getvalue())


def main(arguments: list[str]) -> None:
    """Print what is reached beside its floor, and raise the floors when asked to."""
    pinned = floors()
    reached = {name: measure() for name, measure in MEASURES.items()}
    for name, figures in reached.items():
        for key, value in figures.items():
            sys.stdout.write(f"{name:10} {key:24} {value:.3f}   floor {pinned.get(name, {}).get(key, NO_FLOOR):.3f}\n")
    if "--raise" in arguments:
        head = FLOORS.read_text(encoding="utf-8").partition("\n\n")[0]
        lifted = {name: raised(pinned.get(name, {}), figures) for name, figures in reached.items()}
        FLOORS.write_text(written(head, lifted), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
