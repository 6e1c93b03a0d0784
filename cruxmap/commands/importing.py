"""`cruxmap import PATH...`: documents into the project, in two phases that may be cut off."""

from collections import Counter
from collections.abc import Iterable

import click

from cruxmap.bringing_in import bring_in, documents_among, exchange_files
from cruxmap.context import finish, narrate, session_of
from cruxmap.show.progress import bar
from debate.importing import ImportEvent, Kept, Known
from debate.sources import Problem

NAMED = 20
"""Problems with one remedy that are named one by one; of more, only the number is said."""


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...]) -> int:
    """Take in text, Markdown, HTML, PDF, DOCX, JSONL or CSV files and folders; `-` reads stdin.

    JSONL and CSV hold one document a row: text, and if known id, title, author, organization, date, url. Other
    fields are kept. An id that is more than a number tells a document in whatever file it comes; a file is told
    by its text and its place.

    A document whose text is known is left as it is; a changed one becomes a new version, and marks on the old
    one are kept. The same command continues where an earlier one was stopped.

    Work from other tools comes in the same way, when its file is named: AIF and xAIF, Argdown, Kialo's text, W3C
    annotations, tables of labels (quote; step, slot and pole, or stance) or of claims, a folder of tables or a map of
    cruxmap's own, and BibTeX, RIS or CSL-JSON to describe sources. Labels stay tentative until a person accepts them.
    """
    from corpus.reading import read

    theirs, documents = exchange_files(paths), documents_among(paths)
    with session_of(ctx) as session:
        problems = report(session.keep(read(documents))) if documents else 0
        # After the documents, so that labels find the words they are on.
        problems += bring_in(session, theirs)
        finish(session)
    return 1 if problems else 0


def report(events: Iterable[ImportEvent]) -> int:
    """Say what became of each document; returns how many could not be taken in."""
    seen: Counter[str] = Counter()
    remedies: Counter[str] = Counter()
    passages = 0
    with bar("Reading", unit="documents", total=None) as advance:
        for event in events:
            seen[_kind(event)] += 1
            if isinstance(event, Problem):
                remedies[event.fix] += 1
                if remedies[event.fix] <= NAMED:
                    narrate(f"“{event.origin}”: {event.reason}. {event.fix}")
            elif isinstance(event, Kept):
                passages += event.passages
            elif event.source.name not in (event.document.name, *event.document.longer_names):
                narrate(f"“{event.document.origin}” has the text of “{event.source.name}”.")
            advance(seen.total(), None)
    for fix, number in remedies.items():
        if number > NAMED:
            narrate(f"And {number - NAMED:,} more of which this holds: {fix}")
    narrate(
        f"{seen['new']} new, {seen['changed']} changed, {seen['known']} known already, "
        f"{seen['problems']} not taken in; {passages:,} passages cut."
    )
    return seen["problems"]


def _kind(event: ImportEvent) -> str:
    if isinstance(event, Problem):
        return "problems"
    if isinstance(event, Known):
        return "known"
    return "changed" if event.source.version > 1 else "new"
