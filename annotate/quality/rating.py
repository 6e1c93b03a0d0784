"""What marks on a whole document amount to, as `cruxmap assess` rates it."""

import hashlib
from collections.abc import Callable, Sequence

from annotate.quality.gold import GoldDocument, Ratings
from debate.assessment import assess
from debate.coverage import TRUST, Level
from debate.framework import Framework
from debate.marks import Mark
from debate.sources import Passage, Source
from debate.verdicts import JudgedMark

Rate = Callable[[GoldDocument, Sequence[Passage], Sequence[Mark]], Ratings]
"""Levels, criteria and assumptions of a document, from its passages and the marks on them."""


def rate_by(framework: Framework, trust: float = TRUST) -> Rate:
    """The rule of the core: the same function that `assess` prints, with every step it is silent on as absent."""

    def rate(gold: GoldDocument, passages: Sequence[Passage], marks: Sequence[Mark]) -> Ratings:
        by_id = {passage.id: passage for passage in passages}
        judged = [JudgedMark(mark, None) for mark in marks]
        found = assess(framework, _source(gold), by_id, judged, trust)
        return Ratings(
            levels={
                cell.step_id: Level.ABSENT if cell.level is Level.NOT_ASSESSED else cell.level for cell in found.cells
            },
            criteria=frozenset(name for cell in found.cells for name in cell.criteria),
            assumptions=frozenset(
                f"{slot}:{pole}"
                for slot, position in found.positions.items()
                if position.pole is not None
                for pole in ((position.pole, position.pole.other) if position.both else (position.pole,))
            ),
        )

    return rate


def _source(gold: GoldDocument) -> Source:
    return Source(
        id=gold.id,
        name=gold.id,
        version=1,
        content_hash=hashlib.sha256(gold.text.encode()).hexdigest(),
        csl={},
        origin="",
        language="und",
        characters=len(gold.text),
    )
