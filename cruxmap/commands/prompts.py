"""`cruxmap prompts`: what a chat model is asked, word for word."""

import sys

import click

from cruxmap.claim_arguments import claim_of
from cruxmap.context import Words, complete, json_option, narrate, parts_of, print_json, settings_of
from cruxmap.wiring import framework_of
from debate.plain import plain


@click.group("prompts")
def command() -> None:
    """Show what a chat model is asked: one text file a task, filled by plain substitution."""


@command.command("list")
@json_option
def listing(*, as_json: bool) -> None:
    """List the prompts with their versions, which are hashes of their texts."""
    from prompts.catalogue import names, prompt

    found = [prompt(name) for name in names()]
    if as_json:
        print_json(
            {
                "prompts": [
                    {
                        "name": one.name,
                        "version": one.version,
                        "characters": len(one.text),
                        "blanks": sorted(one.blanks),
                    }
                    for one in found
                ]
            }
        )
        return
    from cruxmap.show.console import line

    for one in found:
        line(f"{one.version}  {len(one.text):,} characters, filled with {', '.join(sorted(one.blanks))}")


@command.command("show")
@click.argument("name")
@click.option("--claim", type=Words(), help="A claim: its words, or the id of one asked before.")
@click.option("--source", help="A source: its id, name or title.")
@click.option("--side", type=click.Choice(["for", "against"]), default="for", show_default=True)
@click.option("--step", default="1", show_default=True, help="For argue_side and rebut_side.")
@click.option("--slot", help="For settle_crux; every crux by default.")
@click.option("--number", type=click.IntRange(1), default=1, show_default=True, help="Which of several questions.")
@click.option("--shape", "answer_shape", is_flag=True, help="Print the JSON schema of its answer instead.")
@click.pass_context
def show(
    ctx: click.Context,
    name: str,
    claim: str | None,
    source: str | None,
    side: str,
    step: str,
    slot: str | None,
    number: int,
    answer_shape: bool,
) -> None:
    """Print exactly what would be sent for the prompt NAME; nothing is asked.

    Servers that can hold a model to a schema are sent that of the answer beside the prompt: --shape prints it.

    On a terminal, characters that would drive it are replaced. Maps that are not drawn yet are drawn first, which
    asks a chat model where one is the annotator.
    """
    from cruxmap.rendering import About, NothingToAsk, questions_of
    from prompts.catalogue import prompt

    version = prompt(name).version
    if answer_shape:
        from prompts.shapes import shape

        print_json(shape(name, framework_of(settings_of(ctx))))
        return
    with parts_of(ctx) as parts:
        if name not in ("frame_claim", "mark_passages", "rate_document"):
            complete(parts.session)
        framed = claim_of(parts.session, claim, {}) if claim else None
        found = list(questions_of(name, About(parts, framed, source, side, step, slot)))
    if number > len(found):
        raise NothingToAsk(
            f"The prompt “{name}” would be sent {len(found)} times for this, so there is no number {number}.",
            "A side that says nothing is not asked about. Name another claim, source, side, step or --number.",
        )
    text = found[number - 1]
    sys.stdout.write((plain(text) if sys.stdout.isatty() else text) + "\n")
    narrate(f"{version}, question {number} of {len(found)}, {len(text):,} characters.")
