"""`cruxmap claims`: what was asked, and what exactly a sentence claims."""

import shlex
from typing import TYPE_CHECKING

import click

from cruxmap.context import Words, asking, json_option, print_json, session_of, settings_of
from debate.claims import Claim, Direction
from debate.mapjson import claim_json

if TYPE_CHECKING:
    from prompts.claiming import FramingReply


@click.group("claims", invoke_without_command=True)
@json_option
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """List the claims that were asked, newest first; `frame` reads what a sentence claims."""
    if ctx.invoked_subcommand is not None:
        return
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


@command.command("frame")
@click.argument("sentence", type=Words())
@click.option("--annotator", metavar="NAME", help="A chat model, as in model:ollama:qwen3; that of the settings else.")
@json_option
@click.pass_context
def frame_command(ctx: click.Context, sentence: str, *, annotator: str | None, as_json: bool) -> None:
    """Say what exactly SENTENCE claims: vector, direction, baselines, actor, horizon.

    Its words are read by rule; a chat model, where one is named or set, suggests what it reads, and what a reader
    would have to ask first. Nothing is kept: the command that would ask the claim so is printed, to be edited.
    """
    from debate.framing import frame

    settings = settings_of(ctx)
    name = annotator or settings["annotator"]
    with session_of(ctx) as session:
        claim = frame(session.framework, sentence)
        framework = session.framework
    reply = None if name == "local" else _suggested(ctx, name, claim)
    asked = _command(claim, reply)
    if as_json:
        print_json({"claim": claim_json(claim), "suggested": _reply_json(name, reply) if reply else None, "ask": asked})
        return
    from cruxmap.show.framing_table import show_framing

    show_framing(framework, claim, reply, name.removeprefix("model:"), asked)


def _suggested(ctx: click.Context, name: str, claim: Claim) -> "FramingReply":
    from annotate.framing import suggest
    from cruxmap.models import caller_of
    from cruxmap.wiring import chat_model_named, framework_of, now
    from store.project import open_project

    settings = settings_of(ctx)
    model = chat_model_named(name)
    with open_project(settings.project) as project:
        return suggest(caller_of(model, settings, project, now, asking()), framework_of(settings), claim.text)


def _command(claim: Claim, reply: "FramingReply | None") -> str:
    """The command that asks the claim with what was suggested; what its words say by themselves needs no option."""
    words = ["cruxmap", "analyze", claim.text]
    if reply is not None:
        if reply.vector and reply.vector != claim.vector:
            words += ["--vector", reply.vector]
        if reply.direction not in (claim.direction, Direction.UNKNOWN):
            words += ["--direction", reply.direction]
        if reply.baselines and set(reply.baselines) != set(claim.baselines):
            words += [word for baseline in reply.baselines for word in ("--baseline", baseline)]
        for option, suggested in (("--actor", reply.actor), ("--horizon", reply.horizon)):
            words += [option, suggested] if suggested else []
    return shlex.join(words)


def _reply_json(name: str, reply: "FramingReply") -> dict[str, object]:
    return {
        "model": name.removeprefix("model:"),
        "vector": reply.vector,
        "direction": reply.direction,
        "baselines": list(reply.baselines),
        "actor": reply.actor,
        "horizon": reply.horizon,
        "missing": list(reply.missing),
        "faults": list(reply.faults),
    }
