"""What the report's script draws from: every mark, passage and cell once, by number where that is shorter."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from debate.handout import Handout
from debate.plain import one_line
from debate.verdicts import JudgedMark
from store.exchange.references import web_address
from store.exchange.report_view import ALIGNMENTS, KINDS, WORDS, Report
from store.exchange.words import placed_at

Json = dict[str, Any]


class Entry(NamedTuple):
    """What one side does at a topic."""

    ids: tuple[str, ...]
    """Its marks, strongest first."""
    tentative: tuple[str, ...]
    word: str
    level: str
    glyph: str


class Topic(NamedTuple):
    """A row of the map: a step, or a slot."""

    key: str
    kind: str
    id: str
    name: str
    note: str
    alignment: str
    """For a slot: how the sides stand to each other."""
    by: Mapping[str, Entry]
    """Side id -> what it does there."""


def data_of(report: Report) -> Json:
    """The map as the script wants it."""
    handout, picture = report.handout, report.map
    sources = {source_id: number for number, source_id in enumerate(picture.sources)}
    passages = {passage_id: number for number, passage_id in enumerate(picture.passages)}
    authors = list(dict.fromkeys(judged.mark.author for judged in handout.marks.values()))
    numbers = {author: number for number, author in enumerate(authors)}
    counted = picture.counted_ids()
    strongest = sorted(
        handout.marks.values(), key=lambda judged: (not judged.confirmed, -judged.mark.confidence, judged.mark.id)
    )
    return {
        "claim": one_line(picture.claim.text) if picture.claim else "",
        "sides": {side.id: {"name": one_line(side.name), "bearing": report.bearing(side)} for side in report.sides},
        "steps": {step.id: {"number": step.number, "short": step.short} for step in report.framework.steps},
        "slots": _slots(report),
        "criteria": dict(report.framework.criteria),
        "names": {one.id: one.name for one in (*report.framework.properties, *report.framework.benefits)},
        "cells": [
            {
                "side": cell.side_id,
                "step": cell.step_id,
                "word": WORDS[cell.level],
                "marks": list(cell.mark_ids),
                "tentative": list(cell.tentative_ids),
            }
            for cell in picture.cells
        ],
        "topics": [_topic(topic) for topic in topics_of(report)],
        "marks": {judged.mark.id: _mark(judged, handout, passages, numbers, counted) for judged in strongest},
        "order": [judged.mark.id for judged in strongest if judged.mark.id in picture.placed],
        "passages": [
            {"text": passage.text, "source": sources[passage.source_id], "where": placed_at(passage)}
            for passage in picture.passages.values()
        ],
        "sources": [
            {"title": one_line(source.title), "url": web_address(source.csl)} for source in picture.sources.values()
        ],
        "authors": [
            {
                "name": one_line(a.name),
                "kind": KINDS[a.kind],
                "version": one_line(a.version),
                "prompt": one_line(a.prompt),
            }
            for a in authors
        ],
        "withheld": dict(handout.withheld),
    }


def island(data: Json) -> str:
    """JSON that can stand inside a script element: no sign of it can end the element or begin another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _slots(report: Report) -> Json:
    alignments = {one.slot_id: one.alignment.value for one in report.map.differences}
    return {
        slot.id: {
            "name": slot.name,
            **{str(pole): said for pole, said in slot.poles.items()},
            "alignment": alignments[slot.id],
        }
        for slot in report.framework.slots
    }


def topics_of(report: Report) -> list[Topic]:
    """A row for each step, then for each slot that somebody speaks of, contested ones first."""
    return [*_steps(report), *_slots_spoken_of(report)]


def _steps(report: Report) -> Iterator[Topic]:
    for step in report.framework.steps:
        cells = [cell for cell in report.map.cells if cell.step_id == step.id]
        by = {
            cell.side_id: Entry(
                cell.mark_ids, cell.tentative_ids, WORDS[cell.level], cell.level.value, cell.level.glyph
            )
            for cell in cells
        }
        yield Topic(f"step:{step.id}", "step", step.id, f"{step.number} {step.short}", "", "", by)


def _slots_spoken_of(report: Report) -> Iterator[Topic]:
    for difference in report.spoken:
        by = {
            view.side.id: Entry(position.mark_ids, (), view.assumes, "", "")
            for view, position in zip(report.positions(difference), difference.positions, strict=True)
        }
        note = f"{difference.alignment.glyph} {ALIGNMENTS[difference.alignment]}"
        name = report.framework.slot(difference.slot_id).name
        yield Topic(
            f"slot:{difference.slot_id}", "slot", difference.slot_id, name, note, difference.alignment.value, by
        )


def _topic(topic: Topic) -> Json:
    by = {
        side_id: {"ids": [*entry.ids, *entry.tentative], "word": entry.word, "level": entry.level}
        for side_id, entry in topic.by.items()
    }
    return {**topic._asdict(), "by": by}


def _mark(
    judged: JudgedMark,
    handout: Handout,
    passages: Mapping[str, int],
    authors: Mapping[Any, int],
    counted: frozenset[str],
) -> Json:
    mark, picture = judged.mark, handout.map
    start = picture.passages[mark.passage_id].start
    return {
        "kind": mark.kind,
        "label": mark.label,
        "pole": mark.pole,
        "criteria": list(mark.criteria),
        "sides": list(picture.placed.get(mark.id, ())),
        "passage": passages[mark.passage_id],
        "start": mark.start - start,
        "end": mark.end - start,
        "confidence": round(mark.confidence, 4),
        "author": authors[mark.author],
        "person": mark.author.kind == "person",
        "decision": judged.decision,
        "counted": mark.id in counted,
        "statement": mark.statement,
        "when": mark.made_at,
    }
