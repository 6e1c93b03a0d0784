"""`cruxmap open`, and `cruxmap` alone: the application in the terminal."""

import getpass
import json
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click

from cruxmap.context import settings_of
from cruxmap.settings import Settings, SettingsError, data_directory, settings_file
from debate.claims import Claim
from debate.session import Session
from debate.sources import Document, Problem
from tui.outside import Ask, Outside, Tell


@click.command("open")
@click.pass_context
def command(ctx: click.Context) -> int:
    """Open the application: claims, debates, documents, search and map, by keyboard and mouse."""
    # Twice the default, which lets a key wait up to 16 ms for its repaint; read when Textual is imported.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from tui.app import CruxmapApp

    app = CruxmapApp(outside_of(settings_of(ctx)))
    app.run()
    return app.return_code or 0


def outside_of(settings: Settings) -> Outside:
    """Everything the application is given."""
    place = Whereabouts(data_directory() / "places.json", str(settings.project.absolute()))
    return Outside(
        open_session=_opener(settings),
        project=settings.project.stem,
        who=_login(),
        read=_read,
        library=_library,
        sample_claims=_sample_claims,
        keymap=read_keymap(settings_file().with_name("keys.toml")),
        left_off=place.read,
        keep_place=place.write,
    )


def _login() -> str:
    """Who decides, as far as this machine knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "me"


def _opener(settings: Settings) -> Callable[[Tell, Ask], AbstractContextManager[Session]]:
    def open_it(tell: Tell, ask: Ask) -> AbstractContextManager[Session]:
        # Imports the parts, which the first paint does not wait for.
        from cruxmap.wiring import open_session

        return open_session(settings, tell, ask)

    return open_it


def _read(paths: Sequence[str]) -> Iterable[Document | Problem]:
    from corpus.reading import read

    return read(paths)


def _library() -> Iterable[Document | Problem]:
    from corpus.library import library_documents

    return library_documents()


def _sample_claims() -> Sequence[Claim]:
    from corpus.library import sample_claims

    return sample_claims()


def read_keymap(path: Path) -> Mapping[str, str]:
    """Action name -> keys from a TOML file, such as `accept = "a,enter"`; none when there is no file."""
    if not path.is_file():
        return {}
    try:
        keys = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as bad:
        raise SettingsError(f"The key map “{path}” is not readable TOML: {bad}.", "Mend or remove it.") from bad
    if wrong := [name for name, value in keys.items() if not isinstance(value, str) or not value.strip()]:
        raise SettingsError(f"The key map “{path}” gives no key for {wrong[0]}.", 'Write, for example: accept = "a".')
    return keys


class Whereabouts:
    """Where a person was in each project, in one small file of the user's; losing it loses nothing else."""

    def __init__(self, path: Path, project: str) -> None:
        self._path = path
        self._project = project

    def read(self) -> Mapping[str, Any]:
        """What was kept for this project; the theme is the same in all."""
        kept = self._kept()
        return {**kept.get("projects", {}).get(self._project, {}), "theme": kept.get("theme")}

    def write(self, facts: Mapping[str, Any]) -> None:
        """Keep it, whole or not at all; a folder that cannot be written costs only the memory."""
        kept = self._kept()
        projects = {**kept.get("projects", {}), self._project: {k: v for k, v in facts.items() if k != "theme"}}
        unfinished = self._path.with_suffix(".unfinished")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps({"theme": facts.get("theme"), "projects": projects}, ensure_ascii=False, indent=1)
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(self._path)
        except OSError:
            return

    def _kept(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}
