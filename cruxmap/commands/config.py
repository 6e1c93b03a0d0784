"""`cruxmap config`: what is set, where, and whether it works."""

import click

from cruxmap.context import json_option, print_json, settings_of
from cruxmap.settings import problems, settings_file


@click.group("config")
def command() -> None:
    """Show or check the settings: options, then environment, then the settings file, then defaults."""


@command.command("show")
@json_option
@click.pass_context
def show(ctx: click.Context, *, as_json: bool) -> None:
    """List every setting with its value and where that comes from."""
    settings = settings_of(ctx)
    if as_json:
        rows = [
            {"name": s.key.name, "value": s.value, "origin": s.origin, "says": s.key.says, "variable": s.key.variable}
            for s in settings.values.values()
        ]
        print_json({"file": str(settings_file()), "settings": rows})
        return
    from cruxmap.show.console import line

    line(f"settings file: {settings_file()}")
    for setting in settings.values.values():
        line(f"{setting.key.name} = {setting.value or '(empty)'}   [{setting.origin}; {setting.key.variable}]", "bold")
        line(setting.key.says, "dim", indent=4)


@command.command("validate")
@click.pass_context
def validate(ctx: click.Context) -> int:
    """Check every setting; exit 1 when one would not work."""
    from cruxmap.show.console import line

    found = problems(settings_of(ctx))
    for problem in found or ["Every setting works."]:
        line(problem)
    return 1 if found else 0
