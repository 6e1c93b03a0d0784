"""`cruxmap journal`: what was done in the project, in the form that `cruxmap replay` reads."""

import click

from cruxmap.context import session_of
from debate.actions import entry_line


@click.command("journal")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Print every action that was done by key or by command, oldest first, one JSON object a line."""
    with session_of(ctx) as session:
        entries = session.store.entries()
    for entry in entries:
        click.echo(entry_line(entry))
