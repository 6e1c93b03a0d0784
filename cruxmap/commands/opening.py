"""`cruxmap open`, and `cruxmap` alone: the application in the terminal."""

import gc
import getpass
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

import click

from cruxmap import outside
from cruxmap.chatting import chat_of
from cruxmap.context import settings_of
from cruxmap.marking_apart import catch_up_apart
from cruxmap.settings import Settings, data_directory, settings_file
from cruxmap.whereabouts import Whereabouts, read_keymap
from debate.plain import one_line
from debate.session import Session
from tui.outside import Ask, Outside, Tell


@click.command("open")
@click.pass_context
def command(ctx: click.Context) -> int:
    """Open the application: claims, debates, documents, search and map, by keyboard and mouse."""
    _answer_quickly()
    from tui.app import CruxmapApp

    gc.freeze()
    app = CruxmapApp(outside_of(settings_of(ctx)))
    app.run()
    if app.at_work:
        _leave(app.return_code or 0)
    return app.return_code or 0


def _leave(code: int) -> None:
    """End now: threads that wait for a chat model would be waited for, and the record writes all or nothing."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _answer_quickly() -> None:
    """Let a key be answered before anything else."""
    # The default, 60, lets each part of a repaint wait up to 16 ms; read when Textual is imported.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    # The default lets the thread of the session keep a key waiting for 5 ms, several times a repaint.
    sys.setswitchinterval(0.001)
    # Looking through all objects takes 0.3 s beside 10,000 marks: the application does it while nobody presses a key.
    gc.set_threshold(5_000, 10, 1_000_000)


def outside_of(settings: Settings) -> Outside:
    """Everything the application is given."""
    place = Whereabouts(data_directory() / "places.json", str(settings.project.absolute()))
    return Outside(
        open_session=_opener(settings),
        project=settings.project.stem,
        who=_login(),
        read=outside.read_documents,
        library=outside.library,
        sample_claims=outside.samples,
        catch_up=partial(catch_up_apart, settings),
        bring=outside.bring,
        exports=outside.export_formats,
        export=outside.write_export,
        atlases=outside.atlas_formats,
        export_atlas=outside.write_atlas_export,
        reference=outside.reference_studies,
        usage=partial(outside.usage_lines, settings),
        chat=chat_of(settings),
        marks_freely=settings["annotator"] == "local",
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

        if not settings.project.expanduser().exists():
            tell(f"New project at {one_line(str(settings.project.expanduser().absolute()))}")
        return open_session(settings, tell, ask)

    return open_it
