"""The atlas: many documents, or many claims with their sides, by steps and assumptions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from debate.assessment import Assessment
from debate.coverage import Cell, Level
from debate.framework import Framework
from debate.maps import DebateMap
from debate.marks import Pole
from debate.plain import one_line
from store.exchange.columns import ATLAS, ATLAS_CELLS, Column, Kind, Row, Table
from store.exchange.html import page
from store.exchange.losses import Loss
from store.exchange.references import citation_parts
from store.exchange.report_view import WORDS
from store.exchange.report_words import told_time

LOSSES = (
    Loss("marks and words", "An atlas has levels alone; export a claim, or assess a document with --detail."),
    Loss("import", "It is computed again from the marks."),
)


@dataclass(frozen=True, slots=True)
class Land:
    """A row of the atlas: one document, or one side of one claim."""

    id: str
    name: str
    group: str
    """For a side: its claim. Empty for a document."""
    dated: str
    leans: str
    passages: int
    cells: tuple[Cell, ...]
    poles: dict[str, Pole]


class Share(NamedTuple):
    """How many rows address a step fully, in part, and not."""

    name: str
    full: int
    partial: int
    rest: int


class Stand(NamedTuple):
    """How many rows take which pole of a slot."""

    name: str
    raises: int
    doubts: int


def documents(assessments: Sequence[Assessment]) -> list[Land]:
    """A row for each document."""
    return [
        Land(
            id=one.source.id,
            name=one_line(one.source.title),
            group="",
            dated=citation_parts(one.source.csl).issued,
            leans=one.stance.value if one.stance else "",
            passages=one.passages,
            cells=one.cells,
            poles={slot_id: position.pole for slot_id, position in one.positions.items() if position.pole},
        )
        for one in assessments
    ]


def claims(pictures: Sequence[DebateMap]) -> list[Land]:
    """A row for each side of each claim."""
    return [
        Land(
            id=f"{picture.claim.id} {side.id}" if picture.claim else side.id,
            name=one_line(side.name),
            group=one_line(picture.claim.text) if picture.claim else "",
            dated="",
            leans=side.stance.value if side.stance else "",
            passages=picture.examined.passages_by_side.get(side.id, 0),
            cells=tuple(cell for cell in picture.cells if cell.side_id == side.id),
            poles={
                difference.slot_id: position.pole
                for difference in picture.differences
                for position in difference.positions
                if position.side_id == side.id and position.pole
            },
        )
        for picture in pictures
        for side in picture.sides
    ]


def write_html(framework: Framework, lands: Sequence[Land], made_by: str, made_at: str) -> str:
    """The atlas as a page: how many rows address each step, and a heat map that sorts and filters."""
    return page(
        "atlas.html.j2",
        _title(lands),
        made_by,
        {},
        "atlas.js",
        framework=framework,
        lands=lands,
        shares=shares(framework, lands),
        stands=stands(framework, lands),
        words=WORDS,
        made_at=told_time(made_at),
    )


def shares(framework: Framework, lands: Sequence[Land]) -> list[Share]:
    """For each step how the rows address it."""
    found = []
    for step in framework.steps:
        levels = Counter(cell.level for land in lands for cell in land.cells if cell.step_id == step.id)
        full, partial = levels[Level.FULL], levels[Level.PARTIAL]
        found.append(Share(f"{step.number} {step.short}", full, partial, levels.total() - full - partial))
    return found


def stands(framework: Framework, lands: Sequence[Land]) -> list[Stand]:
    """For each slot how many rows take which pole."""
    taken = Counter((slot_id, pole) for land in lands for slot_id, pole in land.poles.items())
    return [Stand(slot.name, taken[slot.id, Pole.RAISES], taken[slot.id, Pole.DOUBTS]) for slot in framework.slots]


def _title(lands: Sequence[Land]) -> str:
    sentences = {land.group for land in lands if land.group}
    if not sentences:
        return f"{len(lands):,} document{'' if len(lands) == 1 else 's'}, step by step"
    return f"{len(sentences):,} claim{'' if len(sentences) == 1 else 's'} with {len(lands):,} sides, step by step"


def tables_of(framework: Framework, lands: Sequence[Land]) -> list[Table]:
    """One row a document or side, with a column a step and a slot; and the same cells one below the other."""
    steps = tuple(Column(step.id, Kind.TEXT, f"level of step {step.number}: {step.name}") for step in framework.steps)
    slots = tuple(Column(slot.id, Kind.TEXT, f"pole taken: {slot.name}") for slot in framework.slots)
    return [
        Table("atlas", (*ATLAS, *steps, *slots), [_wide(framework, land) for land in lands]),
        Table("atlas_cells", ATLAS_CELLS, [_long(land, cell) for land in lands for cell in land.cells]),
    ]


def _wide(framework: Framework, land: Land) -> Row:
    levels = {cell.step_id: cell.level.value for cell in land.cells}
    return {
        "id": land.id,
        "name": land.name,
        "claim_text": land.group or None,
        "issued": land.dated or None,
        "stance": land.leans or None,
        "passages": land.passages,
        **{step.id: levels.get(step.id) for step in framework.steps},
        **{slot.id: land.poles[slot.id].value if slot.id in land.poles else None for slot in framework.slots},
    }


def _long(land: Land, cell: Cell) -> Row:
    return {
        "id": land.id,
        "step": cell.step_id,
        "level": cell.level.value,
        "criteria": list(cell.criteria),
        "marks": len(cell.mark_ids),
        "confirmed": cell.confirmed,
    }
