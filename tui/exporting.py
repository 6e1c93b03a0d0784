"""Writes a map in another program's format: which one, where to, and what it could not carry."""

from collections.abc import Sequence
from pathlib import Path

from debate.actions import Action, Entry
from debate.maps import DebateMap
from debate.plain import one_line
from debate.session import Session
from tui.dialogs import AskLine, ChooseOne
from tui.outside import ExportFormat, Outside
from tui.waiting import AskingScreen


def export(screen: AskingScreen, picture: DebateMap) -> None:
    """Ask for the format and the file, then write."""
    formats = {one.name: one for one in screen.house.outside.exports()}
    if not formats:
        screen.house.tell("No export format is installed. ctrl+s writes the listed marks as text.")
        return

    def chosen(name: str | None) -> None:
        if name:
            _ask_file(screen, picture, formats[name])

    choices = [(name, f"{name:<9} .{one.ending:<10} {one.says}") for name, one in formats.items()]
    screen.house.push_screen(ChooseOne("Write this map as what?", choices), chosen)


def _ask_file(screen: AskingScreen, picture: DebateMap, form: ExportFormat) -> None:
    stem = f"claim-{picture.claim.id}" if picture.claim else "comparison"

    def write(file: str | None) -> None:
        if file:
            path = Path(file).expanduser()
            screen.ask(
                lambda session: _write(screen.house.outside, session, picture, form, path),
                lambda lost: _say(screen, path, lost),
            )

    screen.house.push_screen(AskLine(f"Write the {form.name} where?", f"{stem}.{form.ending}"), write)


def _write(outside: Outside, session: Session, picture: DebateMap, form: ExportFormat, path: Path) -> Sequence[str]:
    lost = outside.export(session, picture, form.name, path)
    named = {"claim": picture.claim.id} if picture.claim else {"sources": [side.id for side in picture.sides]}
    said = Action("export", {**named, "format": form.name, "path": str(path.absolute())})
    session.store.log(Entry(said, outside.who, session.now()))
    return lost


def _say(screen: AskingScreen, path: Path, lost: Sequence[str]) -> None:
    losses = [one_line(loss) for loss in lost]
    without = f" It cannot carry: {'; '.join(losses)}." if losses else ""
    screen.house.tell(f"Wrote “{path}”.{without}")
