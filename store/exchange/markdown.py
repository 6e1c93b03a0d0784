"""The report as Markdown, in which no quote is anything but words."""

import re
from functools import cache
from typing import TYPE_CHECKING

from debate.handout import Handout
from debate.plain import one_line
from store.exchange.html import FOLDER
from store.exchange.losses import REJECTED, Loss
from store.exchange.report_parts import Quote
from store.exchange.report_view import ALIGNMENTS, SHOWN, Report

if TYPE_CHECKING:
    from jinja2 import Environment

LOSSES = (
    REJECTED,
    Loss("import", "A report is to be read; json comes back with the same ids."),
    Loss("weaker marks", f"The {SHOWN} strongest words of each cell; the tables have them all."),
    Loss("verdicts", "How many marks were accepted, edited and rejected; not who decided and why."),
    Loss("source metadata", "What a citation needs; the other fields go out as csl, bibtex or ris."),
)
_SIGNS = re.compile(r"[\\`*_\[\]<>|~&$@#{}!^=]|(?<=www)\.|:(?=//)|^(?:[-+]|\d+[.)])(?=\s|$)")


class Written(str):
    """Markdown that we wrote ourselves, and that is not escaped again."""

    __slots__ = ()


def write(handout: Handout) -> str:
    """The report of one map."""
    text = (
        _templates()
        .get_template("report.md.j2")
        .render(report=Report(handout), alignments=ALIGNMENTS, quote=_quote, link=_link)
    )
    return re.sub(r"\n{3,}", "\n\n", text)


def escaped(value: object) -> str:
    """A value on one line, with every sign escaped that Markdown or its usual extensions would act on."""
    if isinstance(value, Written):
        return value
    return _SIGNS.sub(lambda sign: sign[0][:-1] + "\\" + sign[0][-1], one_line(str(value))) if value != " " else " "


def _quote(one: Quote) -> Written:
    said = f"withheld as operational detail, SHA-256 {one.withheld}…" if one.withheld else f"“{escaped(one.words)}”"
    return Written(f"> {said}  \n> {escaped(one.cited)} \\[{one.reference}\\] · {escaped(one.signed)}\n")


def _link(url: str) -> Written:
    """An address that ends where it ends; a sign that could end it early is spelled by its number."""
    return Written("<" + "".join(f"%{ord(sign):02X}" if sign in '<>"\\` ' else sign for sign in url) + ">")


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # Markdown has escapes of its own, which `finalize` gives to every value.
    return Environment(  # noqa: S701
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        finalize=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
    )
