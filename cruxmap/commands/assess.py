"""`cruxmap assess`: documents by steps, the paper's Table 1 view."""

import click

from cruxmap.context import json_option, print_json, session_of
from debate.errors import CruxmapError


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
    assessments = []
    if sources or everything:
        with session_of(ctx) as session:
            framework = session.framework
            assessments = session.assess(None if everything else list(sources))
    else:
        from cruxmap.context import settings_of
        from cruxmap.wiring import framework_of

        framework = framework_of(settings_of(ctx))
    from corpus.library import reference_rows

    rows = reference_rows() if reference else ()
    if as_json:
        from debate.mapjson import assessment_json, framework_json

        shown = {"framework": framework_json(framework), "assessments": [assessment_json(a) for a in assessments]}
        if reference:
            from cruxmap.show.reference_tables import reference_json

            shown["reference"] = [reference_json(row) for row in rows]
        print_json(shown)
        return
    from cruxmap.show.assessment_tables import show_assessments, show_detail

    if assessments:
        show_assessments(framework, assessments)
    for assessment in assessments if detail else ():
        show_detail(framework, assessment)
    if rows:
        from cruxmap.show.reference_tables import show_reference

        show_reference(framework, rows)
