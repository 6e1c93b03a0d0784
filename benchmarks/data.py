"""Where the judged data is, and what has to be in it."""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

VARIABLE = "CRUXMAP_BENCH_DATA"


class Judged(NamedTuple):
    """One judged corpus, in the formats of `cruxmap evaluate formats`."""

    name: str
    corpus: str
    queries: str
    qrels: str
    within_document: bool = False
    stances: str = ""
    goal: float | None = None
    """nDCG@10 to be reached, where there is one beyond the best simple system."""


JUDGED = (
    Judged(
        "Perspectrum",
        "perspectrum/corpus.jsonl",
        "perspectrum/queries.dev.jsonl",
        "perspectrum/qrels.dev.tsv",
        stances="perspectrum/stance.dev.jsonl",
    ),
    Judged(
        "NTIA, in a comment",
        "ntia/passages.jsonl",
        "ntia/queries.jsonl",
        "ntia/qrels.within.dev.tsv",
        within_document=True,
        goal=0.52,
    ),
    Judged("NTIA, the docket", "ntia/passages.jsonl", "ntia/queries.jsonl", "ntia/qrels.docket.dev.tsv"),
    Judged("JSQuAD", "jsquad/corpus.valid.jsonl", "jsquad/queries.valid.jsonl", "jsquad/qrels.valid.tsv", goal=0.93),
)
PASSAGES, COMMENTS = "gold/passages.dev.jsonl", "gold/documents.dev.jsonl"
"""Labelled passages, and whole comments that were rated."""
DOCUMENTS = "ntia/documents.jsonl"
"""The texts of those comments."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a data folder."""

    folder: Path

    @classmethod
    def below(cls, given: Path | None) -> Self:
        """The folder given, else the one the environment names; ends the program when there is none."""
        named = given or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
        if named is None:
            raise SystemExit(f"Which data? Give its folder, or set {VARIABLE}; benchmarks/data.py says what is in it.")
        if not named.is_dir():
            raise SystemExit(f"There is no folder “{named}”. Give the folder of the data, or set {VARIABLE}.")
        return cls(named)

    def __getitem__(self, name: str) -> str:
        """The path of one file; ends the program when it is missing."""
        path = self.folder / name
        if not path.is_file():
            raise SystemExit(f"“{path}” is missing. benchmarks/data.py says what the data folder has to hold.")
        return str(path)


def arguments(doc: str | None, more: argparse.ArgumentParser | None = None) -> argparse.Namespace:
    """The command's arguments: `data`, `json`, and those of `more`."""
    parser = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter, parents=[more] if more else []
    )
    parser.add_argument("data", nargs="?", type=Path, help=f"folder of the judged data; else {VARIABLE}")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()
