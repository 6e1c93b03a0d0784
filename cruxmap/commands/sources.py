"""`cruxmap sources`: what was imported."""

import click

from cruxmap.context import json_option, print_json, session_of
from debate.mapjson import source_json


@click.command("sources")
@click.option("--match", default="", help="Only sources whose title, organisation or id holds this.")
@click.option("--superseded", is_flag=True, help="Older versions too.")
@json_option
@click.pass_context
def command(ctx: click.Context, match: str, *, superseded: bool, as_json: bool) -> None:
    """List the sources of the project."""
    with session_of(ctx) as session:
        sources = session.store.sources() if superseded else session.sources()
    wanted = match.casefold()
    sources = [s for s in sources if wanted in f"{s.id} {s.title} {s.csl.get('publisher', '')}".casefold()]
    if as_json:
        print_json({"sources": [source_json(source) for source in sources]})
        return
    from cruxmap.show.source_list import show_sources

    show_sources(sources)
