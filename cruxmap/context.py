"""What commands share: the session of this call, words as arguments, output as JSON, narration."""

import json
import re
import sys
from contextlib import AbstractContextManager
from typing import Any

import click

from cruxmap.settings import Settings, load_settings
from cruxmap.wiring import Ask, Parts, open_parts, open_session
from debate.framework import load_framework
from debate.plain import one_line
from debate.session import Session

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON; `cruxmap schema` documents it.")

_DRIVES = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What JSON may hold as it is, and a terminal or an eye would obey."""


class Words(click.ParamType[str]):
    """An argument that is language, not a name or a path: bytes that are no UTF-8 become �."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The words, whole characters only."""
        del param, ctx
        return str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def settings_of(ctx: click.Context) -> Settings:
    """The settings of this call: its options first, then environment, file, defaults."""
    return load_settings(ctx.find_root().obj)


def session_of(ctx: click.Context) -> AbstractContextManager[Session]:
    """The session of this call; use it with `with`."""
    return open_session(settings_of(ctx), narrate, asking())


def parts_of(ctx: click.Context) -> AbstractContextManager[Parts]:
    """The session of this call with what it was made from; use it with `with`."""
    return open_parts(settings_of(ctx), narrate, asking())


def asking() -> Ask | None:
    """What asks the person at the terminal; None when nobody is there to answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None

    def ask(question: str) -> bool:
        from cruxmap.show.progress import paused

        with paused():
            return click.confirm(one_line(question), default=True, err=True)

    return ask


def complete(session: Session) -> None:
    """Do, or speak of, what is left to encode and mark.

    Where nothing at all is ready, after a change of the encoder or of the annotator, it is done now: without it
    every answer would be empty. Where some of it is ready, another program may be at work on the rest; and a
    chat model is not paid for a whole project by the way.
    """
    shipped = {step.id for step in load_framework().steps}
    if foreign := [step.short for step in session.framework.steps if step.id not in shipped]:
        narrate(
            f"The local annotator was not trained for these steps, and marks nothing on them: {', '.join(foreign)}."
        )
    first = next(session.catch_up(), None)
    if first is None:
        return
    local = settings_of(click.get_current_context())["annotator"] == "local"
    if not local or first.total < len(session.store.unannotated("", "")):
        narrate(f"{first.total:,} passages are not encoded and marked yet; `cruxmap db finish` does that.")
        return
    narrate(f"The project is not encoded and marked for this encoder and annotator: {first.total:,} passages to do.")
    finish(session)


def finish(session: Session, doing: str = "Encoding and marking") -> None:
    """Encode and mark what is pending, with rate and time left."""
    from cruxmap.show.progress import bar

    with bar(doing, unit="passages", total=None) as advance:
        for progress in session.catch_up():
            advance(progress.done, progress.total)


def narrate(sentence: str) -> None:
    """Say something to the person, apart from the data, on a line of its own."""
    # Not click.echo, which writes past the progress bar that stands on the line.
    sys.stderr.write(f"{one_line(sentence)}\n")


def print_json(value: Any) -> None:
    """Print one JSON value for a program: UTF-8, indented for a person who looks, unable to drive her terminal."""
    anything = "utf" in (sys.stdout.encoding or "utf-8").lower()
    spelled = json.dumps(value, ensure_ascii=not anything, indent=1, default=_plain)
    sys.stdout.write(_DRIVES.sub(_escaped, spelled) + "\n")


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1]


def _plain(value: object) -> object:
    if isinstance(value, frozenset | set | tuple):
        return sorted(value)
    raise TypeError(f"cannot write {type(value).__name__} as JSON")
