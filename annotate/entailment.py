"""A second opinion on stances and poles by a cross-encoder for entailment, for who has one."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from annotate.local import LocalAnnotator
from annotate.stances import TURNED, toward
from debate.claims import REFERENCE_CLAIM_ID, Claim
from debate.errors import CruxmapError
from debate.framework import Framework
from debate.marks import Author, AuthorKind, Mark, MarkKind, Stance, mark_id
from debate.sources import Passage

SIDED = {Stance.FOR, Stance.AGAINST, Stance.MIXED}
"""What the model is asked about: whether a passage bears on the claim at all is not a question of entailment."""


class NoEntailment(CruxmapError):
    """The model is missing, cannot be loaded, or does not tell entailment from contradiction."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A loaded cross-encoder and where its answers stand."""

    model: Any
    entails: int
    contradicts: int

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[float, float]]:
        """For each premise and hypothesis, how likely it is that one entails, and contradicts, the other."""
        if not pairs:
            return []
        rows = self.model.predict(list(pairs), apply_softmax=True, show_progress_bar=False)
        return [(float(row[self.entails]), float(row[self.contradicts])) for row in rows]


class EntailmentAnnotator:
    """The local annotator; where the model is surer of a stance or a pole than it is, the model's stands."""

    name = LocalAnnotator.name
    at_once = 32

    def __init__(
        self, local: LocalAnnotator, framework: Framework, model: str, now: Callable[[], str] | None = None
    ) -> None:
        self._local, self._framework, self._model = local, framework, model
        self._now = now or (lambda: datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        self.version = f"{local.version}-entailment-{hashlib.sha256(model.encode()).hexdigest()[:8]}"

    def expect(self, passages: Iterable[Passage]) -> None:
        """Nothing: reading costs nobody anything."""

    def failed(self, claim: Claim | None) -> tuple[str, ...]:
        """None: there is no passage that it cannot read."""
        return self._local.failed(claim)

    def annotate(
        self, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
    ) -> Iterator[Mark]:
        """As the local annotator; a stance toward a claim is the model's word on that claim itself."""
        marks = list(self._local.annotate(None, passages) if known is None else known)
        if claim is None:
            yield from self._reread(marks, self._framework.reference_claim)
            return
        stances = (one for one in marks if one.kind is MarkKind.STANCE and one.claim_id == REFERENCE_CLAIM_ID)
        yield from self._reread([toward(claim, one, self._now()) for one in stances], claim.text)

    def _reread(self, marks: Sequence[Mark], claim: str) -> Iterator[Mark]:
        judge = load_judge(self._model)
        asked = [(mark, self._hypothesis(mark, claim)) for mark in marks]
        pairs = [(mark.quote, hypothesis) for mark, hypothesis in asked if hypothesis]
        said = iter(judge.judge(pairs))
        settled = (_settled(mark, *next(said)) if hypothesis else mark for mark, hypothesis in asked)
        # Two poles of one sentence can become the same one.
        yield from {mark.id: mark for mark in map(self._signed, settled)}.values()

    def _hypothesis(self, mark: Mark, claim: str) -> str | None:
        if mark.kind is MarkKind.STANCE and mark.label in SIDED:
            return claim
        if mark.kind is MarkKind.ASSUMPTION and mark.pole is not None:
            return self._framework.slot(mark.label).poles[mark.pole]
        return None

    def _signed(self, mark: Mark) -> Mark:
        author = Author(AuthorKind.LOCAL, self.name, self.version)
        extra = f"{mark.pole or ''}{mark.claim_id or ''}"
        unique = mark_id(author, mark.passage_id, mark.kind, mark.label, mark.start, mark.end, extra)
        return replace(mark, id=unique, author=author)


def _settled(mark: Mark, entails: float, contradicts: float) -> Mark:
    """The mark with the surer of both opinions."""
    surest = round(max(entails, contradicts), 4)
    if surest <= mark.confidence:
        return mark
    if mark.kind is MarkKind.ASSUMPTION and mark.pole is not None:
        return replace(mark, confidence=surest, pole=mark.pole if entails >= contradicts else mark.pole.other)
    stance = Stance.FOR if entails >= contradicts else TURNED[Stance.FOR]
    return replace(mark, confidence=surest, label=stance)


@lru_cache(maxsize=1)
def load_judge(name: str) -> Judge:
    """The cross-encoder by name or path; raises NoEntailment with what to do."""
    # Importing sentence-transformers brings torch: five seconds that only its users should wait.
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging

    # A progress bar would be drawn across the terminal application.
    logging.disable_progress_bar()
    fix = "Give the path of a downloaded model, or leave the setting `entailment` empty."
    try:
        model = CrossEncoder(name)
    except (OSError, ValueError, RuntimeError, ImportError) as problem:
        raise NoEntailment(
            f"The model for entailment “{name}” could not be loaded: {str(problem).rstrip('.')}.", fix
        ) from problem
    places = _places(model.config.id2label)
    if places is None:
        raise NoEntailment(f"The model “{name}” does not tell entailment from contradiction.", fix)
    return Judge(model, *places)


def _places(labels: Mapping[int, str]) -> tuple[int, int] | None:
    """Where entailment and contradiction stand among the model's labels."""
    found = {
        word: place
        for place, label in labels.items()
        for word in ("entail", "contradict")
        if label.lower().startswith(word)
    }
    return (int(found["entail"]), int(found["contradict"])) if len(found) == 2 else None
