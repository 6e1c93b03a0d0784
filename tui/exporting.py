"""Writes a map in another program's format: which one, where to, and what it could not carry."""

from pathlib import Path

from debate.maps import DebateMap
from debate.plain import one_line
from tui.dialogs import AskLine, ChooseOne
from tui.waiting import AskingScreen


def export(screen: AskingScreen, picture: DebateMap) -> None:
    """Ask for the format and the file, then write."""
    formats = screen.house.outside.exports
    if not formats:
        screen.house.tell("No export format is installed. ctrl+s writes the listed marks as text.")
        return

    def chosen(name: str | None) -> None:
        if name:
            _ask_file(screen, picture, name, formats[name])

    choices = [(name, f"{name} ({ending})") for name, ending in formats.items()]
    screen.house.push_screen(ChooseOne("Write this map as what?", choices), chosen)


def _ask_file(screen: AskingScreen, picture: DebateMap, name: str, ending: str) -> None:
    stem = f"claim-{picture.claim.id}" if picture.claim else "comparison"

    def write(file: str | None) -> None:
        if file:
            path = Path(file).expanduser()
            outside = screen.house.outside
            screen.ask(
                lambda session: outside.export(session, picture, name, path), lambda lost: _say(screen, path, lost)
            )

    screen.house.push_screen(AskLine(f"Write the {name} file where?", f"{stem}{ending}"), write)


def _say(screen: AskingScreen, path: Path, lost: object) -> None:
    losses = [one_line(str(loss)) for loss in lost] if isinstance(lost, list | tuple) else []
    without = f" It cannot carry: {'; '.join(losses)}." if losses else ""
    screen.house.tell(f"Wrote “{path}”.{without}")
