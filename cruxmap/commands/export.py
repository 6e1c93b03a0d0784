"""`cruxmap export CLAIM`: a map for other tools, or a report to read."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cruxmap.context import Words, complete, narrate, session_of
from debate.handout import Audience, Handout
from debate.session import Session
from store.exchange.formats import FORMATS, TABLES, Format, format_named, render, render_table, write_map, write_sidecar
from store.exchange.formats import write_tables as write_atlas_tables

if TYPE_CHECKING:
    from store.exchange.atlas import Land

STDOUT = Path("-")
AUDIENCES = [audience.value for audience in Audience]
ATLASES = ("documents", "claims")


@click.command("export")
@click.argument("claim", type=Words(), required=False)
@click.option("--format", "name", metavar="FORMAT", help="One of those --list names; else the file's ending tells.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The file, or for tables a folder; - for stdout.")
@click.option("--source", "sources", multiple=True, metavar="SOURCE", help="Read only these sources; may be repeated.")
@click.option("--compare", is_flag=True, help="No claim: the sources against each other, one side each.")
@click.option("--atlas", type=click.Choice(ATLASES), help="No claim: every document, or every claim asked.")
@click.option("--table", type=click.Choice(TABLES), help="Of csv, jsonl and parquet: this table alone, as one file.")
@click.option("--spreadsheet", is_flag=True, help="For csv: no cell can run as a formula.")
@click.option(
    "--audience", type=click.Choice(AUDIENCES), default="internal", show_default=True, help="Who will read it."
)
@click.option("--rejected", is_flag=True, help="Rejected marks too, where the format carries them.")
@click.option("--sidecar", is_flag=True, help="Write what is lost beside it, as JSON.")
@click.option("--losses", is_flag=True, help="Say what the format cannot carry, and write nothing.")
@click.option("--list", "listing", is_flag=True, help="List the formats.")
@click.pass_context
def command(
    ctx: click.Context,
    claim: str | None,
    name: str | None,
    output: Path | None,
    sources: tuple[str, ...],
    table: str | None,
    atlas: str | None,
    audience: str,
    *,
    compare: bool,
    spreadsheet: bool,
    rejected: bool,
    sidecar: bool,
    losses: bool,
    listing: bool,
) -> None:
    """Write the map of CLAIM (a sentence, or the id of one asked before) in the format of another tool.

    Rejected marks stay home unless asked for. For --audience public, words that a person flagged as operational
    detail stay home too and are cited (`cruxmap decide MARK accepted --note "#operational"` flags them).
    """
    if listing:
        click.echo("\n".join(f"{one.name:<10} .{one.ending:<10} {one.says}" for one in FORMATS.values()))
        return
    if output is None and not losses:
        raise click.UsageError("Say where to with --output FILE, or - for the terminal.")
    form = format_named(name, output)
    if losses or output is None:
        _say_losses(form)
        return
    _check(form, claim, sources, table, atlas, compare=compare, spreadsheet=spreadsheet)
    with session_of(ctx) as session:
        complete(session)
        if atlas:
            _write_atlas(session, form, atlas, output, spreadsheet=spreadsheet)
            return
        handout = _handout(session, claim, sources, Audience(audience), rejected=rejected)
    written = _write(form, handout, output, table, spreadsheet=spreadsheet)
    if sidecar and output != STDOUT:
        written.append(write_sidecar(form, handout, output))
    _say(written, handout)


def _check(
    form: Format,
    claim: str | None,
    sources: tuple[str, ...],
    table: str | None,
    atlas: str | None,
    *,
    compare: bool,
    spreadsheet: bool,
) -> None:
    """Refuse what cannot be meant, before anything is read."""
    if sum((claim is not None, compare, atlas is not None)) != 1:
        raise click.UsageError("Give a claim, or --compare with sources, or --atlas.")
    if compare and len(set(sources)) < 2:
        raise click.UsageError("--compare needs two sources or more, each with --source.")
    if table and not form.tabular:
        raise click.UsageError(f"--table is for csv, jsonl and parquet; {form.name} is one file.")
    if spreadsheet and form.name != "csv":
        raise click.UsageError(f"--spreadsheet is for csv; {form.name} runs nothing.")
    if atlas and not (form.tabular or form.name == "html"):
        raise click.UsageError(f"An atlas is written as html, csv, jsonl or parquet; {form.name} holds one map.")


def _handout(
    session: Session, claim: str | None, sources: tuple[str, ...], audience: Audience, *, rejected: bool
) -> Handout:
    from debate.handout import hand_out

    ids = list(dict.fromkeys(session.source(name).id for name in sources))
    if claim is None:
        picture = session.compare(ids)
    else:
        from cruxmap.claim_arguments import claim_of

        framed = claim_of(session, claim, {})
        picture = (None if ids else session.recall(framed)) or session.analyze(framed, ids or None)
    return hand_out(session.store, picture, made_by(), session.now(), rejected=rejected, audience=audience)


def made_by() -> str:
    """The program with its version, as files name it."""
    from importlib.metadata import version

    return f"cruxmap {version('cruxmap')}"


def _write(form: Format, handout: Handout, output: Path, table: str | None, *, spreadsheet: bool) -> list[Path]:
    if output != STDOUT:
        return write_map(form, handout, output, table=table, spreadsheet=spreadsheet)
    if not form.tabular:
        content = render(form, handout)
    else:
        from store.exchange.tables import tables_of

        chosen = next(one for one in tables_of(handout) if one.name == (table or TABLES[0]))
        content = render_table(form, chosen, spreadsheet=spreadsheet)
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode() if isinstance(content, str) else content)
    sys.stdout.buffer.flush()
    return []


def _write_atlas(session: Session, form: Format, kind: str, output: Path, *, spreadsheet: bool) -> None:
    from store.exchange import atlas
    from store.exchange.writing import write_whole

    lands: list[Land]
    if kind == "documents":
        lands = atlas.documents(session.assess())
    else:
        pictures = [session.recall(claim) or session.analyze(claim) for claim in session.claims()]
        lands = atlas.claims(pictures)
    if form.tabular:
        tables = atlas.tables_of(session.framework, lands)
        written = write_atlas_tables(form, tables, output, spreadsheet=spreadsheet)
    else:
        write_whole(output, atlas.write_html(session.framework, lands, made_by(), session.now()))
        written = [output]
    narrate(f"Wrote {_files(written)}: {len(lands)} rows.")


def _say(written: list[Path], handout: Handout) -> None:
    """What was written, and what stayed home."""
    if written:
        narrate(f"Wrote {_files(written)}: {len(handout.marks):,} marks of {len(handout.map.sources)} sources.")
    if handout.stays:
        narrate(f"{handout.stays:,} rejected marks stay home; --rejected takes them along.")
    if handout.withheld:
        narrate(f"The words of {len(handout.withheld):,} marks are withheld as operational detail.")


def _files(written: list[Path]) -> str:
    shown = ", ".join(f"“{path}” ({path.stat().st_size:,} bytes)" for path in written[:1])
    return shown + (f" and {len(written) - 1} more files beside it" if len(written) > 1 else "")


def _say_losses(form: Format) -> None:
    click.echo(f"What {form.name} cannot carry:")
    for loss in form.losses:
        click.echo(f"  {loss.what}: {loss.why}")
    if not form.losses:
        click.echo("  nothing")
