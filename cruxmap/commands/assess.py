"""`cruxmap assess`: documents by steps, the paper's Table 1 view."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from cruxmap.context import complete, json_option, print_json, session_of, settings_of
from cruxmap.wiring import framework_of
from debate.assessment import Assessment
from debate.errors import CruxmapError
from debate.framework import Framework

if TYPE_CHECKING:
    from corpus.library import ReferenceRow


class NothingNamed(CruxmapError):
    """Neither a source nor --all was given."""


@click.command("assess")
@click.argument("sources", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every source of the project.")
@click.option("--reference", is_flag=True, help="Also the paper's seven rated studies, as reference rows.")
@click.option("--detail", is_flag=True, help="Criteria and best words under each document.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, sources: tuple[str, ...], *, everything: bool, reference: bool, detail: bool, as_json: bool
) -> None:
    """Rate SOURCES (ids, names or the start of a title) as whole documents, step by step."""
    if not sources and not everything and not reference:
        raise NothingNamed("Nothing to assess was named.", "Name sources, or give --all or --reference.")
    framework = framework_of(settings_of(ctx))
    assessments: list[Assessment] = []
    if sources or everything:
        with session_of(ctx) as session:
            complete(session)
            assessments = session.assess(None if everything else list(dict.fromkeys(sources)))
    rows = _reference_rows() if reference else ()
    if as_json:
        _print(framework, assessments, rows if reference else None)
    else:
        _show(framework, assessments, rows, detail=detail)


def _reference_rows() -> "Sequence[ReferenceRow]":
    from corpus.library import reference_rows

    return reference_rows()


def _print(framework: Framework, assessments: Sequence[Assessment], reference: "Sequence[ReferenceRow] | None") -> None:
    from cruxmap.show.reference_tables import reference_json
    from debate.mapjson import assessment_json, framework_json

    shown = {"framework": framework_json(framework), "assessments": [assessment_json(one) for one in assessments]}
    if reference is not None:
        shown["reference"] = [reference_json(row) for row in reference]
    print_json(shown)


def _show(
    framework: Framework, assessments: Sequence[Assessment], reference: "Sequence[ReferenceRow]", *, detail: bool
) -> None:
    from cruxmap.show.assessment_tables import show_assessments, show_detail
    from cruxmap.show.reference_tables import show_reference

    if assessments:
        show_assessments(framework, assessments)
    for assessment in assessments if detail else ():
        show_detail(framework, assessment)
    if reference:
        show_reference(framework, reference, alone=not assessments)
