"""What commands share: the session of this call, output as JSON, narration."""

import json
import sys
from contextlib import AbstractContextManager
from typing import Any

import click

from cruxmap.settings import Settings, load_settings
from cruxmap.wiring import open_session
from debate.session import Session

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON; `cruxmap schema` documents it.")


def settings_of(ctx: click.Context) -> Settings:
    """The settings of this call: its options first, then environment, file, defaults."""
    return load_settings(ctx.find_root().obj)


def session_of(ctx: click.Context) -> AbstractContextManager[Session]:
    """The session of this call; use it with `with`."""
    return open_session(settings_of(ctx), narrate)


def narrate(sentence: str) -> None:
    """Say something to the person, apart from the data."""
    click.echo(sentence, err=True)


def print_json(value: Any) -> None:
    """Print one JSON value for a program: UTF-8, indented for a person who looks."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=_plain) + "\n")


def _plain(value: object) -> object:
    if isinstance(value, frozenset | set | tuple):
        return sorted(value)
    raise TypeError(f"cannot write {type(value).__name__} as JSON")
