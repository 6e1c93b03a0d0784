"""Other people's work on the command line: which files are exchange formats, and what became of them."""

from collections import Counter
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
    """Those of the named files that hold annotations, arguments, claims, references, or a map of ours.

    Of a folder of our tables, those that come in. Claims and maps are first: labels speak of them.
    """
    from store.exchange.recognising import Kind, recognise, tables_in

    named = [path for path in paths if path != "-"]
    within = [str(table) for path in named for table in tables_in(Path(path).expanduser())]
    found = {path: recognise(Path(path).expanduser()) for path in (*named, *within)}
    known = {path: kind for path, kind in found.items() if kind is not None}
    return dict(sorted(known.items(), key=lambda one: one[1] not in (Kind.MAP, Kind.CLAIMS)))


def documents_among(paths: Iterable[str]) -> list[str]:
    """Those of the paths that are to be read as documents."""
    from store.exchange.recognising import recognise, tables_in

    return [path for path in paths if path == "-" or not (recognise(one := Path(path).expanduser()) or tables_in(one))]


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
        _name(brought.problems)
        problems += len(brought.problems)
    return problems


def _name(wrong: list[CruxmapError]) -> None:
    """Each problem once, with how often it is there."""
    told = Counter(map(str, wrong))
    for problem, times in list(told.items())[:NAMED]:
        narrate(f"  {problem}" + (f" ({times:,} times)" if times > 1 else ""))
    if len(told) > NAMED:
        narrate(f"  And {len(told) - NAMED:,} more that could not be taken in.")
