"""`cruxmap rejected`: what a model proposed with words that do not stand in their passage."""

import click

from cruxmap.context import json_option, print_json, session_of
from debate.proposals import RejectedProposal


@click.command("rejected")
@click.option("--source", "sources", multiple=True, metavar="SOURCE", help="On these sources only; may be repeated.")
@json_option
@click.pass_context
def command(ctx: click.Context, sources: tuple[str, ...], *, as_json: bool) -> None:
    """List proposals of models that could not be verified, and became no marks; oldest first."""
    with session_of(ctx) as session:
        chosen = [session.source(name) for name in sources] or session.sources()
        passages = session.store.passages_of([source.id for source in chosen])
        found = session.store.rejected_on(passage.id for passage in passages)
    if as_json:
        print_json({"rejected": [proposal_json(one) for one in found]})
        return
    from cruxmap.show.console import line
    from debate.plain import one_line

    if not found:
        line("No proposal was rejected.")
    for one in found:
        line(f"“{one_line(one.quote)}”")
        said = f"{one.kind} {one.label} · {one.verdict.replace('_', ' ')} · {one.passage_id}"
        line(f"{said} · {one.author.name}, {one.author.prompt}, {one.made_at}", "dim", indent=4)
        if one.nearest:
            line(f"nearest: {one_line(one.nearest)}", "dim", indent=4)


def proposal_json(one: RejectedProposal) -> dict[str, object]:
    """A rejected proposal with what became of its quote."""
    return {
        "passage": one.passage_id,
        "kind": one.kind,
        "label": one.label,
        "quote": one.quote,
        "verdict": one.verdict,
        "nearest": one.nearest,
        "model": one.author.name,
        "version": one.author.version,
        "prompt": one.author.prompt,
        "made_at": one.made_at,
    }
