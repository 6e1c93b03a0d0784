"""The debate map: one immutable value for one claim, which every screen draws and every export writes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from debate.claims import Claim
from debate.coverage import TRUST, Cell, Examined, counts, cover, talking_past
from debate.cruxes import Crux, find_cruxes
from debate.differences import Difference, differ
from debate.framework import Framework
from debate.gaps import Gap, find_gaps
from debate.lint import Finding, lint_claim, lint_sides
from debate.marks import AuthorKind, MarkKind
from debate.sides import Placing, Side, place_by_given, place_by_source, place_by_stance
from debate.sources import Passage, Source
from debate.topics import speaks_of_others
from debate.verdicts import JudgedMark

SAID = (MarkKind.STEP, MarkKind.ASSUMPTION)
"""Marks that are about the words they lie on, and not about a whole passage."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many marks stand where, so that nothing is left out silently."""

    counted: int
    tentative: int
    confirmed: int
    rejected: int
    unverified: int = 0
    """Proposals of a model whose words do not stand in their passage: no marks."""
    unread: int = 0
    """Passages that the annotator was asked about and could not read."""
    taken_back: int = 0
    """Of the rejected, those that a person had made herself."""


@dataclass(frozen=True, slots=True)
class DebateMap:
    """The whole picture of one claim, or of several sources side by side."""

    claim: Claim | None
    """None when sources are compared without a claim."""
    framework: Framework
    sides: tuple[Side, ...]
    cells: tuple[Cell, ...]
    differences: tuple[Difference, ...]
    cruxes: tuple[Crux, ...]
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]
    talking_past: float | None
    marks: Mapping[str, JudgedMark]
    """Every mark on the passages, rejected ones left out."""
    placed: Mapping[str, tuple[str, ...]]
    """Mark id -> ids of the sides it belongs to; a mark of no side is not listed."""
    sure: Mapping[str, float]
    """Mark id -> how sure it is that it belongs there, 0 to 1, for those that are placed."""
    sided: Mapping[str, tuple[str, ...]]
    """Passage id -> ids of the sides it takes; a passage of no side is not listed."""
    passages: Mapping[str, Passage]
    sources: Mapping[str, Source]
    examined: Examined
    tally: Tally
    trust: float

    def cell(self, side_id: str, step_id: str) -> Cell:
        """The cell of one side and one step."""
        return next(cell for cell in self.cells if (cell.side_id, cell.step_id) == (side_id, step_id))

    def counted_ids(self) -> frozenset[str]:
        """The marks that are part of the picture: by themselves, or together behind a cell or a position."""
        behind = [cell.mark_ids for cell in self.cells]
        behind += [position.mark_ids for difference in self.differences for position in difference.positions]
        alone = (mark_id for mark_id, judged in self.marks.items() if counts(judged, self.trust))
        return frozenset(alone).union(*behind)

    def side(self, side_id: str) -> Side:
        """The side with this id."""
        return next(side for side in self.sides if side.id == side_id)


def map_claim(
    framework: Framework,
    claim: Claim,
    sides: Sequence[Side],
    passages: Mapping[str, Passage],
    sources: Mapping[str, Source],
    marks: Sequence[JudgedMark],
    steps_sought: Iterable[str],
    trust: float = TRUST,
    pending: int = 0,
) -> DebateMap:
    """The map of a claim: marks go to the side their stance takes.

    `marks` are all marks on the passages, rejected ones included: they are only counted. What a passage says of
    another misuse than the claim's belongs to no side of it, unless a person confirmed that it does. So many passages
    are `pending` that no silence can be told from a lack of reading.
    """
    trusted_stances = [judged for judged in marks if judged.mark.kind is MarkKind.STANCE and counts(judged, trust)]
    place = place_by_stance(sides, claim, trusted_stances)
    aside = {
        judged.mark.id
        for judged in marks
        if judged.mark.kind in SAID
        and not judged.confirmed
        and speaks_of_others(judged.mark.quote, claim.vector, framework.vectors)
    }
    by_stance = place.mark
    place = replace(place, mark=lambda mark: () if mark.id in aside else by_stance(mark))
    return _build(framework, claim, sides, passages, sources, marks, place, frozenset(steps_sought), trust, pending)


