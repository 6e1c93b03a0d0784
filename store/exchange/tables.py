"""A map as tables: marks, verdicts, coverage, differences, sources, and the claim."""

import json
from collections.abc import Callable, Mapping

from debate.coverage import Cell
from debate.differences import Difference, Position
from debate.handout import Handout
from debate.marks import MarkKind
from debate.sources import Source
from debate.verdicts import JudgedMark, Verdict
from store.exchange.columns import CLAIMS, COVERAGE, DIFFERENCES, MARKS, SOURCES, VERDICTS, Row, Table
from store.exchange.losses import COMPUTED, REJECTED, Loss
from store.exchange.references import citation_parts

LOSSES = (
    REJECTED,
    COMPUTED,
    Loss("passage text", "Only the words that are marked leave, not those around them."),
    Loss("verdicts", "They leave as a table; what was decided last comes back with its mark, who and why does not."),
    Loss("source metadata", "What a citation needs leaves as a table; csl, bibtex and ris bring it back."),
    Loss("mark.prefix", "A label is found again by its quote and place alone."),
    Loss("mark.suffix", "A label is found again by its quote and place alone."),
)


def tables_of(handout: Handout) -> list[Table]:
    """Marks, verdicts, coverage, differences, sources, and the claim."""
    picture = handout.map
    claim_id = picture.claim.id if picture.claim else ""
    counted = picture.counted_ids()
    return [
        Table(
            "marks",
            MARKS,
            [mark_row(handout, judged, counted=judged.mark.id in counted) for judged in handout.marks.values()],
        ),
        Table("verdicts", VERDICTS, [_verdict(verdict) for verdict in handout.verdicts]),
        Table("coverage", COVERAGE, [_cell(handout, claim_id, cell) for cell in picture.cells]),
        Table(
            "differences",
            DIFFERENCES,
            [_position(handout, claim_id, d, position) for d in picture.differences for position in d.positions],
        ),
        Table("sources", SOURCES, [_source(source) for source in picture.sources.values()]),
        Table("claims", CLAIMS, [claim_row(handout)] if picture.claim else []),
    ]


def mark_row(handout: Handout, judged: JudgedMark, *, counted: bool) -> Row:
    """A row of the table of marks."""
    mark, picture = judged.mark, handout.map
    source = picture.sources[mark.source_id]
    return {
        "mark": mark.id,
        "kind": mark.kind.value,
        "label": mark.label,
        "name": _NAMES[mark.kind](handout, mark.label),
        "pole": mark.pole.value if mark.pole else None,
        "criteria": list(mark.criteria),
        "side_ids": json.dumps(picture.placed.get(mark.id, ()), ensure_ascii=False),
        "counted": counted,
        "decision": judged.decision.value if judged.decision else None,
        "quote": mark.quote,
        "statement": mark.statement,
        "caveat": mark.caveat,
        "source": mark.source_id,
        "source_title": source.title,
        "source_hash": source.content_hash,
        "start": mark.start,
        "end": mark.end,
        "page": picture.passages[mark.passage_id].page,
        "claim": mark.claim_id,
        "confidence": mark.confidence,
        "author_kind": mark.author.kind.value,
        "author": mark.author.name,
        "author_version": mark.author.version,
        "author_prompt": mark.author.prompt,
        "made_at": mark.made_at,
    }


def _named(handout: Handout, label: str) -> str:
    known = (*handout.map.framework.properties, *handout.map.framework.benefits)
    return next((named.name for named in known if named.id == label), label)


_NAMES: Mapping[MarkKind, Callable[[Handout, str], str]] = {
    MarkKind.STEP: lambda handout, label: handout.map.framework.step(label).name,
    MarkKind.ASSUMPTION: lambda handout, label: handout.map.framework.slot(label).name,
    MarkKind.STANCE: lambda _, label: label,
    MarkKind.PROPERTY: _named,
    MarkKind.BENEFIT: _named,
}


def _verdict(verdict: Verdict) -> Row:
    return {
        "verdict": verdict.id,
        "mark": verdict.mark_id,
        "decision": verdict.decision.value,
        "by": verdict.by,
        "made_at": verdict.made_at,
        "blind": verdict.blind,
        "changes": json.dumps(dict(verdict.changes), ensure_ascii=False) if verdict.changes else None,
        "note": verdict.note,
    }


def _cell(handout: Handout, claim_id: str, cell: Cell) -> Row:
    return {
        "claim": claim_id,
        "side_id": cell.side_id,
        "side": handout.map.side(cell.side_id).name,
        "step": cell.step_id,
        "step_name": handout.map.framework.step(cell.step_id).name,
        "level": cell.level.value,
        "glyph": cell.level.glyph,
        "criteria": list(cell.criteria),
        "marks": len(cell.mark_ids),
        "tentative": len(cell.tentative_ids),
        "confirmed": cell.confirmed,
        "silence": cell.silence.value if cell.silence else None,
    }


def _position(handout: Handout, claim_id: str, difference: Difference, position: Position) -> Row:
    slot = handout.map.framework.slot(difference.slot_id)
    return {
        "claim": claim_id,
        "slot": slot.id,
        "slot_name": slot.name,
        "alignment": difference.alignment.value,
        "side_id": position.side_id,
        "side": handout.map.side(position.side_id).name,
        "pole": position.pole.value if position.pole else None,
        "assumes": slot.poles[position.pole] if position.pole else None,
        "both": position.both,
        "weight": position.weight,
        "marks": len(position.mark_ids),
        "quote": handout.map.marks[position.mark_ids[0]].mark.quote if position.mark_ids else None,
    }


def _source(source: Source) -> Row:
    cited = citation_parts(source.csl)
    return {
        "source": source.id,
        "title": source.title,
        "authors": cited.authors,
        "issued": cited.issued,
        "url": cited.url,
        "language": source.language,
        "characters": source.characters,
        "source_hash": source.content_hash,
        "superseded": source.superseded,
        "licence": source.licence,
    }


def claim_row(handout: Handout) -> Row:
    """The row of the table of claims; empty for documents side by side."""
    claim = handout.map.claim
    if claim is None:
        return {}
    return {
        "claim": claim.id,
        "claim_text": claim.text,
        "vector": claim.vector,
        "direction": claim.direction.value,
        "baselines": list(claim.baselines),
        "actor": claim.actor,
        "horizon": claim.horizon,
        "talking_past": handout.map.talking_past,
    }
