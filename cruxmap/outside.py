"""Files beside the project, as the application and a replayed journal read and write them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cruxmap.settings import Settings
from debate.claims import Claim
from debate.errors import CruxmapError
from debate.maps import DebateMap
from debate.session import Session
from debate.sources import Document, Problem
from tui.outside import ExportFormat, ExportWish, ReferenceStudy

if TYPE_CHECKING:
    from debate.handout import Handout
    from store.exchange.formats import Format
    from store.project import Project


def read_documents(paths: Sequence[str]) -> Iterable[Document | Problem]:
    """The documents at these paths."""
    from corpus.reading import read
    from cruxmap.bringing_in import documents_among

    return read(documents_among(paths))


def bring(session: Session, paths: Sequence[str]) -> Iterator[str | Problem]:
    """Take in what is not a document at these paths, and say in sentences what became of it."""
    from cruxmap.bringing_in import exchange_files
    from cruxmap.wiring import cutter
    from store.exchange import bringing

    into = bringing.Into(session.store, session.framework, cutter(), session.now())
    for path, kind in exchange_files(paths).items():
        try:
            brought = bringing.bring(Path(path).expanduser(), kind, into)
        except CruxmapError as wrong:
            yield Problem(path, str(wrong), "")
            continue
        yield from brought.said
        yield from (Problem(path, str(problem), "") for problem in brought.problems)


def export_formats() -> Sequence[ExportFormat]:
    """Every format a map can be written in."""
    from store.exchange.formats import FORMATS, TABLES

    return [
        ExportFormat(one.name, _ending(one), one.says, _ways(one), TABLES if one.tabular else ())
        for one in FORMATS.values()
    ]


def atlas_formats() -> Sequence[ExportFormat]:
    """Every format in which documents, or claims, can be written together."""
    from store.exchange.formats import FORMATS

    fitting = [one for one in FORMATS.values() if one.tabular or one.name == "html"]
    return [ExportFormat(one.name, _ending(one), one.says, _ways_of_tables(one)) for one in fitting]


def _ending(form: "Format") -> str:
    # A path that ends like a table would be one table; all of them are a folder.
    return f"{form.ending}-tables" if form.tabular else form.ending


def _ways(form: "Format") -> Sequence[tuple[str, str]]:
    rejected = [("rejected", "rejected marks too")] if form.carries_rejected else []
    return (
        ("public", "for anyone to read: words flagged as operational detail stay home"),
        *rejected,
        ("sidecar", "what it cannot carry, as JSON beside it"),
        *_ways_of_tables(form),
    )


def _ways_of_tables(form: "Format") -> Sequence[tuple[str, str]]:
    return (("spreadsheet", "no cell can run as a formula"),) if form.name == "csv" else ()


def write_export(session: Session, picture: DebateMap, wish: ExportWish) -> Sequence[str]:
    """As `cruxmap export` writes it; says what stays home."""
    from cruxmap.handing_out import made_by
    from debate.handout import Audience, hand_out
    from store.exchange.formats import format_named, write_map, write_sidecar

    form = format_named(wish.format, wish.path)
    audience = Audience.PUBLIC if "public" in wish.ways else Audience.INTERNAL
    rejected = "rejected" in wish.ways
    handout = hand_out(session.store, picture, made_by(), session.now(), rejected=rejected, audience=audience)
    write_map(form, handout, wish.path, table=wish.table or None, spreadsheet="spreadsheet" in wish.ways)
    if "sidecar" in wish.ways:
        write_sidecar(form, handout, wish.path)
    return _stays(form, handout)


def _stays(form: "Format", handout: "Handout") -> list[str]:
    from store.exchange.losses import REJECTED, UNARGUED

    stays = [f"rejected marks, which stay home ({handout.stays:,})"] if handout.stays else []
    withheld = [f"the words of {len(handout.withheld):,} marks, withheld"] if handout.withheld else []
    return stays + withheld + [loss.what for loss in form.losses if loss not in (REJECTED, UNARGUED)]


def write_atlas_export(session: Session, kind: str, wish: ExportWish) -> Sequence[str]:
    """As `cruxmap export --atlas` writes it; says what it cannot carry."""
    from cruxmap.handing_out import write_atlas
    from store.exchange.atlas import LOSSES
    from store.exchange.formats import format_named

    form = format_named(wish.format, wish.path)
    write_atlas(session, form, kind, wish.path, spreadsheet="spreadsheet" in wish.ways)
    return [loss.what for loss in LOSSES]


def reference_studies() -> Sequence[ReferenceStudy]:
    """The paper's rated studies."""
    from corpus.library import reference_rows

    return [ReferenceStudy(row.study, row.vector, row.levels, row.doubtful, row.basis) for row in reference_rows()]


def usage_lines(settings: Settings, session: Session) -> Sequence[str]:
    """What chat models used up in the project, a line a model and day."""
    from cruxmap.commands.usage import days_of
    from cruxmap.spending import tokens_in_words

    # Whoever wires a session gives it a project as its store.
    project = cast("Project", session.store)
    return [
        f"{day.day}  {day.model}  {day.calls:,} questions  {tokens_in_words(day.usage)}  "
        + (f"${day.cost:,.4f}" if day.cost is not None else "price not known")
        for day in days_of(settings, project.usage_by_model())
    ]


def library() -> Iterable[Document | Problem]:
    """The shipped library."""
    from corpus.library import library_documents

    return library_documents()


def samples() -> Sequence[Claim]:
    """Claims to try the program on."""
    from corpus.library import sample_claims

    return sample_claims()