def map_sources(
    framework: Framework,
    sides: Sequence[Side],
    passages: Mapping[str, Passage],
    sources: Mapping[str, Source],
    marks: Sequence[JudgedMark],
    trust: float = TRUST,
    pending: int = 0,
) -> DebateMap:
    """The map of several sources, one side each, read from end to end but for what is pending."""
    everything = frozenset(step.id for step in framework.steps)
    return _build(framework, None, sides, passages, sources, marks, place_by_source(sides), everything, trust, pending)


def map_given(
    framework: Framework,
    claim: Claim,
    sides: Sequence[Side],
    side_of_source: Mapping[str, str],
    passages: Mapping[str, Passage],
    sources: Mapping[str, Source],
    marks: Sequence[JudgedMark],
    trust: float = TRUST,
) -> DebateMap:
    """The map of a claim on sources whose side is given, read from end to end."""
    everything = frozenset(step.id for step in framework.steps)
    place = place_by_given(side_of_source)
    return _build(framework, claim, sides, passages, sources, marks, place, everything, trust)


def map_placed(
    framework: Framework,
    claim: Claim | None,
    sides: Sequence[Side],
    placed: Mapping[str, tuple[str, ...]],
    sure: Mapping[str, float],
    sided: Mapping[str, tuple[str, ...]],
    passages: Mapping[str, Passage],
    sources: Mapping[str, Source],
    marks: Sequence[JudgedMark],
    steps_sought: Iterable[str],
    trust: float = TRUST,
    pending: int = 0,
) -> DebateMap:
    """The map that has each mark and passage on the sides recorded for it, as a map that was written down has."""
    place = Placing(
        mark=lambda mark: placed.get(mark.id, ()),
        passage=lambda passage: sided.get(passage.id, ()),
        sure=lambda mark: sure.get(mark.id, 1.0),
    )
    return _build(framework, claim, sides, passages, sources, marks, place, frozenset(steps_sought), trust, pending)


def _build(
    framework: Framework,
    claim: Claim | None,
    sides: Sequence[Side],
    passages: Mapping[str, Passage],
    sources: Mapping[str, Source],
    marks: Sequence[JudgedMark],
    place: Placing,
    steps_sought: frozenset[str],
    trust: float,
    pending: int = 0,
) -> DebateMap:
    standing = [judged for judged in marks if not judged.rejected]
    sided = {passage.id: taken for passage in passages.values() if (taken := place.passage(passage))}
    takers = {side.id: sum(side.id in taken for taken in sided.values()) for side in sides}
    examined = Examined(steps_sought, takers, pending)
    cells = cover(framework, sides, standing, place, examined, trust)
    differences = differ(framework, sides, standing, place, trust)
    by_id = {judged.mark.id: judged for judged in standing}
    plain = {mark_id: judged.mark for mark_id, judged in by_id.items()}
    placed = {mark_id: taken for mark_id, mark in plain.items() if (taken := place.mark(mark))}
    names = {side.id: side.name for side in sides}
    return DebateMap(
        claim=claim,
        framework=framework,
        sides=tuple(sides),
        cells=cells,
        differences=differences,
        cruxes=find_cruxes(framework, differences, cells, standing, names.__getitem__),
        gaps=find_gaps(framework, claim, cells),
        findings=(lint_claim(claim) if claim else ()) + lint_sides(framework, sides, cells, plain, passages),
        talking_past=talking_past(cells),
        marks=by_id,
        placed=placed,
        sure={mark_id: place.sure(plain[mark_id]) for mark_id in placed},
        sided=sided,
        passages=passages,
        sources=sources,
        examined=examined,
        tally=_tally(marks, trust),
        trust=trust,
    )


def _passages_by_side(sides: Sequence[Side], passages: Mapping[str, Passage], place: Placing) -> dict[str, int]:
    found = {side.id: 0 for side in sides}
    for passage in passages.values():
        for side_id in place.passage(passage):
            found[side_id] += 1
    return found


def _tally(marks: Iterable[JudgedMark], trust: float) -> Tally:
    judged = list(marks)
    counted = sum(counts(mark, trust) for mark in judged)
    rejected = sum(mark.rejected for mark in judged)
    back = sum(mark.rejected and mark.mark.author.kind is AuthorKind.PERSON for mark in judged)
    confirmed = sum(mark.confirmed for mark in judged)
    return Tally(counted, len(judged) - counted - rejected, confirmed, rejected, taken_back=back)
