"""The command line. stdout carries data, stderr carries narration."""

import os
import sys
from contextlib import suppress
from importlib import import_module
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import TextIO

import click
from click.shell_completion import CompletionItem, shell_complete

from debate.errors import CruxmapError
from debate.plain import one_line, plain

INTERRUPTED = 130
EXIT_CODES = {
    0: "done",
    1: "done, but something in the data was wrong",
    2: "the command, a name or a setting is wrong",
    3: "the project is in use: try again later",
    INTERRUPTED: "interrupted: what was done is kept",
}

COMPLETE = "_CRUXMAP_COMPLETE"
"""Set by a shell that asks how a word goes on."""

COMMANDS = {
    "open": "opening",
    "demo": "demo",
    "import": "importing",
    "sources": "sources",
    "claims": "claims",
    "search": "search",
    "analyze": "analyze",
    "debate": "debate",
    "compare": "compare",
    "assess": "assess",
    "why": "why",
    "rejected": "rejected",
    "decide": "decide",
    "export": "export",
    "batch": "batch",
    "evaluate": "evaluate",
    "prompts": "prompts",
    "usage": "usage",
    "journal": "journal",
    "replay": "replay",
    "serve": "serve",
    "db": "database",
    "config": "config",
    "info": "info",
    "schema": "schema",
    "completion": "completion",
}
"""Command -> the module that holds it. Modules are imported when their command runs, so that help is instant."""

SUMMARIES = {
    "open": "Open the application; so does cruxmap alone.",
    "demo": "Map a sample claim on the shipped library.",
    "import": "Take documents into the project.",
    "sources": "List the sources of the project.",
    "claims": "List the claims that were asked.",
    "search": "Find passages, and say why each was found.",
    "analyze": "Map a claim: coverage, assumptions, cruxes.",
    "debate": "Set out what the sides say to each other.",
    "compare": "Map sources against each other, one side each.",
    "assess": "Rate whole documents: sources by steps.",
    "why": "Follow a cell to the words and who said them.",
    "rejected": "List what a model proposed and nobody could verify.",
    "decide": "Accept or reject a mark, or withdraw a verdict.",
    "export": "Write a map for other tools, or a report to read.",
    "batch": "Map many claims, or assess many documents.",
    "evaluate": "Measure retrieval and annotation against gold.",
    "prompts": "Show what a chat model is asked, word for word.",
    "usage": "Say what chat models used up, and what it cost.",
    "journal": "Print what was done, for replay.",
    "replay": "Do on this project what was done on another.",
    "serve": "The application in a browser of this machine.",
    "db": "Look after the project file.",
    "config": "Show or check the settings.",
    "info": "Say what is installed and which parts work.",
    "schema": "Print the JSON schema of a command's output.",
    "completion": "Print the shell completion script.",
}


def _remember(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Keep a shared option for the whole call, wherever on the line it was given."""
    shared = ctx.find_root().ensure_object(dict)
    if value is not None or parameter.name not in shared:
        shared[parameter.name] = value


def _shared_options() -> list[click.Parameter]:
    """The options that every command takes."""
    project = "Project file, or CRUXMAP_PROJECT; else one in the user data directory."
    framework = "Framework file of the shape of debate/framework.toml, or CRUXMAP_FRAMEWORK; else the shipped one."
    agreed = "Pay for a chat model without being asked."
    return [
        click.Option(["--project"], metavar="PATH", help=project, expose_value=False, callback=_remember),
        click.Option(["--framework"], metavar="PATH", help=framework, expose_value=False, callback=_remember),
        click.Option(["--yes", "model_ask"], flag_value="no", help=agreed, expose_value=False, callback=_remember),
    ]


def _share(command: click.Command) -> click.Command:
    """The command, and those below it, with the shared options."""
    if "project" not in {parameter.name for parameter in command.params}:
        command.params += _shared_options()
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _share(below)
    return command


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
        return _share(import_module(f"cruxmap.commands.{COMMANDS[cmd_name]}").command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The summaries kept here, so that help imports nothing."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the exit codes mean."""
        del ctx
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code), meaning) for code, meaning in EXIT_CODES.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names and summaries of commands, from here too, and the options."""
        named = [CompletionItem(name, help=says) for name, says in SUMMARIES.items() if name.startswith(incomplete)]
        return named + click.Command.shell_complete(self, ctx, incomplete)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    params=_shared_options(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="cruxmap", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Show which framework steps each side of a contested AI misuse claim covers, and which assumptions differ."""
    if ctx.invoked_subcommand is not None:
        return
    if all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        ctx.invoke(_share(import_module("cruxmap.commands.opening").command))
    else:
        click.echo(ctx.get_help())


def main() -> None:
    """Run the command line; every error a person can mend ends as a sentence on stderr."""
    sys.stdout = _writable(sys.stdout)
    sys.stderr = _writable(sys.stderr)
    code = run(sys.argv[1:])
    if code == INTERRUPTED:
        _leave(code)
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code."""
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except (KeyboardInterrupt, click.exceptions.Abort):
        return _end(INTERRUPTED, "\nStopped. What was done is kept; the same command continues.")
    except click.ClickException as wrong:
        shown = StringIO()
        wrong.show(shown)
        return _end(2, shown.getvalue().rstrip())
    except CruxmapError as wrong:
        return _end(3 if wrong.passing else 2, one_line(f"cruxmap: {wrong}"))
    except BrokenPipeError:
        # The reader of a pipe went away, as `| head` does. Nothing is wrong, and nothing can be written.
        _forget(sys.stdout)
        return 0
    except OSError as wrong:
        _forget(sys.stdout)
        place = f" “{wrong.filename}”" if wrong.filename else ""
        return _end(2, f"cruxmap: {wrong.strerror or wrong}{place}. Check the disk, the path and its permissions.")
    return code


def _run(arguments: list[str]) -> int:
    """What Click's own `main` does, less its ways of ending the process."""
    if instruction := os.environ.get(COMPLETE):
        return shell_complete(cli, {}, "cruxmap", COMPLETE, instruction)
    try:
        with cli.make_context("cruxmap", list(arguments)) as ctx:
            outcome = cli.invoke(ctx)
    except click.exceptions.Exit as asked:
        return asked.exit_code
    return outcome if isinstance(outcome, int) else 0


def _leave(code: int) -> None:
    """End with this code for certain: an interruption that fell into an import would have the interpreter kill itself.

    Everything that needs closing was closed on the way here.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code)


def _end(code: int, sentence: str) -> int:
    """Say why on stderr, whatever stands in the sentence, and give back the code."""
    click.echo(plain(sentence).replace("\t", " "), err=True)
    return code


def _writable(stream: TextIO | None) -> TextIO:
    """The stream, writing a character that its encoding lacks as a number; one that was closed goes nowhere."""
    stream = stream or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 -- open until the program ends
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


def _forget(stream: TextIO) -> None:
    """Let what is still buffered go nowhere, so that the interpreter's last flush does not fail again."""
    try:
        number = stream.fileno()
    except OSError:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)
