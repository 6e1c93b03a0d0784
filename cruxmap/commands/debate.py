"""`cruxmap debate CLAIM`: what the sides say to each other, step by step; a person accepts what a model drafts."""

import getpass
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import click

from cruxmap.claim_arguments import claim_of, claim_options
from cruxmap.context import Words, complete, json_option, narrate, parts_of, print_json, settings_of
from debate.actions import Action, Entry
from debate.arguing import filled, in_order
from debate.arguments import Argument
from debate.doing import DRAFT_ACTIONS
from debate.errors import CutShort
from debate.maps import DebateMap
from debate.verdicts import Decision

if TYPE_CHECKING:
    from annotate.model import ModelAnnotator
    from cruxmap.settings import Settings
    from cruxmap.wiring import Parts
    from debate.clashes import Beyond


class ClaimOrCommand(click.Group):
    """A group whose first word is one of its commands, or else a claim to be debated."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the command in front of a claim."""
        words = [one for one in args if not one.startswith("-")]
        if args and not ({"-h", "--help"} & set(args) and not words) and (not words or words[0] not in self.commands):
            args = ["on", *args]
        return super().parse_args(ctx, args)


@click.group("debate", cls=ClaimOrCommand)
def command() -> None:
    """Set out what the sides of CLAIM say to each other: `cruxmap debate CLAIM`.

    Without a chat model arguments are put together from the strongest marks. With one in the settings it drafts for
    each step both sides' case from their own passages, the other side's answer, and where they disagree. A sentence
    whose words do not stand in its passage is dropped. Drafts are drafts until somebody accepts them.
    """


@command.command("on")
@click.argument("claim", type=Words())
@claim_options
@click.option("--step", "steps", multiple=True, metavar="STEP", help="At these steps only; may be repeated.")
@click.option("--assembled", is_flag=True, help="From marks alone, though a chat model is set.")
@json_option
@click.pass_context
def on(
    ctx: click.Context, /, claim: str, steps: tuple[str, ...], *, assembled: bool, as_json: bool, **fields: Any
) -> int:
    """Debate CLAIM (a sentence, or the id of one asked before)."""
    settings = settings_of(ctx)
    stopped = False
    with parts_of(ctx) as parts:
        session = parts.session
        complete(session)
        framed = claim_of(session, claim, fields)
        picture = session.recall(framed) or session.analyze(framed)
        chosen = [session.framework.step(name).id for name in steps] or [one.id for one in session.framework.steps]
        found: Beyond | None = None
        if settings["annotator"] == "local" or assembled:
            arguments = _from_marks(parts, picture)
        else:
            arguments, found, stopped = _drafted(settings, parts, picture, chosen)
    debate = in_order(chosen, arguments, picture)
    if as_json:
        from debate.argumentjson import debate_json

        print_json(debate_json(picture, debate, found))
    else:
        from cruxmap.show.debate_text import show_debate

        show_debate(picture, debate, found)
    return 1 if stopped else 0


@command.command("accept")
@click.argument("draft")
@click.option("--by", type=Words(), help="Who decides; the name of the login by default.")
@click.pass_context
def accept(ctx: click.Context, draft: str, by: str | None) -> None:
    """Let DRAFT (its id is shown beside it) stand as an argument."""
    _decide(ctx, draft, Decision.ACCEPTED, by)


@command.command("reject")
@click.argument("draft")
@click.option("--by", type=Words(), help="Who decides; the name of the login by default.")
@click.pass_context
def reject(ctx: click.Context, draft: str, by: str | None) -> None:
    """Leave DRAFT out from now on; it is kept with the verdict."""
    _decide(ctx, draft, Decision.REJECTED, by)


def _decide(ctx: click.Context, draft: str, decision: Decision, by: str | None) -> None:
    from cruxmap.wiring import now
    from store.project import open_project

    who = by or getpass.getuser()
    with open_project(settings_of(ctx).project, create=False) as project:
        project.decide_argument(draft, decision, who, now())
        project.log(Entry(Action(DRAFT_ACTIONS[decision], {"draft": draft}), who, now()))
    narrate(f"Noted: {decision} by {who}.")


def _from_marks(parts: "Parts", picture: DebateMap) -> list[Argument]:
    """What people accepted before, and for the other cells what marks make."""
    accepted = [one for one in _kept(parts, picture) if one.decision is Decision.ACCEPTED]
    return filled(picture, accepted, parts.session.now())


def _drafted(
    settings: "Settings", parts: "Parts", picture: DebateMap, steps: Sequence[str]
) -> "tuple[list[Argument], Beyond | None, bool]":
    """What the chat model drafts, kept step by step; what a cap cut short is left out, and said."""
    from cruxmap.drafting import beyond_slots, draft

    caller = cast("ModelAnnotator", parts.annotator).caller
    drafts: list[Argument] = []
    found = None
    stopped = False
    try:
        for _, arguments in draft(caller, settings, parts.session, picture, steps):
            drafts += arguments
        found = beyond_slots(caller, parts.session, picture)
    except CutShort as cut:
        narrate(f"cruxmap: {cut}")
        stopped = True
    decided = {one.id: one.decision for one in _kept(parts, picture)}
    rejected = {one for one, decision in decided.items() if decision is Decision.REJECTED}
    standing = [one for one in drafts if one.id not in rejected and one.answers_id not in rejected]
    return [_with(one, decided.get(one.id)) for one in standing], found, stopped


def _with(argument: Argument, decision: Decision | None) -> Argument:
    from dataclasses import replace

    return replace(argument, decision=decision)


def _kept(parts: "Parts", picture: DebateMap) -> list[Argument]:
    return parts.project.arguments_on(picture.claim.id) if picture.claim else []
