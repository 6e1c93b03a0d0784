"""`cruxmap replay JOURNAL`: what was done in one project, done in another."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from cruxmap.context import asking, complete, finish, narrate, session_of, settings_of
from debate.actions import Entry, entry_from_line
from debate.doing import perform
from debate.errors import CruxmapError, UnknownName
from debate.maps import DebateMap
from debate.session import Session

if TYPE_CHECKING:
    from cruxmap.chatting import Talks
    from tui.outside import Terms


class WouldOverwrite(CruxmapError):
    """A journal that is replayed would write a file over another one."""


def _import(session: Session, details: Mapping[str, Any]) -> None:
    from cruxmap.commands.importing import report
    from cruxmap.outside import bring, library, read_documents

    paths = [str(path) for path in details.get("paths", ())]
    report(session.keep(read_documents(paths) if paths else library()))
    for said in bring(session, paths):
        narrate(str(said))
    finish(session)


def _export(session: Session, details: Mapping[str, Any]) -> None:
    from cruxmap.outside import write_atlas_export, write_export
    from tui.outside import ExportWish

    # A journal may be somebody else's: where it wrote there is for nobody else to decide.
    path, ways = details["exports"] / Path(str(details["path"])).name, frozenset(map(str, details.get("ways", ())))
    if path.exists():
        raise WouldOverwrite(f"“{path}” exists already, and a journal writes over nothing.", "Move it away first.")
    wish = ExportWish(str(details["format"]), path, ways, str(details.get("table", "")))
    if details.get("atlas"):
        write_atlas_export(session, str(details["atlas"]), wish)
    elif details.get("sources"):
        write_export(session, session.compare([str(name) for name in details["sources"]]), wish)
    else:
        write_export(session, _picture(session, details), wish)


def _picture(session: Session, details: Mapping[str, Any]) -> DebateMap:
    claim = session.claim(str(details["claim"]))
    if claim is None:
        raise UnknownName(f"There is no claim “{details['claim']}” here.", "Ask it first: cruxmap analyze “…”.")
    return session.recall(claim) or session.analyze(claim)


def _draft(session: Session, details: Mapping[str, Any]) -> None:
    steps = [session.framework.step(str(name)).id for name in details["steps"]]
    terms = _terms(details)
    for said in _talks().draft(session, _picture(session, details), steps, terms):
        narrate(said)


def _rate(session: Session, details: Mapping[str, Any]) -> None:
    sources = [session.source(str(name)).id for name in details["sources"]]
    for said in _talks().rate(session, sources, _terms(details)):
        narrate(said)


def _talks() -> "Talks":
    from cruxmap.chatting import Talks

    return Talks(settings_of(click.get_current_context()))


def _terms(details: Mapping[str, Any]) -> "Terms":
    from tui.outside import Terms

    return Terms(str(details["model"]), asking(), lambda: False)


OUTSIDE: Mapping[str, Callable[[Session, Mapping[str, Any]], None]] = {
    "import": _import,
    "export": _export,
    "draft": _draft,
    "rate": _rate,
}
"""Actions that read or write files beside the project, or ask a chat model."""


@click.command("replay")
@click.argument("journal", type=click.File(encoding="utf-8"))
@click.option("--by", help="Who does it now; by default whoever did it then.")
@click.option(
    "--exports",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=".",
    help="The folder for files that it exports; by default this one.",
)
@click.option("--strict", is_flag=True, help="Stop at the first action that cannot be done here.")
@click.pass_context
def command(ctx: click.Context, journal: TextIO, by: str | None, exports: Path, *, strict: bool) -> int:
    """Do again what JOURNAL says (`-` reads stdin), as `cruxmap journal` prints it; exit 1 if some could not be done.

    Marks are found by their id, and on another project by their source and their words. Files that it exports keep
    their names and go into --exports, wherever they went then, and never over a file that is there.
    """
    entries = list(read_journal(journal))
    with session_of(ctx) as session:
        if session.sources():
            # Decisions find the marks of this annotator: they have to be there first.
            complete(session)
        failed = replay(session, entries, by, exports, strict=strict)
    narrate(f"{len(entries) - failed} of {len(entries)} actions done.")
    return 1 if failed else 0


def read_journal(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of a journal; blank lines are passed over, anything else that is no action is an error."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield entry_from_line(line, number)


def replay(session: Session, entries: Iterable[Entry], by: str | None, exports: Path, *, strict: bool) -> int:
    """Do the actions in order; returns how many could not be done, each of which is named."""
    failed = 0
    for number, entry in enumerate(entries, 1):
        try:
            if entry.action.name in OUTSIDE:
                OUTSIDE[entry.action.name](session, {**entry.action.details, "exports": exports})
            else:
                perform(session, entry.action, by or entry.by or "replay")
        except CruxmapError as wrong:
            if strict:
                raise
            failed += 1
            narrate(f"{number} {entry.action.name}: {wrong}")
    return failed
