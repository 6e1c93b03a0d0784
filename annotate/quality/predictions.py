"""What an annotator says of each gold passage, in the terms the gold is written in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotate.quality.gold import NO_STANCE, GoldPassage, Kind, Labels
from debate.claims import REFERENCE_CLAIM_ID
from debate.marks import Mark, MarkKind, Stance
from debate.ports import Annotator
from debate.sources import Passage

IN_GOLD = {Stance.FOR: "raises", Stance.AGAINST: "doubts", Stance.MIXED: "mixed", Stance.NEUTRAL: "neutral"}
"""A stance toward the standing claim, as the codebook calls it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One label an annotator gave a passage."""

    confidence: float
    """The highest of the marks that say it."""
    words: str
    """The quote of that mark."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """Everything an annotator says of one passage."""

    said: Mapping[tuple[Kind, str], Said]

    def labels(self, trust: float = 0.0) -> Labels:
        """The labels said with at least this confidence; nothing said of the stance is the stance *none*."""
        stance = self._of(Kind.STANCE, trust)
        return Labels(
            stance=min(stance, default=NO_STANCE),
            steps=self._of(Kind.STEPS, trust),
            assumptions=self._of(Kind.ASSUMPTIONS, trust),
        )

    def _of(self, kind: Kind, trust: float) -> frozenset[str]:
        return frozenset(
            label for (found, label), said in self.said.items() if found is kind and said.confidence >= trust
        )


def predict(
    annotator: Annotator,
    gold: Sequence[GoldPassage],
    language_of: Callable[[str], str],
    advance: Callable[[int], None] = lambda _: None,
) -> dict[str, Prediction]:
    """One prediction a gold passage, by its id; marks on anything else are passed over.

    `advance` is told how many passages have been read.
    """
    passages = [as_passage(one, place, language_of) for place, one in enumerate(gold)]
    by_passage: dict[str, list[Mark]] = {passage.id: [] for passage in passages}
    annotator.expect(passages)
    for first in range(0, len(passages), annotator.at_once):
        batch = passages[first : first + annotator.at_once]
        for mark in annotator.annotate(None, batch):
            if mark.passage_id in by_passage:
                by_passage[mark.passage_id].append(mark)
        advance(first + len(batch))
    return {name: read_marks(marks) for name, marks in by_passage.items()}


def as_passage(gold: GoldPassage, ordinal: int, language_of: Callable[[str], str]) -> Passage:
    """The gold passage as if it were a source by itself."""
    return Passage(
        id=gold.id,
        source_id=gold.document,
        ordinal=ordinal,
        start=0,
        end=len(gold.text),
        text=gold.text,
        language=gold.language or language_of(gold.text),
    )


def read_marks(marks: Iterable[Mark]) -> Prediction:
    """The labels that marks on one passage amount to: every step and assumption marked, and one stance.

    The stance is that of the widest mark toward the standing claim, as `debate.assessment` reads it; of equally
    wide ones, the surest.
    """
    said: dict[tuple[Kind, str], Said] = {}
    stances = []
    for mark in marks:
        if mark.kind is MarkKind.STANCE and mark.claim_id == REFERENCE_CLAIM_ID:
            stances.append(mark)
        elif mark.kind is MarkKind.STEP:
            _note(said, Kind.STEPS, mark.label, mark)
        elif mark.kind is MarkKind.ASSUMPTION:
            _note(said, Kind.ASSUMPTIONS, f"{mark.label}:{mark.pole}", mark)
    if stances:
        widest = max(stances, key=lambda mark: (mark.end - mark.start, mark.confidence))
        _note(said, Kind.STANCE, IN_GOLD[Stance(widest.label)], widest)
    return Prediction(said)


def _note(said: dict[tuple[Kind, str], Said], kind: Kind, label: str, mark: Mark) -> None:
    known = said.get((kind, label))
    if known is None or mark.confidence > known.confidence:
        said[kind, label] = Said(mark.confidence, mark.quote)
