"""The report: one self-contained HTML file that no network, no script from elsewhere, and no quote can change."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debate.handout import Handout
from store.exchange.losses import REJECTED, Loss
from store.exchange.report_data import data_of, island
from store.exchange.report_view import ALIGNMENTS, Report

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).with_name("report")
LOSSES = (
    REJECTED,
    Loss("import", "A report is to be read; json comes back with the same ids."),
    Loss(
        "verdicts", "The last decision on each mark and how many were accepted, edited and rejected; not who and why."
    ),
    Loss("source metadata", "What a citation needs; the other fields go out as csl, bibtex or ris."),
)


def write(handout: Handout) -> str:
    """The report of one map."""
    report = Report(handout)
    return page("report.html.j2", report.title, handout.made_by, data_of(report), report=report, alignments=ALIGNMENTS)


def page(
    template: str, title: str, made_by: str, data: dict[str, Any], script_name: str = "report.js", **values: Any
) -> str:
    """A template filled in, with the one style and the one script that its policy lets run."""
    style, script = _asset("report.css"), _asset(script_name)
    return (
        _templates()
        .get_template(template)
        .render(
            title=title,
            made_by=made_by,
            style=_raw(style),
            script=_raw(script),
            style_hash=_policy_hash(style),
            script_hash=_policy_hash(script),
            data=_raw(island(data)),
            **values,
        )
    )


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _policy_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _raw(text: str) -> Any:
    """Text of ours that the template puts in as it is; nothing from outside goes this way unescaped."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 -- our own style and script, and JSON without any sign of markup
