"""`cruxmap decide MARK DECISION`: a person's verdict, appended to the log."""

import getpass
from typing import Any

import click

from cruxmap.context import Words, narrate, session_of
from debate.actions import Action
from debate.doing import perform
from debate.verdicts import Decision

DECISIONS = {"accept": Decision.ACCEPTED, "reject": Decision.REJECTED, "withdraw": Decision.WITHDRAWN}
"""What can be decided with one word, as the journal names it; an edit needs a screen."""


class DecisionWord(click.Choice[str]):
    """A word of DECISIONS, or the one that JSON and screens have for it: `reject` or `rejected`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word of DECISIONS."""
        said = {decision.value: word for word, decision in DECISIONS.items()}
        return super().convert(said.get(value, value), param, ctx)


@click.command("decide")
@click.argument("mark")
@click.argument("decision", type=DecisionWord(list(DECISIONS)))
@click.option("--by", type=Words(), help="Who decides; the name of the login by default.")
@click.option("--note", type=Words(), default="", help="Why.")
@click.pass_context
def command(ctx: click.Context, mark: str, decision: str, by: str | None, note: str) -> None:
    """Record a verdict on MARK (its id is in `cruxmap why`); earlier verdicts are kept."""
    with session_of(ctx) as session:
        who = by or _login()
        perform(session, Action(decision, {"mark": mark, "note": note}), who)
    narrate(f"Noted: {DECISIONS[decision]} by {who}. Rejected marks do not count, and the log keeps every verdict.")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as nameless:
        raise click.UsageError("Who decides? This login has no name. Give one with --by.") from nameless
