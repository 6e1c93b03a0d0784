"""Takes a recognised file into a project: claims, labels, arguments, references, or a whole map."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from debate.describing import describe
from debate.errors import CruxmapError
from debate.framework import Framework
from debate.labels import Label
from debate.ports import Cutter, Store
from debate.taking import Taken, take_labels
from store.exchange import aif, argdown_reading, bibtex, csl_json, csv_tables, jsonl_tables, kialo, own_json, ris
from store.exchange.aif_nodes import read_file
from store.exchange.argument_source import keep_arguments
from store.exchange.arguments import ArgumentMap
from store.exchange.errors import NotReadable
from store.exchange.label_rows import claims_from_rows, labels_from_rows
from store.exchange.map_in import keep_map
from store.exchange.recognising import Kind
from store.exchange.references import Item
from store.exchange.w3c_reading import read as read_annotations
from store.exchange.words import counted


@dataclass(slots=True)
class Brought:
    """What became of a file, in sentences, and what was wrong with it."""

    said: list[str] = field(default_factory=list)
    problems: list[CruxmapError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Into:
    """The project that a file is taken into."""

    store: Store
    framework: Framework
    cutter: Cutter
    now: str


def bring(path: Path, kind: Kind, into: Into) -> Brought:
    """Take a file in; raises NotReadable when it is not what it seemed to be."""
    return _KINDS[kind](path, into)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise NotReadable(f"“{path}” is not UTF-8.", "Save it as UTF-8.") from wrong


def _rows(path: Path) -> Sequence[Mapping[str, object]]:
    ending = path.suffix.lower()
    if ending == ".parquet":
        from store.exchange import parquet_tables

        return parquet_tables.read(path.read_bytes())
    if ending in (".jsonl", ".ndjson"):
        return jsonl_tables.read(_text(path))
    # The mark of byte order tells a table whose cells are guarded against formulas.
    return csv_tables.read(path.read_bytes().decode("utf-8", "replace"))


def _labels(path: Path, into: Into) -> Brought:
    return _told(
        take_labels(into.store, into.framework, labels_from_rows(_rows(path), into.framework), path.name, into.now)
    )


def _annotations(path: Path, into: Into) -> Brought:
    labels: list[Label | NotReadable] = read_annotations(_text(path), into.framework)
    return _told(take_labels(into.store, into.framework, labels, path.name, into.now))


def _told(taken: Taken) -> Brought:
    found = ", ".join(f"{count} {standing.meaning}" for standing, count in sorted(taken.standings.items()))
    labels = counted(taken.standings.total(), "label")
    said = [f"{labels} taken over as tentative marks" + (f" ({found})." if found else ".")]
    if taken.claims:
        said.append(f"{counted(len(taken.claims), 'claim')} came with them.")
    if taken.rejected:
        said.append(f"{taken.rejected} that somebody had rejected were passed over.")
    return Brought(said, list(taken.problems))


def _claims(path: Path, into: Into) -> Brought:
    brought = Brought()
    kept = 0
    for claim in claims_from_rows(_rows(path), into.framework):
        if isinstance(claim, CruxmapError):
            brought.problems.append(claim)
        else:
            into.store.save_claim(claim)
            kept += 1
    brought.said.append(f"{counted(kept, 'claim')} taken over; `cruxmap claims` lists them.")
    return brought


def _references(read: Callable[[str], list[Item]]) -> Callable[[Path, Into], Brought]:
    def bring_references(path: Path, into: Into) -> Brought:
        described = describe(into.store, read(_text(path)))
        return Brought([f"{counted(len(described.sources), 'source')} described."], described.problems)

    return bring_references


def _aif(path: Path, into: Into) -> Brought:
    text = _text(path)
    # The nodes that carry no statement, such as locutions and transitions, are kept with the source.
    return _argument(aif.read(text), path, into, {"aif": aif.to_json(read_file(text))})


def _argdown(path: Path, into: Into) -> Brought:
    reading = argdown_reading.read(_text(path))
    brought = _argument(reading.arguments, path, into)
    brought.problems += reading.problems
    return brought


def _kialo(path: Path, into: Into) -> Brought:
    return _argument(kialo.read(_text(path)), path, into)


def _argument(arguments: ArgumentMap, path: Path, into: Into, extra: Mapping[str, object] | None = None) -> Brought:
    kept = keep_arguments(arguments, path, into.store, into.framework, into.cutter, into.now, extra)
    brought = _told(kept.taken) if kept.taken.standings or kept.taken.problems else Brought()
    brought.said += kept.said
    return brought


def _map(path: Path, into: Into) -> Brought:
    kept = keep_map(own_json.read(_text(path), into.framework), into.store, path.name, into.now)
    return Brought(kept.said, kept.problems)


def _written_only(path: Path, _: Into) -> Brought:
    raise NotReadable(
        f"“{path.name}” tells what cruxmap made of marks; nothing is read back from it.",
        "Import the tables of claims and of marks, or the map as json.",
    )


_KINDS: Mapping[Kind, Callable[[Path, Into], Brought]] = {
    Kind.MAP: _map,
    Kind.AIF: _aif,
    Kind.ARGDOWN: _argdown,
    Kind.KIALO: _kialo,
    Kind.ANNOTATIONS: _annotations,
    Kind.LABELS: _labels,
    Kind.CLAIMS: _claims,
    Kind.WRITTEN_ONLY: _written_only,
    Kind.CSL: _references(csl_json.read),
    Kind.BIBTEX: _references(bibtex.read),
    Kind.RIS: _references(ris.read),
}
