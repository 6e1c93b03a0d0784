"""`cruxmap compare SOURCE...`: sources against each other, by the same map that a claim gets."""

import click

from cruxmap.context import complete, json_option, print_json, session_of


@click.command("compare")
@click.argument("sources", nargs=-1, required=True)
@click.option("--words", default=1, show_default=True, type=click.IntRange(0), help="Quotes to show for each cell.")
@click.option("--tentative", is_flag=True, help="Show marks below the trust threshold too.")
@json_option
@click.pass_context
def command(ctx: click.Context, sources: tuple[str, ...], *, words: int, tentative: bool, as_json: bool) -> None:
    """Map SOURCES (ids, names or the start of a title; two or more) against each other, one side each."""
    with session_of(ctx) as session:
        complete(session)
        ids = list(dict.fromkeys(session.source(name).id for name in sources))
        if len(ids) < 2:
            raise click.UsageError("One source has nothing to be compared with. Name another one.")
        picture = session.compare(ids)
    if as_json:
        from debate.mapjson import map_json

        print_json(map_json(picture))
        return
    from cruxmap.show.map_tables import show_map

    show_map(picture, words, tentative=tentative)
