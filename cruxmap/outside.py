"""Files beside the project, as the application and a replayed journal read and write them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from debate.claims import Claim
from debate.errors import CruxmapError
from debate.maps import DebateMap
from debate.session import Session
from debate.sources import Document, Problem
from tui.outside import ExportFormat


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
    from store.exchange.formats import FORMATS

    # A path that ends like a table would be one table; all of them are a folder.
    return [
        ExportFormat(one.name, f"{one.ending}-tables" if one.tabular else one.ending, one.says)
        for one in FORMATS.values()
    ]


def write_export(session: Session, picture: DebateMap, name: str, path: Path) -> Sequence[str]:
    """As `cruxmap export` writes it, for colleagues: rejected marks stay home."""
    from cruxmap.handing_out import made_by
    from debate.handout import hand_out
    from store.exchange.formats import format_named, write_map
    from store.exchange.losses import REJECTED, UNARGUED

    form = format_named(name, path)
    handout = hand_out(session.store, picture, made_by(), session.now())
    write_map(form, handout, path)
    stays = [f"rejected marks, which stay home ({handout.stays:,})"] if handout.stays else []
    return stays + [loss.what for loss in form.losses if loss not in (REJECTED, UNARGUED)]


def library() -> Iterable[Document | Problem]:
    """The shipped library."""
    from corpus.library import library_documents

    return library_documents()


def samples() -> Sequence[Claim]:
    """Claims to try the program on."""
    from corpus.library import sample_claims

    return sample_claims()
