"""`cruxmap evaluate coverage DOCS`: annotators against whole documents that others rated."""

from collections.abc import Sequence
from pathlib import Path

import click

from cruxmap.commands.evaluate_marks import annotator_option, annotators_of
from cruxmap.context import json_option, print_json, settings_of
from cruxmap.show.progress import bar
from cruxmap.wiring import cutter, framework_of
from debate.sources import Document, Passage


@click.command("coverage", short_help="Compare annotators with rated documents.")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--documents",
    type=click.Path(path_type=Path),
    help="Texts by id, JSONL with id and text, for gold rows without a text.",
)
@annotator_option
@json_option
@click.pass_context
def coverage(ctx: click.Context, gold: Path, documents: Path | None, names: tuple[str, ...], *, as_json: bool) -> None:
    """Compare how annotators rate whole documents with GOLD: levels by step, criteria met, assumptions taken.

    Documents are cut, marked and rated as `cruxmap assess` does it. Gives quadratic-weighted kappa and the exact
    share of levels, F1 of criteria and assumptions, and every cell that differs.
    `cruxmap evaluate formats` documents the file.
    """
    from annotate.quality.documents import evaluate_coverage
    from annotate.quality.gold_files import read_documents, texts_from
    from annotate.quality.rating import rate_by

    settings = settings_of(ctx)
    framework = framework_of(settings)
    rated = read_documents(gold, framework, texts_from(documents, framework) if documents else None)
    annotators = annotators_of(names, settings)
    total = len(rated) * len(annotators)
    with bar("Marking", unit="documents", total=total) as advance:
        report = evaluate_coverage(
            rated,
            annotators,
            framework,
            _cut,
            rate_by(framework, settings.trust),
            advance=lambda done: advance(done, total),
        )
    if as_json:
        from annotate.quality.report_json import coverage_json

        print_json(coverage_json(report))
        return
    from cruxmap.show.coverage_scores import show_coverage

    show_coverage(framework, report)


def _cut(name: str, text: str) -> Sequence[Passage]:
    return cutter().cut(Document(name=name, text=text, csl={}, origin=name), name)
