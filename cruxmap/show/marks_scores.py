"""Annotators against labelled passages: figures side by side, then each annotator in detail."""

from typing import TYPE_CHECKING

from annotate.quality.gold import STANCES, Kind
from cruxmap.show.agreement import show_agreement
from cruxmap.show.console import console, grid, heading, line, text
from cruxmap.show.figures import figure
from cruxmap.show.headlines import show_headlines
from cruxmap.show.label_table import show_labels
from cruxmap.show.mistakes import show_mistakes
from cruxmap.show.trust import show_trust
from debate.framework import Framework

if TYPE_CHECKING:
    from annotate.quality.passages import AnnotatorReport, MarksReport
    from annotate.quality.scores import Scores

HEADLINES = {
    "steps.macro_f1": "steps, macro-F1",
    "stance.macro_f1": "stance, macro-F1",
    "assumptions.micro_f1": "assumptions, micro-F1",
}


def show_marks(framework: Framework, report: "MarksReport") -> None:
    """Print everything that was measured."""
    line(f"{report.passages:,} passages of {report.documents:,} documents")
    found = {one.name: one.intervals for one in report.annotators}
    show_headlines(HEADLINES, found, report.differences, _ceiling(report.annotators[0]), report.floor)
    for one in report.annotators:
        heading(f"═══ {one.name}, version {one.version}")
        if one.unread:
            line(f"{one.unread:,} passages were not read, and count as silence.", "yellow")
        _show_steps(framework, one.scores[Kind.STEPS])
        _show_stances(one)
        _show_assumptions(one)
        show_trust(one)
        show_agreement(framework, one.agreements)
        _show_languages(one)
        show_mistakes(one.mistakes)


def _ceiling(one: "AnnotatorReport") -> dict[str, float | None]:
    among = one.agreements.ceiling
    return {name: among.f1[name.partition(".")[0]] for name in HEADLINES} if among else {}


def _show_steps(framework: Framework, scores: "Scores") -> None:
    heading("Steps")
    if _labelled(scores):
        names = {step.id: f"{step.number} {step.short}" for step in framework.steps}
        show_labels({names[label]: found for label, found in scores.per_label.items()}, scores.micro)


def _show_stances(one: "AnnotatorReport") -> None:
    scores = one.scores[Kind.STANCE]
    heading("Stance toward the standing claim")
    if not _labelled(scores):
        return
    show_labels(scores.per_label, scores.micro)
    heading("Confusion: rows are the gold, columns what was said")
    table = grid(("", "left"), *((name, "right") for name in STANCES))
    for held, row in one.confusion.items():
        table.add_row(text(held), *(text(str(row[said] or "·")) for said in STANCES))
    console().print(table)


def _show_assumptions(one: "AnnotatorReport") -> None:
    scores = one.scores[Kind.ASSUMPTIONS]
    heading("Assumptions, slot and pole")
    if not _labelled(scores):
        return
    show_labels({name: found for name, found in scores.per_label.items() if found.support or found.said}, scores.micro)
    flipped = ", ".join(f"{slot} {found.flipped}" for slot, found in one.slots.items() if found.flipped)
    line(f"slot right and pole opposite: {flipped or 'never'}", "dim")


def _labelled(scores: "Scores") -> bool:
    if not scores.rows:
        line("The gold does not label them.", "dim")
    return bool(scores.rows)


def _show_languages(one: "AnnotatorReport") -> None:
    if len(one.languages) < 2:
        return
    heading("By language")
    table = grid(("", "left"), ("passages", "right"), *((title, "right") for title in HEADLINES.values()))
    for language, found in one.languages.items():
        cells = (language, f"{found['passages']:,.0f}", *(figure(found[name]) for name in HEADLINES))
        table.add_row(*map(text, cells))
    console().print(table)
