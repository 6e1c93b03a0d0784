"""`cruxmap evaluate`: how good the passages and the marks are, measured against gold."""

from pathlib import Path

import click

from cruxmap.commands.evaluate_coverage import coverage
from cruxmap.commands.evaluate_marks import marks
from cruxmap.commands.evaluate_retrieval import retrieval

FORMATS = Path(__file__).with_name("evaluate_formats.txt")


@click.group("evaluate")
def command() -> None:
    """Measure retrieval and annotation against gold: yours, or any in the formats that `formats` prints.

    Headline figures come with a 95 % interval from at least 1,000 bootstrap draws, of documents or of queries.
    Nothing of a measurement is kept but text vectors, in the cache folder. The exit code does not depend on figures.
    """


@command.command("formats")
def formats() -> None:
    """Print what goes into the files that the other commands read."""
    click.echo(FORMATS.read_text(encoding="utf-8"), nl=False)


command.add_command(retrieval)
command.add_command(marks)
command.add_command(coverage)
