"""What ships beside BM25 alone, dense search alone and plain rank fusion, on every judged corpus.

    python -m benchmarks.retrieval_quality DATA [--json]

Runs `cruxmap evaluate retrieval` on each, and puts the figures side by side, with 95 % bootstrap intervals over
queries. The difference is paired: the same queries are drawn for both systems.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.data import JUDGED, Files, Judged, arguments
from benchmarks.printing import Table, interval, number, show
from benchmarks.processes import read

SIMPLE = ("bm25", "dense", "rrf")
MEASURES = {"ndcg@10": "nDCG@10", "recall@10": "Recall@10", "mrr": "MRR"}
SIDES = {
    "recall_for@20": "recall of what supports a claim",
    "recall_against@20": "recall of what undermines it",
    "weaker_side@20": "recall of whichever side was found less",
    "share_for": "share of support in what was found",
}

Figures = Mapping[str, Any]


def measure(files: Files) -> dict[str, Any]:
    """What `cruxmap evaluate retrieval --json` prints, by the name of the corpus."""
    return {one.name: read("cruxmap", _command(files, one)) for one in JUDGED}


def tables(figures: Figures) -> Iterator[Table]:
    """One table a measure, and one of the sides of claims."""
    for key, name in MEASURES.items():
        columns = ("", "queries", "shipped", "95 %", *SIMPLE, "ahead of the best by", "goal")
        yield Table(name, columns, [_row(one, figures[one.name], key) for one in JUDGED])
    for one in JUDGED:
        if one.stances:
            yield _sides(one.name, figures[one.name]["sides"])


def _command(files: Files, one: Judged) -> list[str]:
    named = {"corpus": one.corpus, "queries": one.queries, "qrels": one.qrels, "stances": one.stances}
    options = [part for name, path in named.items() if path for part in (f"--{name}", files[path])]
    return ["evaluate", "retrieval", *options, *(["--within-document"] if one.within_document else []), "--json"]


def _row(one: Judged, found: Figures, key: str) -> list[str]:
    systems = {name: values[key] for name, values in found["systems"].items()}
    best = max(SIMPLE, key=lambda name: systems[name])
    lead = f"{systems['shipped'] - systems[best]:+.3f} [{interval(found['difference_intervals'][best][key])}]"
    goal = max(systems[best], one.goal or 0.0) if key == "ndcg@10" else systems[best]
    met = "met" if systems["shipped"] >= goal else "missed"
    bounds = interval(found["intervals"]["shipped"][key])
    simple = [number(systems[name]) for name in SIMPLE]
    return [one.name, str(found["queries"]), number(systems["shipped"]), bounds, *simple, lead, f"{number(goal)} {met}"]


def _sides(name: str, sides: Figures) -> Table:
    rows = [
        [words, number(sides["sides"][key]), interval(sides["intervals"][key])]
        for key, words in SIDES.items()
        if key in sides["sides"]
    ]
    rows.append(["share of support in all that is labelled", number(sides["pool_share_for"]), ""])
    return Table(f"Both sides of {sides['claims']} claims of {name}, among 20 hits", ("", "", "95 %"), rows)


def main() -> int:
    """Measure and print."""
    asked = arguments(__doc__)
    figures = measure(Files.below(asked.data))
    show(asked.json, figures, tables(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
