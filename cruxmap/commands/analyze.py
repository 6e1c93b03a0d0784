"""`cruxmap analyze CLAIM`: the debate map of one claim."""

from typing import TYPE_CHECKING, Any, cast

import click

from cruxmap.claim_arguments import claim_of, claim_options
from cruxmap.context import Words, complete, json_option, narrate, parts_of, print_json
from debate.errors import CutShort
from debate.maps import DebateMap

if TYPE_CHECKING:
    from annotate.model import ModelAnnotator
    from cruxmap.wiring import Parts
    from debate.clashes import Beyond


@click.command("analyze")
@click.argument("claim", type=Words())
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
    with parts_of(ctx) as parts:
        session = parts.session
        complete(session)
        framed = claim_of(session, claim, fields)
        if swap:
            framed = framed.swapped()
        source_ids = [session.source(name).id for name in sources] or None
        picture = session.analyze(framed, source_ids)
        found = _beyond(parts, picture)
    if as_json:
        from debate.argumentjson import beyond_json
        from debate.mapjson import map_json

        print_json({**map_json(picture), **({"beyond": beyond_json(found)} if found else {})})
        return
    from cruxmap.show.map_tables import show_map

    show_map(picture, words, tentative=tentative)
    if found:
        from cruxmap.show.beyond_text import show_beyond

        show_beyond(picture, found)


def _beyond(parts: "Parts", picture: DebateMap) -> "Beyond | None":
    """What a chat model, where one is set, says beyond the slots; a map stands without it."""
    if parts.annotator.name == "local":
        return None
    from cruxmap.drafting import beyond_slots

    try:
        return beyond_slots(cast("ModelAnnotator", parts.annotator).caller, parts.session, picture)
    except CutShort as stopped:
        narrate(f"cruxmap: {stopped}")
        return None
