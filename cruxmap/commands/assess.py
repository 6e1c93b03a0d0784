"""`cruxmap assess`: documents by steps, the paper's Table 1 view."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from cruxmap.context import complete, json_option, parts_of, print_json, settings_of
from cruxmap.wiring import chat_model_named, framework_of
from debate.assessment import Assessment
from debate.errors import CruxmapError
from debate.framework import Framework

if TYPE_CHECKING:
    from annotate.rating import Rating
    from corpus.library import ReferenceRow
    from cruxmap.wiring import Parts
    from debate.mapjson import Json


class NothingNamed(CruxmapError):
    """Neither a source nor --all was given."""


@dataclass(slots=True)
class Found:
    """What is to be shown."""

    assessments: list[Assessment] = field(default_factory=list)
    rated_by: str = ""
    """Name of the chat model that rated them whole; empty when none did."""
    ratings: "list[Rating]" = field(default_factory=list)
    spelled: "list[Json]" = field(default_factory=list)
    """The ratings as JSON has them."""
    stopped: bool = False


@click.command("assess")
@click.argument("sources", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every source of the project.")
@click.option("--reference", is_flag=True, help="Also the paper's seven rated studies, as reference rows.")
@click.option("--rated-by", metavar="MODEL", help="Also rated whole by a chat model, as in model:ollama:qwen3.")
@click.option("--detail", is_flag=True, help="Criteria and best words under each document.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    *,
    everything: bool,
    reference: bool,
    rated_by: str | None,
    detail: bool,
    as_json: bool,
) -> int:
    """Rate SOURCES (ids, names or the start of a title) as whole documents, step by step.

    Levels come from marks, by rule. With --rated-by a chat model reads each document from end to end as well and says
    its levels, for which it has to quote; its words are looked up, and its levels stand beside those of the marks.
    """
    if not sources and not everything and not reference:
        raise NothingNamed("Nothing to assess was named.", "Name sources, or give --all or --reference.")
    if rated_by:
        chat_model_named(rated_by)
    framework = framework_of(settings_of(ctx))
    found = Found()
    if sources or everything:
        with parts_of(ctx) as parts:
            complete(parts.session)
            found.assessments = parts.session.assess(None if everything else list(dict.fromkeys(sources)))
            if rated_by:
                _rate(ctx, parts, rated_by, found, as_json=as_json)
    rows = _reference_rows() if reference else ()
    if as_json:
        _print(framework, found, rows if reference else None)
    else:
        _show(framework, found, rows, detail=detail)
    return 1 if found.stopped else 0


def _rate(ctx: click.Context, parts: "Parts", name: str, found: Found, *, as_json: bool) -> None:
    from cruxmap.raters import rate, ratings_json

    found.rated_by = name
    found.ratings, found.stopped = rate(settings_of(ctx), parts, name, found.assessments)
    if as_json:
        found.spelled = ratings_json(parts, name, found.ratings)


def _reference_rows() -> "Sequence[ReferenceRow]":
    from corpus.library import reference_rows

    return reference_rows()


def _print(framework: Framework, found: Found, reference: "Sequence[ReferenceRow] | None") -> None:
    from cruxmap.show.reference_tables import reference_json
    from debate.mapjson import assessment_json, framework_json

    assessments = [assessment_json(one) for one in found.assessments]
    shown: Json = {"framework": framework_json(framework), "assessments": assessments}
    if found.rated_by:
        shown["ratings"] = found.spelled
    if reference is not None:
        shown["reference"] = [reference_json(row) for row in reference]
    print_json(shown)


def _show(framework: Framework, found: Found, reference: "Sequence[ReferenceRow]", *, detail: bool) -> None:
    from cruxmap.show.assessment_tables import show_assessments, show_detail
    from cruxmap.show.reference_tables import show_reference

    if found.assessments:
        show_assessments(framework, found.assessments)
    for assessment in found.assessments if detail else ():
        show_detail(framework, assessment)
    if found.ratings:
        from cruxmap.show.rating_tables import show_ratings

        show_ratings(framework, chat_model_named(found.rated_by), found.assessments, found.ratings, detail=detail)
    if reference:
        show_reference(framework, reference, alone=not found.assessments)
