"""`cruxmap export CLAIM`: a map for other tools, or a report to read."""

from collections.abc import Sequence
from pathlib import Path

import click

from cruxmap.context import Words, complete, narrate, session_of
from cruxmap.handing_out import STDOUT, made_by, say, say_atlas, write, write_atlas
from debate.handout import Audience, Handout
from debate.session import Session
from store.exchange.formats import FORMATS, TABLES, Format, format_named, write_sidecar
from store.exchange.losses import Loss

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
        _say_losses(form, _atlas_losses() if atlas else form.losses)
        return
    _check(form, claim, sources, table, atlas, compare=compare, spreadsheet=spreadsheet)
    _check_asides(atlas, output, sources, rejected=rejected, sidecar=sidecar)
    with session_of(ctx) as session:
        complete(session)
        if atlas:
            say_atlas(write_atlas(session, form, atlas, output, spreadsheet=spreadsheet))
            return
        handout = _handout(session, claim, sources, Audience(audience), rejected=rejected)
    written = write(form, handout, output, table, spreadsheet=spreadsheet)
    say(form, written, handout, table)
    if sidecar:
        narrate(f"What it cannot carry stands in “{write_sidecar(form, handout, output)}”.")


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
    if table and (atlas or not form.tabular):
        raise click.UsageError(f"--table is for one map as csv, jsonl or parquet, and not for {atlas or form.name}.")
    if spreadsheet and form.name != "csv":
        raise click.UsageError(f"--spreadsheet is for csv; {form.name} runs nothing.")
    if atlas and not (form.tabular or form.name == "html"):
        raise click.UsageError(f"An atlas is written as html, csv, jsonl or parquet; {form.name} holds one map.")


def _check_asides(atlas: str | None, output: Path, sources: Sequence[str], *, rejected: bool, sidecar: bool) -> None:
    """Refuse what goes with a map in a file, where there is none."""
    if atlas and (sources or rejected or sidecar):
        raise click.UsageError("An atlas has levels alone: --source, --rejected and --sidecar are for one map.")
    if sidecar and output == STDOUT:
        raise click.UsageError("--sidecar stands beside a file; name one with --output, or ask --losses.")


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


def _atlas_losses() -> Sequence[Loss]:
    from store.exchange.atlas import LOSSES

    return LOSSES


def _say_losses(form: Format, losses: Sequence[Loss]) -> None:
    click.echo(f"What {form.name} cannot carry:")
    for loss in losses:
        click.echo(f"  {loss.what}: {loss.why}")
