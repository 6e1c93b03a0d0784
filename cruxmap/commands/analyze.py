"""`cruxmap analyze CLAIM`: the debate map of one claim."""

from typing import Any

import click

from cruxmap.context import json_option, print_json, session_of
from debate.claims import Claim, Direction
from debate.framework import Framework
from debate.framing import frame
from debate.session import Session


def claim_options(command: Any) -> Any:
    """The fields of a claim, as options; what is not given is read from its words."""
    options = (
        click.option("--vector", help="Misuse vector: bio, cyber, disinformation, phishing, voice, ncii, csam."),
        click.option("--direction", type=click.Choice([d.value for d in Direction]), help="Which way risk moves."),
        click.option("--baseline", "baselines", multiple=True, help="Compared with what; may be repeated."),
        click.option("--actor", help="Who would do it."),
        click.option("--horizon", help="By when."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("analyze")
@click.argument("claim")
@claim_options
@click.option("--source", "sources", multiple=True, metavar="SOURCE", help="Read only these sources; may be repeated.")
@click.option("--swap", is_flag=True, help="Turn the claim's direction round: its sides change places.")
@click.option("--words", default=1, show_default=True, type=click.IntRange(0), help="Quotes to show for each cell.")
@click.option("--tentative", is_flag=True, help="Show marks below the trust threshold too.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    claim: str,
    sources: tuple[str, ...],
    *,
    swap: bool,
    words: int,
    tentative: bool,
    as_json: bool,
    **fields: Any,
) -> None:
    """Map CLAIM (a sentence, or the id of one asked before): which steps each side covers, what differs."""
    with session_of(ctx) as session:
        framed = claim_of(session, session.framework, claim, fields)
        if swap:
            framed = framed.swapped()
        source_ids = [session.source(name).id for name in sources] or None
        picture = session.analyze(framed, source_ids)
        if as_json:
            from debate.mapjson import map_json

            print_json(map_json(picture))
            return
        from cruxmap.show.map_tables import show_map

        show_map(picture, words, tentative=tentative)


def claim_of(session: Session, framework: Framework, text: str, fields: dict[str, Any]) -> Claim:
    """The claim that the words or the id name; given fields replace what it had."""
    known = session.claim(text)
    direction = Direction(fields["direction"]) if fields.get("direction") else None
    return frame(
        framework,
        known.text if known else text,
        vector=fields.get("vector") or (known.vector if known else None),
        direction=direction or (known.direction if known else None),
        baselines=list(fields["baselines"]) if fields.get("baselines") else (known.baselines if known else None),
        actor=fields.get("actor") or (known.actor if known else None),
        horizon=fields.get("horizon") or (known.horizon if known else None),
    )
