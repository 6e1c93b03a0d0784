"""Other people's work on the command line: which files are exchange formats, and what became of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cruxmap.context import narrate
from debate.errors import CruxmapError
from debate.session import Session

if TYPE_CHECKING:
    from store.exchange.recognising import Kind

NAMED = 20
"""Problems of one file that are named one by one; of more, only the number is said."""


def exchange_files(paths: Iterable[str]) -> "dict[str, Kind]":
    """Those of the named files that hold annotations, arguments, claims, references, or a map of ours."""
    from store.exchange.recognising import recognise

    found = {path: recognise(Path(path).expanduser()) for path in paths if path != "-"}
    return {path: kind for path, kind in found.items() if kind is not None}


def bring_in(session: Session, files: "dict[str, Kind]") -> int:
    """Take the files into the project; returns how many things in them could not be taken in."""
    from cruxmap.wiring import cutter
    from store.exchange.bringing import Into, bring

    into = Into(session.store, session.framework, cutter(), session.now())
    problems = 0
    for path, kind in files.items():
        try:
            brought = bring(Path(path).expanduser(), kind, into)
        except CruxmapError as wrong:
            narrate(f"“{path}”: {wrong}")
            problems += 1
            continue
        narrate(f"“{path}”: {' '.join(brought.said)}")
        for problem in brought.problems[:NAMED]:
            narrate(f"  {problem}")
        if len(brought.problems) > NAMED:
            narrate(f"  And {len(brought.problems) - NAMED:,} more that could not be taken in.")
        problems += len(brought.problems)
    return problems
