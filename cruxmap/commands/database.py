"""`cruxmap db`: the project file."""

from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

import click

from cruxmap.context import asking, json_option, narrate, parts_of, print_json, settings_of
from debate.errors import CruxmapError


class NoProject(CruxmapError):
    """The project file does not exist yet."""


@click.group("db")
def command() -> None:
    """Look after the project file: one SQLite database, with a search index beside it that can be rebuilt."""


@command.command("path")
@click.pass_context
def path(ctx: click.Context) -> None:
    """Print where the project file is."""
    click.echo(settings_of(ctx).project)


@command.command("status")
@json_option
@click.pass_context
def status(ctx: click.Context, *, as_json: bool) -> None:
    """Say what the project holds."""
    from store.project import open_project
    from store.upkeep import status as status_of

    with open_project(_existing(ctx), create=False) as project:
        found = asdict(status_of(project))
    if as_json:
        print_json({name: str(value) if isinstance(value, Path) else value for name, value in found.items()})
        return
    from cruxmap.show.console import line

    for name, value in found.items():
        shown = ", ".join(f"{key} {count:,}" for key, count in value.items()) if isinstance(value, dict) else value
        line(f"{name.replace('_', ' ')}: {shown:,}" if isinstance(shown, int) else f"{name.replace('_', ' ')}: {shown}")


@command.command("finish")
@click.option("--provider-batch", is_flag=True, help="Have the provider answer within a day, at half its price.")
@click.pass_context
def finish_pending(ctx: click.Context, *, provider_batch: bool) -> None:
    """Encode and mark what a stopped import, another encoder or a newer version has left to do.

    With --provider-batch, questions to a chat model are handed to its provider's batch endpoint (openai, anthropic). It
    may be stopped while it waits: the same command brings the answers.
    """
    from cruxmap.batch.rounds import finish_in, rounds_on

    _existing(ctx)
    with parts_of(ctx) as parts:
        rounds = rounds_on(settings_of(ctx), parts, narrate, asking()) if provider_batch else nullcontext()
        with rounds as handing_in:
            finish_in(handing_in, parts.session)
    narrate("Every passage is encoded and marked.")


@command.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.pass_context
def backup(ctx: click.Context, target: Path, *, force: bool) -> None:
    """Write a consistent copy of the project to TARGET."""
    from store.project import open_project
    from store.upkeep import backup as back_up

    with open_project(_existing(ctx), create=False) as project:
        back_up(project, target, force=force)
    narrate(f"Backed up to “{target}”, {target.stat().st_size:,} bytes.")


@command.command("verify")
@json_option
@click.pass_context
def verify(ctx: click.Context, *, as_json: bool) -> int:
    """Check that every passage and quote is where it says, and that nothing is missing; exit 1 if not."""
    from store.project import open_project
    from store.upkeep import verify as verify_project

    with open_project(_existing(ctx), create=False) as project:
        findings = verify_project(project)
    if as_json:
        print_json({"findings": findings})
        return 1 if findings else 0
    from cruxmap.show.console import line

    for finding in findings or ["Everything is in order."]:
        line(finding)
    return 1 if findings else 0


def _existing(ctx: click.Context) -> Path:
    path = settings_of(ctx).project
    if not path.is_file():
        raise NoProject(f"There is no project “{path}” yet.", "`cruxmap import PATH` makes it.")
    return path
