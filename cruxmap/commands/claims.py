"""`cruxmap claims`: what was asked."""

import click

from cruxmap.context import json_option, print_json, session_of
from debate.mapjson import claim_json


@click.command("claims")
@json_option
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """List the claims that were asked, newest first."""
    with session_of(ctx) as session:
        claims, framework = session.claims(), session.framework
    if as_json:
        print_json({"claims": [claim_json(claim) for claim in claims]})
        return
    from cruxmap.show.console import line
    from cruxmap.show.words import claim_fields

    if not claims:
        line("No claim was asked yet. Ask one: cruxmap analyze “…”")
    for claim in claims:
        line(f"{claim.id}  {claim.text}")
        line(claim_fields(framework, claim), "dim", indent=14)
