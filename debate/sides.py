"""Sides of a claim, and to which side a mark belongs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from debate.claims import Claim, Direction
from debate.marks import AuthorKind, Mark, MarkKind, Pole, Stance
from debate.sources import Passage, Source
from debate.verdicts import JudgedMark


@dataclass(frozen=True, slots=True)
class Side:
    """A named position on a claim, or one source when documents are compared."""

    id: str
    name: str
    stance: Stance | None = None
    """The stance that puts a passage here; None when the side is a source."""
    source_id: str | None = None


FOR = Side("for", "For", Stance.FOR)
AGAINST = Side("against", "Against", Stance.AGAINST)


@dataclass(frozen=True, slots=True)
class Placing:
    """Says to which sides (by id) a mark or a whole passage belongs; none when it takes no side."""

    mark: Callable[[Mark], tuple[str, ...]]
    passage: Callable[[Passage], tuple[str, ...]]
    sure: Callable[[Mark], float] = lambda _mark: 1.0
    """How sure it is that a mark belongs where it is placed, 0 to 1."""


def pole_of(side: Side, claim: Claim) -> Pole | None:
    """The pole a side leans to: whoever holds that risk rises leans to *raises*."""
    if side.stance is None:
        return None
    rises = claim.leans is Direction.INCREASE
    return Pole.RAISES if (side.stance is Stance.FOR) == rises else Pole.DOUBTS


def place_by_source(sides: Sequence[Side]) -> Placing:
    """Each mark belongs to the side that is its source."""
    return place_by_given({side.source_id: side.id for side in sides if side.source_id})


def place_by_given(side_of_source: Mapping[str, str]) -> Placing:
    """Each mark belongs to the side that somebody gave its source."""
    by_source = {source_id: (side_id,) for source_id, side_id in side_of_source.items()}
    return Placing(
        mark=lambda mark: by_source.get(mark.source_id, ()),
        passage=lambda passage: by_source.get(passage.source_id, ()),
    )


def place_by_stance(sides: Sequence[Side], claim: Claim, marks: Iterable[JudgedMark]) -> Placing:
    """A mark goes where the innermost stance around it goes.

    Inside a mixed stretch an assumption goes to the side that leans to its pole; anything else there
    stays with both sides. Neutral stretches, and passages without a stance, belong to no side.
    """
    stances: dict[str, list[Mark]] = {}
    confirmed: set[str] = set()
    for judged in marks:
        mark = judged.mark
        if mark.kind is MarkKind.STANCE and mark.claim_id == claim.id and not judged.rejected:
            stances.setdefault(mark.passage_id, []).append(mark)
            confirmed |= {mark.id} if judged.confirmed else set()
    by_stance = {side.stance: (side.id,) for side in sides}
    by_pole = {pole_of(side, claim): (side.id,) for side in sides}
    everyone = tuple(side.id for side in sides)

    def of_mark(mark: Mark) -> tuple[str, ...]:
        stance = _innermost(stances.get(mark.passage_id, ()), mark.start, mark.end)
        if stance is None:
            return ()
        if stance.label != Stance.MIXED:
            return by_stance.get(Stance(stance.label), ())
        return by_pole.get(mark.pole, ()) if mark.kind is MarkKind.ASSUMPTION else everyone

    def of_passage(passage: Passage) -> tuple[str, ...]:
        stance = _innermost(stances.get(passage.id, ()), passage.start, passage.end)
        if stance is None:
            return ()
        return everyone if stance.label == Stance.MIXED else by_stance.get(Stance(stance.label), ())

    def sure(mark: Mark) -> float:
        stance = _innermost(stances.get(mark.passage_id, ()), mark.start, mark.end)
        return stance.confidence if stance is not None and stance.id not in confirmed else 1.0

    return Placing(of_mark, of_passage, sure)


def _innermost(stances: Iterable[Mark], start: int, end: int) -> Mark | None:
    """The narrowest stance around the span; where none is around it, the widest of the passage.

    What a person said of the span goes before what was suggested.
    """
    around = [stance for stance in stances if stance.start <= start and end <= stance.end]
    around = [stance for stance in around if stance.author.kind is AuthorKind.PERSON] or around
    pool = around or sorted(stances, key=lambda stance: stance.start - stance.end)[:1]
    return min(pool, key=lambda stance: stance.end - stance.start, default=None)


def sides_of_sources(sources: Iterable[Source]) -> tuple[Side, ...]:
    """One side a source, to compare documents as the paper's Table 1 does."""
    return tuple(Side(source.id, source.title, source_id=source.id) for source in sources)
