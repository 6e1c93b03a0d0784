"""A second opinion on stances and poles by a cross-encoder for entailment, for who has one."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from annotate.local import LocalAnnotator
from annotate.stances import TURNED, toward
from debate.claims import REFERENCE_CLAIM_ID, Claim
from debate.framework import Framework
from debate.marks import Author, AuthorKind, Mark, MarkKind, Stance, mark_id
from debate.sources import Passage

SIDED = {Stance.FOR, Stance.AGAINST, Stance.MIXED}
"""What the model is asked about: whether a passage bears on the claim at all is not a question of entailment."""


Judge = Callable[[Sequence[tuple[str, str]]], list[tuple[float, float]]]
"""For each premise and hypothesis, how likely it is that one entails, and contradicts, the other."""


class EntailmentAnnotator:
    """The local annotator; where the model is surer of a stance or a pole than it is, the model's stands."""

    name = LocalAnnotator.name
    at_once = 32

    def __init__(
        self,
        local: LocalAnnotator,
        framework: Framework,
        model: str,
        judge: Judge,
        now: Callable[[], str] | None = None,
    ) -> None:
        self._local, self._framework, self._judge = local, framework, judge
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
        asked = [(mark, self._hypothesis(mark, claim)) for mark in marks]
        pairs = [(mark.quote, hypothesis) for mark, hypothesis in asked if hypothesis]
        said = iter(self._judge(pairs))
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
