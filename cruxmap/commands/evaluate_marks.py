"""`cruxmap evaluate marks GOLD`: annotators against passages that others labelled."""

from pathlib import Path

import click

from cruxmap.context import asking, json_option, narrate, print_json, settings_of
from cruxmap.settings import Settings
from cruxmap.show.progress import bar
from cruxmap.wiring import annotator_of, cutter, framework_of
from debate.ports import Annotator

annotator_option = click.option(
    "--annotator",
    "names",
    multiple=True,
    metavar="NAME",
    help="local (the default), entailment:NAME for it beside a cross-encoder, or a chat model as model:provider:name; "
    "repeat it to see them side by side.",
)


@click.command("marks", short_help="Compare annotators with labelled passages.")
@click.argument("gold", type=click.Path(path_type=Path))
@annotator_option
@click.option("--errors", default=20, show_default=True, type=click.IntRange(0), help="How many of the worst errors.")
@json_option
@click.pass_context
def marks(ctx: click.Context, gold: Path, names: tuple[str, ...], errors: int, *, as_json: bool) -> None:
    """Compare what annotators mark with GOLD: passages labelled with stance, steps and assumptions.

    Gives precision, recall and F1 by label, confusion of stances, calibration, what abstaining would change,
    agreement with the gold and with each of its annotators, and the worst errors with their words.
    `cruxmap evaluate formats` documents the file.
    """
    from annotate.quality.gold_files import read_passages
    from annotate.quality.passages import Options, evaluate_marks

    settings = settings_of(ctx)
    framework = framework_of(settings)
    passages = read_passages(gold, framework)
    annotators = annotators_of(names, settings)
    options = Options(trust=settings.trust, mistakes=errors)
    total = len(passages) * len(annotators)
    with bar("Marking", unit="passages", total=total) as advance:
        report = evaluate_marks(
            passages, annotators, framework, cutter().language, options, lambda done: advance(done, total)
        )
    if as_json:
        from annotate.quality.report_json import marks_json

        print_json(marks_json(report))
        return
    from cruxmap.show.marks_scores import show_marks

    show_marks(framework, report)


def annotators_of(names: tuple[str, ...], settings: Settings) -> dict[str, Annotator]:
    """The annotators asked for, each once, by the name it was asked for under."""
    return {name: annotator_of(name, settings, narrate, ask=asking()) for name in names or ("local",)}
