"""`cruxmap import PATH...`: documents into the project, in two phases that may be cut off."""

from collections import Counter
from collections.abc import Iterable

import click

from cruxmap.context import narrate, session_of
from cruxmap.show.progress import bar
from debate.importing import ImportEvent, Kept, Known
from debate.plain import one_line
from debate.session import Session
from debate.sources import Problem


@click.command("import")
@click.argument("paths", nargs=-1, required=True)
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...]) -> int:
    """Take in text, Markdown, HTML, PDF, DOCX, JSONL or CSV files and folders; `-` reads stdin.

    A document whose text is known is left as it is; a changed one becomes a new version. The same command
    continues where an earlier one was stopped.
    """
    from corpus.reading import read

    with session_of(ctx) as session:
        problems = report(session.keep(read(paths)))
        work_through(session)
    return 1 if problems else 0


def report(events: Iterable[ImportEvent]) -> int:
    """Say what became of each document; returns how many could not be taken in."""
    seen: Counter[str] = Counter()
    passages = 0
    with bar("Reading", unit="documents", total=None) as advance:
        for event in events:
            if isinstance(event, Problem):
                seen["problems"] += 1
                narrate(f"“{one_line(event.origin)}”: {one_line(event.reason)}. {one_line(event.fix)}")
            elif isinstance(event, Known):
                seen["known"] += 1
            elif isinstance(event, Kept):
                seen["changed" if event.source.version > 1 else "new"] += 1
                passages += event.passages
            advance(sum(seen.values()), None)
    narrate(
        f"{seen['new']} new, {seen['changed']} changed, {seen['known']} known already, "
        f"{seen['problems']} not taken in; {passages:,} passages cut."
    )
    return seen["problems"]


def work_through(session: Session) -> None:
    """Encode and mark what is pending, with rate and time left."""
    with bar("Encoding and marking", unit="passages", total=0) as advance:
        for progress in session.catch_up():
            advance(progress.done, progress.total)
