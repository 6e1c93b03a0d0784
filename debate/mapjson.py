"""The JSON form of maps, assessments and what they are made of: the shape that `--json` prints."""

from typing import Any

from debate.assessment import Assessment
from debate.claims import Claim
from debate.coverage import Cell
from debate.cruxes import Crux
from debate.differences import Difference
from debate.framework import Framework
from debate.gaps import Gap
from debate.lint import Finding
from debate.maps import DebateMap
from debate.sides import Side
from debate.sources import Passage, Source
from debate.verdicts import JudgedMark

Json = dict[str, Any]


def map_json(picture: DebateMap) -> Json:
    """The whole map; ids inside refer to `marks`, `passages` and `sources`."""
    return {
        "framework": framework_json(picture.framework),
        "claim": claim_json(picture.claim) if picture.claim else None,
        "sides": [side_json(side, picture) for side in picture.sides],
        "coverage": [cell_json(cell) for cell in picture.cells],
        "talking_past": picture.talking_past,
        "assumptions": [difference_json(difference) for difference in picture.differences],
        "cruxes": [crux_json(crux) for crux in picture.cruxes],
        "gaps": [gap_json(gap) for gap in picture.gaps],
        "lint": [finding_json(finding) for finding in picture.findings],
        "marks": {mark_id: mark_json(judged, picture) for mark_id, judged in picture.marks.items()},
        "passages": {passage_id: passage_json(passage) for passage_id, passage in picture.passages.items()},
        "sources": {source_id: source_json(source) for source_id, source in picture.sources.items()},
        "tally": tally_json(picture),
        "trust": picture.trust,
    }


def side_json(side: Side, picture: DebateMap) -> Json:
    """A side, and how many of the passages read take it."""
    return {
        "id": side.id,
        "name": side.name,
        "stance": side.stance,
        "source": side.source_id,
        "passages": picture.examined.passages_by_side.get(side.id, 0),
    }


def crux_json(crux: Crux) -> Json:
    """A crux with what would settle it, and what falls without it."""
    return {
        "slot": crux.slot_id,
        "score": crux.score,
        "type": crux.type,
        "explanation": crux.explanation,
        "settled_by": crux.settled_by,
        "changes": [
            {
                "side": change.side_id,
                "step": change.step_id,
                "before": change.before,
                "after": change.after,
                "marks_lost": change.marks_lost,
            }
            for change in crux.changes
        ],
    }


def gap_json(gap: Gap) -> Json:
    """What a cell lacks, and the query that may fill it."""
    return {
        "side": gap.side_id,
        "step": gap.step_id,
        "silence": gap.silence,
        "wanted": gap.wanted,
        "query": gap.query,
    }


def finding_json(finding: Finding) -> Json:
    """What the lint found, with the words it was found in."""
    return {
        "rule": finding.rule_id,
        "side": finding.side_id,
        "says": finding.says,
        "fix": finding.fix,
        "words": finding.words,
        "marks": list(finding.mark_ids),
    }


def tally_json(picture: DebateMap) -> Json:
    """How many marks and passages stand where."""
    return {
        "counted": picture.tally.counted,
        "tentative": picture.tally.tentative,
        "confirmed": picture.tally.confirmed,
        "rejected": picture.tally.rejected,
        "unverified": picture.tally.unverified,
        "unread": picture.tally.unread,
        "pending": picture.examined.pending,
    }


def assessment_json(assessment: Assessment) -> Json:
    """One document: its levels, the criteria met, the assumptions taken, and the marks behind them."""
    picture = assessment.map
    return {
        "source": source_json(assessment.source),
        "passages": assessment.passages,
        "stance": assessment.stance,
        "stances": {str(stance): count for stance, count in assessment.stances.items()},
        "levels": {cell.step_id: cell.level for cell in assessment.cells},
        "criteria": sorted(criterion for cell in assessment.cells for criterion in cell.criteria),
        "assumptions": [
            {"slot": slot_id, "pole": position.pole, "both": position.both, "marks": list(position.mark_ids)}
            for slot_id, position in assessment.positions.items()
        ],
        "coverage": [cell_json(cell) for cell in assessment.cells],
        "marks": {mark_id: mark_json(judged) for mark_id, judged in picture.marks.items()},
    }


def framework_json(framework: Framework) -> Json:
    """Which framework, with the hedge and the limits that belong beside every picture."""
    return {
        "id": framework.id,
        "name": framework.name,
        "source": framework.source,
        "hedge": framework.hedge,
        "limits": list(framework.limits),
        "steps": [{"id": step.id, "number": step.number, "name": step.name} for step in framework.steps],
    }


def claim_json(claim: Claim) -> Json:
    """A claim with its fields; what was not said is null or empty."""
    return {
        "id": claim.id,
        "text": claim.text,
        "vector": claim.vector,
        "direction": claim.direction,
        "baselines": list(claim.baselines),
        "actor": claim.actor,
        "horizon": claim.horizon,
    }


def cell_json(cell: Cell) -> Json:
    """One side's treatment of one step."""
    return {
        "side": cell.side_id,
        "step": cell.step_id,
        "level": cell.level,
        "criteria": list(cell.criteria),
        "marks": list(cell.mark_ids),
        "tentative": list(cell.tentative_ids),
        "confirmed": cell.confirmed,
        "silence": cell.silence,
    }


def difference_json(difference: Difference) -> Json:
    """One slot across the sides."""
    return {
        "slot": difference.slot_id,
        "alignment": difference.alignment,
        "positions": [
            {
                "side": position.side_id,
                "pole": position.pole,
                "both": position.both,
                "marks": list(position.mark_ids),
                "weight": position.weight,
            }
            for position in difference.positions
        ],
    }


def mark_json(judged: JudgedMark, picture: DebateMap | None = None) -> Json:
    """A mark as it stands, with who said it and what a person decided; and where it stands in a picture."""
    mark = judged.mark
    return {
        "passage": mark.passage_id,
        "source": mark.source_id,
        "kind": mark.kind,
        "label": mark.label,
        "criteria": list(mark.criteria),
        "pole": mark.pole,
        "start": mark.start,
        "end": mark.end,
        "quote": mark.quote,
        "statement": mark.statement,
        "caveat": mark.caveat,
        "claim": mark.claim_id,
        "confidence": round(mark.confidence, 4),
        "sides": list(picture.placed.get(mark.id, ())) if picture else [],
        "sure": picture.sure.get(mark.id) if picture else None,
        "author": {
            "kind": mark.author.kind,
            "name": mark.author.name,
            "version": mark.author.version,
            "prompt": mark.author.prompt,
        },
        "made_at": mark.made_at,
        "decision": judged.decision,
    }


def passage_json(passage: Passage) -> Json:
    """A passage with its place in the source, in code points."""
    return {
        "source": passage.source_id,
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "section": passage.section,
        "language": passage.language,
        "text": passage.text,
    }


def source_json(source: Source) -> Json:
    """A source without its text."""
    return {
        "id": source.id,
        "name": source.name,
        "version": source.version,
        "superseded": source.superseded,
        "title": source.title,
        "csl": dict(source.csl),
        "origin": source.origin,
        "language": source.language,
        "characters": source.characters,
        "content_hash": source.content_hash,
        "licence": source.licence,
        "extra": dict(source.extra),
    }
