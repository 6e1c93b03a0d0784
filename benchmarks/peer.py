"""Beside a plain LangChain hybrid (BM25 + Chroma + the same MiniLM), as whole processes on the same passages.

    pip install -e '.[bench]'
    python -m benchmarks.peer DATA [--passages 1000] [--runs 5] [--json]

Indexing: passages a second from the start of the process to its end. Cold: the same, with the ten best passages for
one query from an index that is there; ours is `cruxmap search` itself. Warm: one more query in the same process.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.data import DOCUMENTS, Files, arguments
from benchmarks.printing import Table, number, show
from benchmarks.processes import Cold, cold, load, read, run

PASSAGES, QUERIES = "ntia/passages.jsonl", "ntia/queries.jsonl"
OURS, PEER = "benchmarks.our_hybrid", "benchmarks.langchain_hybrid"
NEEDED = ("langchain_chroma", "langchain_huggingface", "langchain_classic", "langchain_community", "rank_bm25")


class Side(NamedTuple):
    """One of the two."""

    indexed: float
    """Passages a second, reading and writing included."""
    cold: Cold
    warm: float
    """Median over the queries after the first, in milliseconds."""


class Figures(NamedTuple):
    """Both sides, and what only ours does."""

    ours: Side
    theirs: Side
    imported: float
    """Passages a second of `cruxmap import`: documents read, cut, indexed, and every passage marked."""

    def as_json(self) -> dict[str, object]:
        """Every figure by its name."""
        sides = {"cruxmap": self.ours, "LangChain": self.theirs}
        found = {name: {**side._asdict(), "cold": side.cold.as_json()} for name, side in sides.items()}
        return {**found, "imported": self.imported}


def measure(files: Files, passages: int, runs: int) -> Figures:
    """Both on the first so many passages, in folders that are gone at the end."""
    queries = [row["text"] for row in _rows(files[QUERIES])]
    chosen = list(islice(_rows(files[PASSAGES]), passages))
    wanted = {row["doc_id"] for row in chosen}
    with tempfile.TemporaryDirectory(prefix="cruxmap-") as folder:
        place = Path(folder)
        sample = _write(place / "passages.jsonl", chosen)
        documents = _write(place / "documents.jsonl", (row for row in _rows(files[DOCUMENTS]) if row["id"] in wanted))
        # The embedded model is exported once for a machine; the first run does it, and is not counted.
        read(OURS, ["search", str(place / "first.cruxmap"), queries[0]])
        imported = _import(documents, str(place / "imported.cruxmap"))
        search = ("cruxmap", "--project", str(place / "imported.cruxmap"), "search")
        ours = _side(OURS, sample, str(place / "ours.cruxmap"), queries, search, runs)
        theirs = _side(PEER, sample, str(place / "theirs"), queries, (PEER, "search", str(place / "theirs")), runs)
    return Figures(ours, theirs, imported)


def table(figures: Figures) -> Table:
    """Both sides and how many times ahead ours is."""
    ours, theirs, _ = figures
    rows = [
        _row("passages indexed a second", ours.indexed, theirs.indexed, ours.indexed / theirs.indexed),
        ["imported and marked a second", number(figures.imported, 2), "", ""],
        _row("cold first result, s", ours.cold.seconds, theirs.cold.seconds, theirs.cold.seconds / ours.cold.seconds),
        _row(
            "most memory, MB", ours.cold.megabytes, theirs.cold.megabytes, theirs.cold.megabytes / ours.cold.megabytes
        ),
        _row("warm query, ms", ours.warm, theirs.warm, theirs.warm / ours.warm),
    ]
    return Table("Beside a plain LangChain hybrid", ("", "cruxmap", "LangChain", "times ahead"), rows)


def _import(documents: str, project: str) -> float:
    seconds = run("cruxmap", ["--project", project, "import", documents]).seconds
    return int(read("cruxmap", ["--project", project, "db", "status", "--json"])["passages"]) / seconds


def _side(module: str, sample: str, place: str, queries: Sequence[str], command: Sequence[str], runs: int) -> Side:
    """Index; then one query a process, by `command`; then all of them in one."""
    indexed = run(module, ["index", sample, place])
    found = cold(command[0], [[*command[1:], query] for query in queries[:runs]])
    warm = read(module, ["search", place, *queries])["ms"][1:]
    return Side(json.loads(indexed.output)["passages"] / indexed.seconds, found, median(warm))


def _rows(path: str) -> Iterator[dict[str, Any]]:
    with Path(path).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _write(path: Path, rows: Iterable[Mapping[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def _row(words: str, ours: float, theirs: float, ahead: float) -> list[str]:
    return [words, number(ours, 2), number(theirs, 2), f"{ahead:.1f}"]


def main() -> int:
    """Measure and print."""
    more = argparse.ArgumentParser(add_help=False)
    more.add_argument("--passages", type=int, default=1000, help="how many are indexed; 1000 when not given")
    more.add_argument("--runs", type=int, default=5, help="how many cold starts of each; 5 when not given")
    asked = arguments(__doc__, more)
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise SystemExit(f"The peer needs {', '.join(missing)}: pip install -e '.[bench]'")
    figures = measure(Files.below(asked.data), asked.passages, asked.runs)
    show(asked.json, figures.as_json(), [table(figures)])
    if not asked.json:
        print(load())
    return 0


if __name__ == "__main__":
    sys.exit(main())
