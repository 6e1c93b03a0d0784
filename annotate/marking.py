"""From what the heads say of a passage to marks with the words that say it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.cues import fires
from annotate.features import cue_matrix, matrix
from annotate.heads import Heads
from annotate.labels import STANCES, assumption_labels, stance_labels, step_labels
from annotate.parts import Sentence
from debate.claims import REFERENCE_CLAIM_ID
from debate.framework import Framework
from debate.marks import Author, Mark, MarkKind, Pole, Stance, mark_id
from debate.sources import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

CODEBOOK = {"raises": Stance.FOR, "doubts": Stance.AGAINST, "mixed": Stance.MIXED, "neutral": Stance.NEUTRAL}
CLEAR = 0.5
"""Probability from which a sentence of a mixed passage is taken to lean to one side."""
MET = 0.25
"""Probability from which a sentence of a step is taken to meet a criterion.

Chosen on whole documents: their criteria F1 is .61 with .3, .67 with .25 (precision .82), .67 with .2 (.81), because
a sentence that is already known to speak of the step meets one of its few criteria more often than not.
"""
MOST_SPANS = 3
"""Sentences marked for one step in one passage, strongest first."""
PLAIN_CONFIDENCE = 0.7
"""For properties and benefits, which rest on a cue alone; how often the cues are right has not been measured."""


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """One passage with what the heads say of it, ready to be turned into marks."""

    passage: Passage
    sentences: list[Sentence]
    vectors: "Array"
    by_cues: bool
    heads: Heads
    shares: "Array"
    """What each of the reader's experts weighs here."""
    chances: Mapping[str, float]
    emits: Mapping[str, float]
    framework: Framework
    author: Author
    now: str

    def marks(self) -> Iterator[Mark]:
        """Stance first, then steps, assumptions, properties, benefits; none where no sentence says anything."""
        if not self._telling():
            return
        stance = self._best_stance()
        inside = self._inside()
        if stance is not None:
            yield from self._stance_marks(stance, inside)
        yield from self._step_marks(inside)
        yield from self._assumption_marks(inside)
        yield from self._plain_marks()

    def _best_stance(self) -> str | None:
        """The likeliest of the five; None when the passage has no bearing on the subject."""
        best = max(stance_labels(), key=lambda label: self.chances[label] / self.emits[label])
        stance = best.removeprefix("stance:")
        return stance if stance in STANCES else None

    def _telling(self) -> list[int]:
        """The places of the sentences that words may be taken from."""
        return [at for at, sentence in enumerate(self.sentences) if sentence.says]

    def _given(self, label: str) -> bool:
        return label in self.chances and self.chances[label] >= self.emits[label]

    def _inside(self) -> list[dict[str, float]]:
        """The same chances for each sentence by itself, and its criteria: what points to the words."""
        readings = [sentence.reading for sentence in self.sentences]
        if self.by_cues:
            return self.heads.by_cues.chances(cue_matrix(readings), self.shares[None])
        features = matrix(readings, self.vectors, self.heads.vocabulary)
        found = self.heads.reader.chances(features, self.shares[None])
        criteria = self.heads.criteria.probabilities(features).tolist()
        for chances, row in zip(found, criteria, strict=True):
            chances.update(zip(self.heads.criteria.labels, row, strict=True))
        return found

    def _stance_marks(self, stance: str, inside: Sequence[Mapping[str, float]]) -> Iterator[Mark]:
        confidence = self.chances[f"stance:{stance}"]
        yield self._stance(CODEBOOK[stance], 0, len(self.passage.text), confidence)
        if stance != "mixed":
            return
        for sentence, chances in ((self.sentences[at], inside[at]) for at in self._telling()):
            leaning = max(("raises", "doubts"), key=lambda one: chances[f"stance:{one}"])
            if chances[f"stance:{leaning}"] >= CLEAR:
                yield self._stance(CODEBOOK[leaning], sentence.start, sentence.end, chances[f"stance:{leaning}"])

    def _stance(self, stance: Stance, start: int, end: int, confidence: float) -> Mark:
        return self._mark(MarkKind.STANCE, stance, start, end, confidence, claim_id=REFERENCE_CLAIM_ID)

    def _step_marks(self, inside: Sequence[Mapping[str, float]]) -> Iterator[Mark]:
        for label, step in zip(step_labels(self.framework), self.framework.steps, strict=True):
            if not self._given(label):
                continue
            strength = [self._strength(at, label, step.criteria, chances) for at, chances in enumerate(inside)]
            best = sorted(self._telling(), key=lambda at: -strength[at])[:MOST_SPANS]
            for rank, at in enumerate(best):
                criteria = tuple(n for n in step.criteria if self._criterion(at, n, inside[at]) >= MET)
                if rank and not criteria:
                    continue
                sentence = self.sentences[at]
                yield self._mark(
                    MarkKind.STEP, step.id, sentence.start, sentence.end, self.chances[label], criteria=criteria
                )

    def _strength(self, at: int, label: str, criteria: Sequence[str], chances: Mapping[str, float]) -> float:
        """How well a sentence can stand for a step: it speaks of it, meets a criterion, and bears on the subject."""
        bearing = 1 - chances["stance:none"]
        return chances[label] + max(self._criterion(at, name, chances) for name in criteria) + bearing

    def _criterion(self, at: int, criterion: str, chances: Mapping[str, float]) -> float:
        """How clearly a sentence meets a criterion; without vectors, whether a cue for it fires."""
        if not self.by_cues:
            return chances.get(criterion, 0.0)
        return float(fires(criterion, self.sentences[at].text))

    def _assumption_marks(self, inside: Sequence[Mapping[str, float]]) -> Iterator[Mark]:
        for label in assumption_labels(self.framework):
            if not self._given(label):
                continue
            slot, _, pole = label.partition(":")
            at = max(self._telling(), key=lambda place: self._pull(label, place, inside[place]))
            sentence = self.sentences[at]
            yield self._mark(
                MarkKind.ASSUMPTION, slot, sentence.start, sentence.end, self.chances[label], pole=Pole(pole)
            )

    def _pull(self, label: str, at: int, chances: Mapping[str, float]) -> float:
        """A sentence in which a cue for the pole fires stands before one that only sounds like it."""
        return chances[label] + fires(label, self.sentences[at].text)

    def _plain_marks(self) -> Iterator[Mark]:
        """Properties of open models and benefits of openness, from the sentences in which a cue for them fires."""
        properties = ((MarkKind.PROPERTY, one.id, f"property:{one.id}") for one in self.framework.properties)
        benefits = ((MarkKind.BENEFIT, one.id, f"benefit:{one.id}") for one in self.framework.benefits)
        for kind, label, cue_name in (*properties, *benefits):
            place = self._first_firing(cue_name)
            if place is None:
                continue
            sentence = self.sentences[place]
            caveat = kind is MarkKind.BENEFIT and fires("caveat", sentence.text)
            yield self._mark(kind, label, sentence.start, sentence.end, PLAIN_CONFIDENCE, caveat=caveat)

    def _first_firing(self, cue_name: str) -> int | None:
        return next((at for at in self._telling() if fires(cue_name, self.sentences[at].text)), None)

    def _mark(
        self,
        kind: MarkKind,
        label: str,
        start: int,
        end: int,
        confidence: float,
        *,
        criteria: tuple[str, ...] = (),
        pole: Pole | None = None,
        claim_id: str | None = None,
        caveat: bool = False,
    ) -> Mark:
        begin, stop = self.passage.start + start, self.passage.start + end
        unique = mark_id(self.author, self.passage.id, kind, label, begin, stop, f"{pole or ''}{claim_id or ''}")
        return Mark(
            id=unique,
            passage_id=self.passage.id,
            source_id=self.passage.source_id,
            kind=kind,
            label=label,
            start=begin,
            end=stop,
            quote=self.passage.text[start:end],
            confidence=round(min(max(confidence, 0.0), 1.0), 4),
            author=self.author,
            made_at=self.now,
            criteria=criteria,
            pole=pole,
            claim_id=claim_id,
            caveat=caveat,
        )
