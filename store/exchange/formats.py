"""Every format a map leaves in: its name, the ending of its files, and what it cannot carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from debate.errors import CruxmapError
from debate.handout import Handout
from store.exchange.columns import DICTIONARY, Table
from store.exchange.losses import REJECTED, Loss, sidecar
from store.exchange.writing import write_whole

TABLES = ("marks", "verdicts", "coverage", "differences", "sources", "claims")
"""The tables of a map, by name."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a map."""

    name: str
    ending: str
    says: str
    module: str
    """Where its writer is; imported when it is used."""
    declares: str = ""
    """Where its losses are declared; beside its writer when empty."""
    tabular: bool = False
    """Written as several tables, each a file, rather than as one file."""

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What does not come back, or does not leave."""
        losses: tuple[Loss, ...] = import_module(f"store.exchange.{self.declares or self.module}").LOSSES
        return losses

    @property
    def carries_rejected(self) -> bool:
        """Whether rejected marks leave in it when they are asked for."""
        return REJECTED in self.losses


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("html", "html", "a report to read, with an interactive map, in one file", "html"),
        Format("markdown", "md", "the report as Markdown", "markdown"),
        Format("json", "json", "everything, to come back with the same ids", "own_json"),
        Format("csv", "csv", "a folder of tables, for spreadsheets", "csv_tables", "tables", tabular=True),
        Format("jsonl", "jsonl", "a folder of tables, one object a line", "jsonl_tables", "tables", tabular=True),
        Format("parquet", "parquet", "a folder of tables, for dataframes", "parquet_tables", "tables", tabular=True),
        Format("w3c", "jsonld", "labels as W3C Web Annotations", "w3c"),
        Format("aif", "aif.json", "the argument as AIF JSON", "aif", "arguments"),
        Format("xaif", "xaif.json", "the argument as xAIF, for OVA", "xaif", "arguments"),
        Format("argdown", "argdown", "the argument as Argdown", "argdown"),
        Format("kialo", "txt", "the argument as Kialo's text export", "kialo"),
        Format("graphml", "graphml", "the graph, for Gephi, yEd and networkx", "graphml"),
        Format("dot", "dot", "the graph, for Graphviz", "dot"),
        Format("mermaid", "mmd", "the graph, for Markdown that draws it", "mermaid"),
        Format("svg", "svg", "the map as a picture", "svg"),
        Format("csl", "csl.json", "the sources as CSL-JSON, for Zotero and pandoc", "csl_json"),
        Format("bibtex", "bib", "the sources as BibTeX", "bibtex"),
        Format("ris", "ris", "the sources as RIS", "ris"),
        Format("refi-qda", "qdpx", "a project for NVivo, MAXQDA, ATLAS.ti and QualCoder", "refi_qda"),
    )
}
"""By name, in the order a newcomer would try them."""


class UnknownFormat(CruxmapError):
    """No such format, or none that a file's ending tells."""


def format_named(name: str | None, path: Path | None) -> Format:
    """The format with this name, or the one that the file's ending tells."""
    if name is not None:
        if name not in FORMATS:
            raise UnknownFormat(f"There is no format “{name}”.", f"Formats: {', '.join(FORMATS)}.")
        return FORMATS[name]
    ended = [one for one in FORMATS.values() if path is not None and path.name.lower().endswith(f".{one.ending}")]
    if not ended:
        raise UnknownFormat("The file's ending tells no format.", f"Say --format: {', '.join(FORMATS)}.")
    return max(ended, key=lambda one: len(one.ending))


def render(form: Format, handout: Handout) -> str | bytes:
    """A map as one file of a format."""
    written: str | bytes = import_module(f"store.exchange.{form.module}").write(handout)
    return written


def write_map(
    form: Format, handout: Handout, path: Path, *, table: str | None = None, spreadsheet: bool = False
) -> list[Path]:
    """Write a map; a tabular format makes a folder of its tables, or one file of the table that is named.

    A path that is called like a file becomes one: the table of marks.
    """
    if not form.tabular:
        write_whole(path, render(form, handout))
        return [path]
    from store.exchange.tables import tables_of

    if table is None and path.name.lower().endswith(f".{form.ending}") and not path.expanduser().is_dir():
        table = TABLES[0]
    return write_tables(form, tables_of(handout), path, table=table, spreadsheet=spreadsheet)


def write_tables(
    form: Format, tables: Sequence[Table], path: Path, *, table: str | None = None, spreadsheet: bool = False
) -> list[Path]:
    """Write tables into a folder with a dictionary of their columns, or the one that is named into a file."""
    from store.exchange.csv_tables import dictionary

    chosen = [one for one in tables if table in (None, one.name)]
    if not chosen:
        raise UnknownFormat(f"There is no table “{table}”.", f"Tables: {', '.join(one.name for one in tables)}.")
    if table is not None:
        write_whole(path, render_table(form, chosen[0], spreadsheet=spreadsheet))
        return [path]
    path.expanduser().mkdir(parents=True, exist_ok=True)
    files = {f"{one.name}.{form.ending}": render_table(form, one, spreadsheet=spreadsheet) for one in chosen}
    files[DICTIONARY] = dictionary(chosen, form.ending)
    for name, content in files.items():
        write_whole(path / name, content)
    return [path / name for name in files]


def render_table(form: Format, table: Table, *, spreadsheet: bool = False) -> str | bytes:
    """One table in a tabular format."""
    writer = import_module(f"store.exchange.{form.module}")
    written: str | bytes = writer.write(table, spreadsheet=True) if spreadsheet else writer.write(table)
    return written


def write_sidecar(form: Format, handout: Handout, path: Path) -> Path:
    """Write what an export lost beside it."""
    beside = path.with_name(f"{path.name}.losses.json")
    write_whole(beside, sidecar(form.name, form.losses, handout))
    return beside
