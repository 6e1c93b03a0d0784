"""The command line. stdout carries data, stderr carries narration.

Exit codes: 0 done · 1 done, but something in the data was wrong · 2 the command or a setting is wrong ·
3 try again later · 130 interrupted.
"""

import sys
from importlib import import_module
from importlib.metadata import version

import click

from debate.errors import CruxmapError

COMMANDS = {
    "demo": "demo",
    "import": "importing",
    "sources": "sources",
    "claims": "claims",
    "search": "search",
    "analyze": "analyze",
    "assess": "assess",
    "why": "why",
    "decide": "decide",
    "evaluate": "evaluate",
    "db": "database",
    "config": "config",
    "info": "info",
    "schema": "schema",
    "completion": "completion",
}
"""Command -> the module that holds it. Modules are imported when their command runs, so that help is instant."""

SUMMARIES = {
    "demo": "Map a sample claim on the shipped library.",
    "import": "Take documents into the project.",
    "sources": "List the sources of the project.",
    "claims": "List the claims that were asked.",
    "search": "Find passages, and say why each was found.",
    "analyze": "Map a claim: coverage, assumptions, cruxes.",
    "assess": "Rate whole documents: sources by steps.",
    "why": "Follow a cell to the words and who said them.",
    "decide": "Accept, reject or withdraw a verdict on a mark.",
    "evaluate": "Measure retrieval and annotation against gold.",
    "db": "Look after the project file.",
    "config": "Show or check the settings.",
    "info": "Say what is installed and which parts work.",
    "schema": "Print the JSON schema of a command's output.",
    "completion": "Print the shell completion script.",
}


class LazyGroup(click.Group):
    """Lists its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order a newcomer meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"cruxmap.commands.{COMMANDS[cmd_name]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The summaries kept here, so that help imports nothing."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--project", metavar="PATH", help="Project file (or CRUXMAP_PROJECT); the user's own by default.")
@click.version_option(package_name="cruxmap", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, project: str | None) -> None:
    """Show which framework steps each side of a contested AI misuse claim covers, and which assumptions differ."""
    ctx.obj = {"project": project}


def main() -> None:
    """Run the command line; every error a person can mend ends as a sentence on stderr."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code."""
    try:
        outcome = cli.main(args=arguments, prog_name="cruxmap", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Stopped. What was done is kept; the same command continues.", err=True)
        return 130
    except click.ClickException as wrong:
        wrong.show()
        return 2
    except CruxmapError as wrong:
        click.echo(f"cruxmap: {wrong}", err=True)
        return getattr(wrong, "exit_code", 2)
    except BrokenPipeError:
        # The reader of a pipe went away, as `| head` does. Nothing is wrong, and nothing can be written.
        sys.stderr.close()
        return 0
    return outcome if isinstance(outcome, int) else 0


def program_version() -> str:
    """The installed version."""
    return version("cruxmap")
