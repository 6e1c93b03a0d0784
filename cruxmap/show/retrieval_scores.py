"""Systems side by side on a judged corpus, and how far the shipped one is ahead."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cruxmap.show.console import console, grid, heading, line, text
from cruxmap.show.figures import bounds, figure, gain

if TYPE_CHECKING:
    from retrieval.evaluation import RetrievalReport
    from retrieval.intervals import Interval
    from retrieval.side_balance import BalanceReport

MEASURES = {"ndcg@10": "nDCG@10", "recall@10": "Recall@10", "mrr": "MRR"}


def show_retrieval(report: "RetrievalReport") -> None:
    """Print one row a system, then the paired differences."""
    left_out = f" ({report.unanswered:,} without an answer in the corpus left out)" if report.unanswered else ""
    line(f"{report.queries:,} queries{left_out}, {report.passages:,} passages, encoder {report.encoder}")
    heading("Systems, with 95 % intervals")
    _show(report.systems, signed=False)
    heading("Shipped minus each other system, query by query")
    _show(report.differences, signed=True)
    line("An interval that holds 0 means that the queries do not tell the two apart.", "dim")


def _show(rows: Mapping[str, Mapping[str, "Interval"]], *, signed: bool) -> None:
    table = grid(("", "left"), *(column for name in MEASURES.values() for column in ((name, "right"), ("", "left"))))
    for system, found in rows.items():
        cells = [part for name in MEASURES for part in _cell(found[name], signed=signed)]
        table.add_row(text(system), *map(text, cells))
    console().print(table)


def _cell(found: "Interval", *, signed: bool) -> tuple[str, str]:
    return gain(found.value) if signed else figure(found.value, 3), bounds(found)


def show_sides(report: "BalanceReport") -> None:
    """Print how much of each side of a claim is found among the first twenty."""
    heading(f"Both sides of {report.claims:,} claims, among 20 passages")
    table = grid(("", "left"), ("", "right"), ("", "left"))
    for name, found in (
        ("recall of what supports the claim", report.recall_for),
        ("recall of what undermines it", report.recall_against),
        ("recall of the side found less", report.weaker_side),
        ("share of support in what is found", report.share_for),
    ):
        table.add_row(text(name), text(figure(found.value, 3)), text(bounds(found)))
    table.add_row(text("share of support in all that is labelled"), text(figure(report.pool_share_for, 3)), text(""))
    console().print(table)
