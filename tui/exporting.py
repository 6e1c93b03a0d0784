"""Writes a map, or an atlas, in another program's format: which one, how, where to, and what it could not carry."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from debate.actions import Action, Entry
from debate.maps import DebateMap
from debate.plain import one_line
from debate.session import Session
from tui.dialogs import AskLine, ChooseOne, ChooseSome, Confirm
from tui.outside import ExportFormat, ExportWish
from tui.waiting import AskingScreen

PROJECT = ".cruxmap"
"""What a project's file ends in."""
LONGEST_STEM = 6
"""Words of a claim that name its file."""
NO_FORMAT = "No export format is installed. ctrl+s writes the listed marks as text."


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be written, with what does it."""

    stem: str
    """What its file is called unless she says otherwise."""
    named: Mapping[str, object]
    """What names it in the journal."""
    write: Callable[[Session, ExportWish], Sequence[str]]
    """Writes it; says what it could not carry."""


def export(screen: AskingScreen, picture: DebateMap) -> None:
    """Ask for the format, the ways and the file, then write the map."""
    outside = screen.house.outside
    named = {"claim": picture.claim.id} if picture.claim else {"sources": [side.id for side in picture.sides]}
    stem = _stem(picture.claim.text) if picture.claim else "comparison"
    what = Export(stem, named, lambda session, wish: outside.export(session, picture, wish))
    _ask_format(screen, "Write this map as what?", outside.exports(), what)


def _stem(text: str) -> str:
    """A file's name from the first words of a claim."""
    words = re.findall(r"\w+", text.casefold())
    return "-".join(words[:LONGEST_STEM])[:60] or "claim"


def export_atlas(screen: AskingScreen, kind: str) -> None:
    """The same for all `documents`, or all `claims`."""
    outside = screen.house.outside
    what = Export(kind, {"atlas": kind}, lambda session, wish: outside.export_atlas(session, kind, wish))
    _ask_format(screen, f"Write all {kind} by steps as what?", outside.atlases(), what)


def _ask_format(screen: AskingScreen, question: str, forms: Sequence[ExportFormat], what: Export) -> None:
    formats = {one.name: one for one in forms}
    if not formats:
        screen.house.tell(NO_FORMAT)
        return
    choices = [(name, f"{name:<9} .{one.ending:<10} {one.says}") for name, one in formats.items()]
    screen.house.push_screen(
        ChooseOne(question, choices), lambda name: _ask_ways(screen, formats[name], what) if name else None
    )


def _ask_ways(screen: AskingScreen, form: ExportFormat, what: Export) -> None:
    """Which of the format's ways; Enter alone takes none."""
    wish = ExportWish(form.name, Path(f"{what.stem}.{form.ending}"))
    if not form.ways:
        _ask_file(screen, what, wish)
        return

    def chosen(ways: tuple[str, ...] | None) -> None:
        if ways is not None:
            _ask_table(screen, form, what, wish._replace(ways=frozenset(ways)))

    screen.house.push_screen(ChooseSome(f"Write the {form.name} how? Enter alone: for colleagues.", form.ways), chosen)


def _ask_table(screen: AskingScreen, form: ExportFormat, what: Export, wish: ExportWish) -> None:
    """All tables, or one; what is one file has none."""
    if not form.tables:
        _ask_file(screen, what, wish)
        return

    def chosen(table: str | None) -> None:
        if table is not None:
            one = Path(f"{what.stem}-{table}.{form.name}") if table else wish.path
            _ask_file(screen, what, wish._replace(table=table, path=one))

    tables = [("", "all tables, in a folder"), *((table, f"{table} alone, as one file") for table in form.tables)]
    screen.house.push_screen(ChooseOne("Which tables?", tables), chosen)


def _ask_file(screen: AskingScreen, what: Export, wish: ExportWish) -> None:
    def chosen(file: str | None) -> None:
        if file:
            _agree(screen, what, wish._replace(path=Path(file).expanduser().absolute()))

    hint = f"Enter writes it, Esc leaves it. Without a folder it goes to {Path.cwd()}."
    screen.house.push_screen(AskLine(f"Write the {wish.format} where?", str(wish.path), hint), chosen)


def _agree(screen: AskingScreen, what: Export, wish: ExportWish) -> None:
    """What is there already is written over only when she says so, and a project never."""
    if wish.path.suffix == PROJECT:
        says = f"“{wish.path}” is called like a project, and no export is written over one. Give another name."
        screen.house.notify(says, severity="error", markup=False)
    elif wish.path.exists():
        question = f"“{wish.path}” exists already. Write over it?"
        screen.house.push_screen(Confirm(question), lambda yes: _start(screen, what, wish) if yes else None)
    else:
        _start(screen, what, wish)


def _start(screen: AskingScreen, what: Export, wish: ExportWish) -> None:
    screen.ask(
        lambda session: _write(screen.house.outside.who, session, what, wish),
        lambda lost: _say(screen, wish.path, lost),
    )


def _write(who: str, session: Session, what: Export, wish: ExportWish) -> Sequence[str]:
    lost = what.write(session, wish)
    how: dict[str, object] = {"ways": sorted(wish.ways)} if wish.ways else {}
    how |= {"table": wish.table} if wish.table else {}
    said = Action("export", {**what.named, "format": wish.format, "path": str(wish.path), **how})
    session.store.log(Entry(said, who, session.now()))
    return lost


def _say(screen: AskingScreen, path: Path, lost: Sequence[str]) -> None:
    losses = [one_line(loss) for loss in lost]
    without = f" It cannot carry: {'; '.join(losses)}." if losses else ""
    screen.house.tell(f"Wrote “{path}”.{without}")
