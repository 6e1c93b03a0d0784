"""`cruxmap completion SHELL`: what a shell needs to complete commands and options."""

import click
from click.shell_completion import get_completion_class

from cruxmap.cli import COMPLETE


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script; for bash: `source <(cruxmap completion bash)`."""
    complete = get_completion_class(shell)
    if complete is None:
        raise click.UsageError(f"There is no completion for “{shell}”.")
    click.echo(complete(ctx.find_root().command, {}, "cruxmap", COMPLETE).source())
