"""What one row comes to: the columns of the results, and how a picture fills them."""

from collections.abc import Iterable, Mapping
from typing import Any

from debate.assessment import Assessment
from debate.differences import Alignment
from debate.framework import Framework
from debate.maps import DebateMap, Tally
from store.exchange.columns import Column, Kind

LEVELS = "full, partial, absent or not_assessed"
_ROW = (
    Column("row", Kind.WHOLE, "number of the row in the input; of a CSV its line, the header being the first"),
    Column("id", Kind.TEXT, "id that the row gave"),
)
_GROUND = (
    Column("passages", Kind.WHOLE, "passages that were read for it"),
    Column("sources", Kind.WHOLE, "sources they are from"),
    Column("counted", Kind.WHOLE, "marks that count"),
    Column("tentative", Kind.WHOLE, "marks below the trust threshold, which do not count"),
    Column("confirmed", Kind.WHOLE, "marks that a person confirmed"),
    Column("rejected", Kind.WHOLE, "marks that a person rejected, which do not count"),
    Column("unverified", Kind.WHOLE, "proposals of a model whose words do not stand in their passage: no marks"),
    Column("unread", Kind.WHOLE, "passages that the annotator could not read"),
)
_MADE = (
    Column("annotator", Kind.TEXT, "who marked the passages"),
    Column("annotator_version", Kind.TEXT, "version of the weights, or of the prompt"),
    Column("made_at", Kind.TEXT, "ISO 8601, UTC"),
)


def claim_columns(framework: Framework) -> tuple[Column, ...]:
    """The columns of a claim's result."""
    return (
        *_ROW,
        Column("claim_id", Kind.TEXT, "id of the claim in the project"),
        Column("claim", Kind.TEXT, "the sentence"),
        Column("vector", Kind.TEXT, "misuse vector"),
        Column("direction", Kind.TEXT, "which way risk moves: increase, no_change, decrease or unknown"),
        Column("baselines", Kind.WORDS, "compared with what"),
        Column("actor", Kind.TEXT, "who would do it"),
        Column("horizon", Kind.TEXT, "by when"),
        *(
            Column(f"{side}_{step.id}", Kind.TEXT, f"{step.name}, side {side}: {LEVELS}")
            for side in ("for", "against")
            for step in framework.steps
        ),
        Column("for_criteria", Kind.WORDS, "checklist items that the side for meets"),
        Column("against_criteria", Kind.WORDS, "checklist items that the side against meets"),
        Column("talking_past", Kind.NUMBER, "share of coverage that is found on one side only, 0 to 1"),
        Column("contested", Kind.WORDS, "assumption slots on which the sides take opposite poles"),
        Column("shared", Kind.WORDS, "assumption slots on which they agree"),
        Column("one_sided", Kind.WORDS, "assumption slots of which one side alone speaks"),
        Column("cruxes", Kind.WORDS, "contested slots, the one on which most of the picture rests first"),
        Column("gaps", Kind.WORDS, "side:step of each empty cell"),
        Column("lint", Kind.WORDS, "rules of the marginality lint that fired"),
        *_GROUND,
        *_MADE,
    )


def document_columns(framework: Framework) -> tuple[Column, ...]:
    """The columns of a document's result."""
    return (
        *_ROW,
        Column("source", Kind.TEXT, "id of the source in the project"),
        Column("title", Kind.TEXT, "its title"),
        Column("stance", Kind.TEXT, "toward the framework's standing claim: for, against, mixed or neutral"),
        *(Column(step.id, Kind.TEXT, f"{step.name}: {LEVELS}") for step in framework.steps),
        Column("criteria", Kind.WORDS, "checklist items met"),
        Column("assumptions", Kind.WORDS, "slot:pole of each assumption that is taken"),
        Column("lint", Kind.WORDS, "rules of the marginality lint that fired"),
        *_GROUND,
        *_MADE,
    )


def claim_result(picture: DebateMap) -> dict[str, Any]:
    """What a map comes to, column by column; the row, its id and who made it are put in later."""
    claim = picture.claim
    if claim is None:
        raise ValueError("a map without a claim is no result of one")
    return {
        "claim_id": claim.id,
        "claim": claim.text,
        "vector": claim.vector,
        "direction": claim.direction.value,
        "baselines": list(claim.baselines),
        "actor": claim.actor,
        "horizon": claim.horizon,
        **{f"{cell.side_id}_{cell.step_id}": cell.level.value for cell in picture.cells},
        "for_criteria": _criteria(picture, "for"),
        "against_criteria": _criteria(picture, "against"),
        "talking_past": picture.talking_past,
        **{
            alignment.value: [one.slot_id for one in picture.differences if one.alignment is alignment]
            for alignment in (Alignment.CONTESTED, Alignment.SHARED, Alignment.ONE_SIDED)
        },
        "cruxes": [crux.slot_id for crux in picture.cruxes],
        "gaps": [f"{gap.side_id}:{gap.step_id}" for gap in picture.gaps],
        "lint": _rules(picture),
        **_ground(picture),
    }


def document_result(assessment: Assessment) -> dict[str, Any]:
    """What an assessment comes to, column by column."""
    return {
        "source": assessment.source.id,
        "title": assessment.source.title,
        "stance": assessment.stance.value if assessment.stance else None,
        **{cell.step_id: cell.level.value for cell in assessment.cells},
        "criteria": sorted(criterion for cell in assessment.cells for criterion in cell.criteria),
        "assumptions": [f"{slot_id}:{position.pole}" for slot_id, position in assessment.positions.items()],
        "lint": _rules(assessment.map),
        **_ground(assessment.map),
    }


def extra_columns(columns: Iterable[Column], rows: Iterable[Mapping[str, Any]]) -> tuple[Column, ...]:
    """A column for each that came in and was not used, of the kind that all its values are."""
    ours = {column.name for column in columns}
    values: dict[str, list[object]] = {}
    for row in rows:
        for name, value in row.items():
            if name not in ours:
                values.setdefault(name, []).append(value)
    return tuple(Column(name, _kind(found), "as it came in") for name, found in values.items())


def own_name(name: str, columns: Iterable[Column]) -> str:
    """Under what a column of the input comes back: its name, or one that is not ours."""
    return f"input.{name}" if name in {column.name for column in columns} else name


def _kind(values: Iterable[object]) -> Kind:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return Kind.YES
    if kinds == {int}:
        return Kind.WHOLE
    return Kind.NUMBER if kinds and kinds <= {int, float} else Kind.TEXT


def _criteria(picture: DebateMap, side: str) -> list[str]:
    return sorted(criterion for cell in picture.cells if cell.side_id == side for criterion in cell.criteria)


def _rules(picture: DebateMap) -> list[str]:
    return list(dict.fromkeys(finding.rule_id for finding in picture.findings))


def _ground(picture: DebateMap) -> dict[str, int]:
    tally: Tally = picture.tally
    return {
        "passages": len(picture.passages),
        "sources": len(picture.sources),
        "counted": tally.counted,
        "tentative": tally.tentative,
        "confirmed": tally.confirmed,
        "rejected": tally.rejected,
        "unverified": tally.unverified,
        "unread": tally.unread,
    }
