"""`cruxmap replay JOURNAL`: what was done in one project, done in another."""

from collections.abc import Iterable, Iterator
from typing import TextIO

import click

from cruxmap.context import narrate, session_of
from debate.actions import Entry, entry_from_line
from debate.doing import perform
from debate.errors import CruxmapError
from debate.session import Session


@click.command("replay")
@click.argument("journal", type=click.File(encoding="utf-8"))
@click.option("--by", help="Who does it now; by default whoever did it then.")
@click.option("--strict", is_flag=True, help="Stop at the first action that cannot be done here.")
@click.pass_context
def command(ctx: click.Context, journal: TextIO, by: str | None, *, strict: bool) -> int:
    """Do again what JOURNAL says (`-` reads stdin), as `cruxmap journal` prints it; exit 1 if some could not be done.

    Marks are found by their id, and on another project by their source and their words.
    """
    entries = list(read_journal(journal))
    with session_of(ctx) as session:
        failed = replay(session, entries, by, strict=strict)
    narrate(f"{len(entries) - failed} of {len(entries)} actions done.")
    return 1 if failed else 0


def read_journal(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of a journal; blank lines are passed over, anything else that is no action is an error."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield entry_from_line(line, number)


def replay(session: Session, entries: Iterable[Entry], by: str | None, *, strict: bool) -> int:
    """Do the actions in order; returns how many could not be done, each of which is named."""
    failed = 0
    for number, entry in enumerate(entries, 1):
        try:
            perform(session, entry.action, by or entry.by or "replay")
        except CruxmapError as wrong:
            if strict:
                raise
            failed += 1
            narrate(f"{number} {entry.action.name}: {wrong}")
    return failed
