"""`cruxmap decide MARK DECISION`: a person's verdict, appended to the log."""

import getpass

import click

from cruxmap.context import narrate, session_of
from debate.verdicts import Decision

CHOICES = [Decision.ACCEPTED.value, Decision.REJECTED.value, Decision.WITHDRAWN.value]


@click.command("decide")
@click.argument("mark")
@click.argument("decision", type=click.Choice(CHOICES))
@click.option("--by", help="Who decides; the name of the login by default.")
@click.option("--note", default="", help="Why.")
@click.pass_context
def command(ctx: click.Context, mark: str, decision: str, by: str | None, note: str) -> None:
    """Record a verdict on MARK (its id is in `cruxmap why`); earlier verdicts are kept."""
    with session_of(ctx) as session:
        verdict = session.decide(mark, Decision(decision), by or getpass.getuser(), note=note)
    narrate(f"Noted: {verdict.decision} by {verdict.by}. Rejected marks do not count, and the log keeps every verdict.")
