"""`cruxmap search QUERY`: passages, and why each was found."""

import click

from cruxmap.context import Words, complete, json_option, print_json, session_of
from debate.mapjson import passage_json, source_json
from debate.session import Found


@click.command("search")
@click.argument("query", type=Words())
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many passages.")
@click.option("--source", "sources", multiple=True, metavar="SOURCE", help="Only in these sources; may be repeated.")
@click.option("--per-source", type=click.IntRange(1), help="At most so many passages of one source.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, query: str, limit: int, sources: tuple[str, ...], per_source: int | None, *, as_json: bool
) -> None:
    """Find the passages that bear on QUERY, by meaning and by words."""
    if not query.strip():
        raise click.UsageError("The query is empty. Give some words, in quotes.")
    with session_of(ctx) as session:
        complete(session)
        source_ids = [session.source(name).id for name in sources] or None
        found = session.search(query, limit, source_ids, per_source)
    if as_json:
        print_json({"query": query, "hits": [_hit_json(hit) for hit in found]})
        return
    from cruxmap.show.hits import show_hits

    show_hits(found)


def _hit_json(found: Found) -> dict[str, object]:
    return {
        "id": found.passage.id,
        "score": round(found.hit.score, 6),
        "parts": {name: round(value, 6) for name, value in found.hit.parts.items()},
        "terms": list(found.hit.terms),
        "passage": passage_json(found.passage),
        "source": source_json(found.source),
    }
