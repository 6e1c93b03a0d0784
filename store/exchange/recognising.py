"""Tells by a file's ending and its beginning which exchange format it is, if it is one at all."""

import json
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from store.exchange.aif_nodes import is_aif
from store.exchange.columns import DICTIONARY, is_written_only
from store.exchange.csl_json import is_csl
from store.exchange.errors import NotReadable
from store.exchange.kialo import is_kialo
from store.exchange.label_rows import is_claim_header, is_label_header
from store.exchange.own_json import is_own
from store.exchange.w3c_reading import is_w3c

SAMPLE = 65_536
"""Bytes that tell a table or a text; JSON is read whole."""
LARGEST = 500_000_000


class Kind(StrEnum):
    """What a file holds."""

    MAP = "map"
    """Our own JSON."""
    AIF = "aif"
    ARGDOWN = "argdown"
    KIALO = "kialo"
    ANNOTATIONS = "annotations"
    """W3C Web Annotations."""
    LABELS = "labels"
    """A table of labels."""
    CLAIMS = "claims"
    """A table of claims."""
    WRITTEN_ONLY = "written only"
    """A table of ours that is computed from marks, or that tells about them."""
    CSL = "csl"
    BIBTEX = "bibtex"
    RIS = "ris"


_BY_ENDING: Mapping[str, Kind] = {
    ".argdown": Kind.ARGDOWN,
    ".ad": Kind.ARGDOWN,
    ".bib": Kind.BIBTEX,
    ".bibtex": Kind.BIBTEX,
    ".ris": Kind.RIS,
}
_JSON: tuple[tuple[Kind, Callable[[object], bool]], ...] = (
    (Kind.MAP, is_own),
    (Kind.ANNOTATIONS, is_w3c),
    (Kind.AIF, is_aif),
    (Kind.CSL, is_csl),
)
"""In this order: what is surest first."""


def recognise(path: Path) -> Kind | None:
    """The format of a file that is for us; None for a document, for a folder, and for what cannot be read."""
    ending = path.suffix.lower()
    try:
        if not path.is_file():
            return None
        if ending in _BY_ENDING:
            return _BY_ENDING[ending]
        return _LOOK[ending](path) if ending in _LOOK else None
    except (OSError, UnicodeDecodeError):
        return None


def tables_in(folder: Path) -> list[Path]:
    """The tables to take in of a folder that an export made: its claims, then the marks that speak of them."""
    if not (folder / DICTIONARY).is_file():
        return []
    ours = [folder / f"{name}{ending}" for name in ("claims", "marks") for ending in (".csv", ".jsonl", ".parquet")]
    return [path for path in ours if recognise(path) in (Kind.CLAIMS, Kind.LABELS)]


def _json(path: Path) -> Kind | None:
    if path.stat().st_size > LARGEST:
        return None
    try:
        said = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return next((kind for kind, is_it in _JSON if is_it(said)), None)


def _lines(path: Path) -> Kind | None:
    """JSONL by its first line."""
    first = _beginning(path).lstrip().split("\n", 1)[0]
    try:
        said = json.loads(first)
    except (ValueError, RecursionError):
        return None
    if is_w3c(said):
        return Kind.ANNOTATIONS
    return _by_header(said) if isinstance(said, dict) else None


def _table(path: Path) -> Kind | None:
    header = _beginning(path).lstrip().split("\n", 1)[0].strip()
    delimiter = max(",;\t", key=header.count)
    return _by_header(name.strip(' "') for name in header.split(delimiter))


def _text(path: Path) -> Kind | None:
    return Kind.KIALO if is_kialo(_beginning(path)) else None


def _parquet(path: Path) -> Kind | None:
    from store.exchange.parquet_tables import NoParquet, names

    try:
        return _by_header(names(path.read_bytes()))
    except (NoParquet, NotReadable):
        return Kind.LABELS  # Reading it says what is wrong.


def _by_header(names: Iterable[str]) -> Kind | None:
    listed = [str(name) for name in names]
    if is_written_only(listed):
        return Kind.WRITTEN_ONLY
    if is_label_header(listed):
        return Kind.LABELS
    return Kind.CLAIMS if is_claim_header(listed) else None


def _beginning(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(SAMPLE).decode("utf-8-sig", "replace")


_LOOK: Mapping[str, Callable[[Path], Kind | None]] = {
    ".json": _json,
    ".jsonld": _json,
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".csv": _table,
    ".tsv": _table,
    ".txt": _text,
    ".parquet": _parquet,
}
