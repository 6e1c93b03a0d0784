"""What leaves on the command line: written into files or to stdout, and told with what stays home."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cruxmap.context import narrate
from debate.handout import Handout
from debate.session import Session
from store.exchange.formats import TABLES, Format, render, render_table, write_map, write_tables
from store.exchange.words import counted

if TYPE_CHECKING:
    from store.exchange.atlas import Land

STDOUT = Path("-")


class WrittenAtlas(NamedTuple):
    """An atlas that was written."""

    files: list[Path]
    """None when it went to stdout."""
    rows: int


def made_by() -> str:
    """The program with its version, as files name it."""
    from importlib.metadata import version

    return f"cruxmap {version('cruxmap')}"


def write(form: Format, handout: Handout, output: Path, table: str | None, *, spreadsheet: bool) -> list[Path]:
    """Write a map, and return the files that are there now: none when it went to stdout."""
    if output != STDOUT:
        return write_map(form, handout, output, table=table, spreadsheet=spreadsheet)
    if not form.tabular:
        _to_stdout(render(form, handout))
        return []
    from store.exchange.tables import tables_of

    chosen = next(one for one in tables_of(handout) if one.name == (table or TABLES[0]))
    _to_stdout(render_table(form, chosen, spreadsheet=spreadsheet))
    return []


def write_atlas(session: Session, form: Format, kind: str, output: Path, *, spreadsheet: bool) -> WrittenAtlas:
    """Write every document, or every claim asked, and say what is there now."""
    from store.exchange import atlas
    from store.exchange.writing import write_whole

    lands = _lands(session, kind)
    tables = atlas.tables_of(session.framework, lands) if form.tabular else []
    if output == STDOUT:
        _to_stdout(
            render_table(form, tables[0], spreadsheet=spreadsheet)
            if tables
            else atlas.write_html(session.framework, lands, made_by(), session.now())
        )
        return WrittenAtlas([], len(lands))
    if tables:
        return WrittenAtlas(write_tables(form, tables, output, spreadsheet=spreadsheet), len(lands))
    write_whole(output, atlas.write_html(session.framework, lands, made_by(), session.now()))
    return WrittenAtlas([output], len(lands))


def say_atlas(written: WrittenAtlas) -> None:
    """Which files are there now, with how many rows."""
    if written.files:
        narrate(f"Wrote {_files(written.files)}: {counted(written.rows, 'row')}.")


def _lands(session: Session, kind: str) -> "list[Land]":
    from store.exchange import atlas

    if kind == "documents":
        return atlas.documents(session.assess())
    return atlas.claims([session.recall(claim) or session.analyze(claim) for claim in session.claims()])


def say(form: Format, written: list[Path], handout: Handout, table: str | None) -> None:
    """What was written, and what stayed home."""
    if written:
        marks, sources = counted(len(handout.marks), "mark"), counted(len(handout.map.sources), "source")
        narrate(f"Wrote {_files(written)}: a map of {marks} on {sources}.")
    if form.tabular and table is None and len(written) == 1:
        narrate(f"It is the table of marks; name a folder for all of {', '.join(TABLES)}.")
    if handout.stays:
        offer = "--rejected takes them along." if form.carries_rejected else f"{form.name} has no place for them."
        narrate(f"Rejected marks stay home, {handout.stays:,} in number; {offer}")
    if handout.rejected and not form.carries_rejected:
        narrate(f"Rejected marks stay home, {len(handout.rejected):,} in number; {form.name} has no place for them.")
    if handout.withheld:
        narrate(f"The words of {counted(len(handout.withheld), 'mark')} are withheld as operational detail.")


def _to_stdout(content: str | bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode() if isinstance(content, str) else content)
    sys.stdout.buffer.flush()


def _files(written: list[Path]) -> str:
    first = f"“{written[0]}” ({written[0].stat().st_size:,} bytes)"
    more = len(written) - 1
    return first + (f" and {more} more file{'s' if more > 1 else ''} beside it" if more else "")
