"""`cruxmap batch FILE`: many claims or documents, one result each, stopped and continued at any moment."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cruxmap.context import asking, narrate, settings_of
from cruxmap.settings import Settings, whole_number
from debate.errors import CruxmapError, CutShort

if TYPE_CHECKING:
    from cruxmap.batch.choosing import Choice
    from cruxmap.batch.items import Kind
    from cruxmap.batch.rating import DocumentRater
    from cruxmap.batch.rounds import Rounds
    from cruxmap.wiring import Parts

FEW_CLAIMS = 8
"""Claims worked on at once with a chat model: what is computed between their calls then keeps nobody waiting."""


class NoDocuments(CruxmapError):
    """Rows that are no documents were to be rated whole."""


@click.command("batch")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(["auto", "claims", "documents"]), default="auto", show_default=True)
@click.option("--annotator", metavar="NAME", help="local, or model:provider:name; the one in the settings by default.")
@click.option("--rated-by", metavar="MODEL", help="Documents also rated whole by a chat model: model:provider:name.")
@click.option("--output", type=click.Path(path_type=Path), help="Results as a table: .csv, .jsonl or .parquet.")
@click.option("--dictionary", type=click.Path(path_type=Path), help="What each column means, as CSV on the Web JSON.")
@click.option("--failed", type=click.Path(path_type=Path), help="Failed rows; FILE's name with .failed.jsonl here.")
@click.option("--limit", type=click.IntRange(1), help="The first so many rows only.")
@click.option("--sample", type=click.IntRange(1), help="So many rows drawn at random; the same ones for one --seed.")
@click.option("--seed", default=0, show_default=True, help="For --sample.")
@click.option("--jobs", type=click.IntRange(1), help="Rows worked on at once.")
@click.option("--max-tokens", "model_max_tokens", help="Tokens that this run may spend on a chat model.")
@click.option("--max-cost", "model_max_cost", help="Dollars that it may spend.")
@click.option("--provider-batch", is_flag=True, help="Have the provider answer within a day, at half its price.")
@click.option("--again", is_flag=True, help="Work on rows that have a result too.")
@click.option("--dry-run", is_flag=True, help="Say what there is to do and what it would use up, and do nothing.")
@click.pass_context
def command(ctx: click.Context, /, file: Path, **options: Any) -> int:
    """Map each claim of FILE, or assess each document in it.

    FILE is CSV, TSV, JSONL or Parquet. A row with a column claim (or text alone) is a claim, with if known vector,
    direction, baselines, actor, horizon, and sources to read; for_sources and against_sources, or for_text and
    against_text, give each side's own. A row with id and text is a document. Other columns come back out.

    With --rated-by a chat model also rates each document from end to end, as `cruxmap assess --rated-by` has it.

    With --provider-batch, questions are handed to the provider's batch endpoint (openai, anthropic), round by round:
    marks first, then stances. It may be stopped while it waits: the same command brings the answers.

    Each result is kept in the project as it is found, and printed as one JSON line; the same command continues, and
    prints what was found before too. Rows that fail are named, and written to a file that can be given again.
    """
    for name in ("annotator", "model_max_tokens", "model_max_cost"):
        if options.get(name):
            ctx.find_root().obj[name] = options[name]
    settings = settings_of(ctx)
    from cruxmap.batch.choosing import Choice

    choice = Choice(*(options[name] for name in ("kind", "limit", "sample", "seed", "again", "jobs")))
    return _run(settings, file, choice, options)


def _run(settings: Settings, file: Path, choice: "Choice", options: dict[str, Any]) -> int:
    from cruxmap.batch.away import retriever_around
    from cruxmap.batch.choosing import chosen, items_of
    from cruxmap.batch.files import check_ending
    from cruxmap.batch.forecasting import agree
    from cruxmap.batch.items import Kind, kind_of
    from cruxmap.batch.rounds import finish_in
    from cruxmap.batch.rows import read_rows
    from cruxmap.batch.running import Batch
    from cruxmap.batch.telling import Teller
    from cruxmap.wiring import open_parts

    if options["output"]:
        check_ending(options["output"])
    rows = chosen(list(read_rows(file)), choice)
    kind = kind_of(rows) if choice.kind == "auto" else Kind(choice.kind)
    with (
        retriever_around(settings, len(rows)) as around,
        open_parts(settings, narrate, asking(), around=around) as parts,
        _asked(settings, parts, kind, options) as (rater, rounds),
    ):
        items, bad = items_of(rows, kind, parts.session, str(file))
        teller = Teller(kind, parts, bad, options, file, rater)
        batch = Batch(parts, settings, items, again=choice.again, rater=rater)
        if options["dry_run"]:
            teller.plan(batch)
            return 1 if bad else 0
        finish_in(rounds, parts.session)
        # What is open now stays open: going through it at every collection took a tenth of the time.
        gc.freeze()
        try:
            with teller.telling(len(items)):
                for found in batch.known():
                    teller.tell(found)
                if settings["model_ask"] != "no":
                    agree(parts, batch.to_do, rater)
                jobs = _jobs(settings, choice, len(batch.to_do))
                for found in rounds.results(batch, jobs) if rounds else batch.run(jobs):
                    teller.tell(found)
        except CutShort as stopped:
            narrate(f"cruxmap: {stopped}")
            teller.stopped = True
        finally:
            teller.write()
    return 1 if teller.stopped or teller.failures else 0


@contextmanager
def _asked(
    settings: Settings, parts: "Parts", kind: "Kind", options: dict[str, Any]
) -> "Iterator[tuple[DocumentRater | None, Rounds | None]]":
    """Who rates documents, if somebody does, and what has the provider answer questions together, if it is to."""
    from cruxmap.batch.items import Kind
    from cruxmap.batch.rating import DocumentRater
    from cruxmap.batch.rounds import rounds_on

    if options["rated_by"] and kind is not Kind.DOCUMENTS:
        raise NoDocuments("Claims cannot be rated.", "Leave --rated-by out, or give --kind documents.")
    rater = DocumentRater(settings, parts, options["rated_by"], asking()) if options["rated_by"] else None
    if not options["provider_batch"]:
        yield rater, None
        return
    with rounds_on(settings, parts, narrate, asking(), rater) as rounds:
        yield rater, rounds


def _jobs(settings: Settings, choice: "Choice", items: int) -> int:
    from cruxmap.batch.working import WORTH_A_PROCESS

    if choice.jobs is not None:
        return choice.jobs
    if settings["annotator"] == "local":
        return (os.cpu_count() or 1) if items >= WORTH_A_PROCESS else 1
    return min(FEW_CLAIMS, whole_number(settings, "model_parallel"))
