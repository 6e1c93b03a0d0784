"""`cruxmap schema NAME`: the JSON schema of what a command prints with --json."""

from pathlib import Path

import click

FOLDER = Path(__file__).parent.parent / "schemas"
NAMES = tuple(sorted(path.name.removesuffix(".schema.json") for path in FOLDER.glob("*.schema.json")))


@click.command("schema")
@click.argument("name", required=False, type=click.Choice(NAMES))
def command(name: str | None) -> None:
    """Print the schema NAME (one a reading command; `analyze` is also that of compare and demo); else list them."""
    if name is None:
        click.echo("\n".join(NAMES))
        return
    click.echo((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"), nl=False)
