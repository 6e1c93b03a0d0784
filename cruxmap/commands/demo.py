"""`cruxmap demo`: a sample claim mapped on the shipped library, in a project of its own."""

import shlex

import click

from cruxmap.context import finish, json_option, narrate, print_json
from cruxmap.settings import data_directory, load_settings
from cruxmap.wiring import open_session


@click.command("demo")
@click.option("--claim", "number", default=1, show_default=True, type=click.IntRange(1), help="Which sample claim.")
@click.option("--list", "listing", is_flag=True, help="List the sample claims.")
@json_option
@click.pass_context
def command(ctx: click.Context, number: int, *, listing: bool, as_json: bool) -> None:
    """Import the shipped library of sources and map a sample claim on it."""
    from corpus.library import library_documents, sample_claims
    from cruxmap.commands.importing import report

    claims = sample_claims()
    if listing:
        for position, claim in enumerate(claims, 1):
            click.echo(f"{position} {claim.text}")
        return
    if number > len(claims):
        raise click.UsageError(f"There are {len(claims)} sample claims; `cruxmap demo --list` shows them.")
    given = ctx.find_root().obj
    project = given["project"] or str(data_directory() / "demo.cruxmap")
    settings = load_settings({**given, "project": project})
    with open_session(settings, narrate) as session:
        report(session.keep(library_documents()))
        finish(session)
        picture = session.analyze(claims[number - 1])
    if as_json:
        from debate.mapjson import map_json

        print_json(map_json(picture))
        return
    from cruxmap.show.map_tables import show_map

    show_map(picture)
    narrate("")
    narrate(f"Go on with: cruxmap --project {shlex.quote(project)} analyze 'your claim'")
