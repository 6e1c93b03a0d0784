"""The worst errors, with their words: what a reader should look at before believing a figure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from annotate.quality.gold import NO_STANCE, GoldPassage, Kind
from annotate.quality.predictions import Prediction

WORDS = 240
"""Characters of a passage shown where no span tells which of its words matter."""


class Fault(StrEnum):
    """In which way a label is in error."""

    WRONG = "wrong"
    """Said, and the gold does not have it."""
    MISSED = "missed"
    """In the gold, given by every annotator, and not said."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One label of one passage that the annotator got wrong."""

    kind: Kind
    label: str
    passage_id: str
    fault: Fault
    confidence: float | None
    """None for what was not said."""
    agreed: float | None
    """Share of the gold's annotators who gave this label; None when it names none."""
    words: str
    gold: tuple[str, ...]
    """What the gold has of this kind."""

    def to_json(self) -> dict[str, object]:
        """One row of `errors`."""
        return {
            "kind": self.kind.value,
            "label": self.label,
            "passage": self.passage_id,
            "fault": self.fault.value,
            "confidence": self.confidence,
            "agreed": self.agreed,
            "words": self.words,
            "gold": list(self.gold),
        }


def worst(gold: Sequence[GoldPassage], predictions: Mapping[str, Prediction], count: int) -> tuple[Mistake, ...]:
    """At most `count`: half of them said surest and wrong, half missed where all agree; one half fills up the other."""
    wrong = sorted(_wrong(gold, predictions), key=lambda one: (-(one.confidence or 0.0), one.agreed or 0.0))
    missed = _spread(_missed(gold, predictions))
    half = max(count - len(missed), (count + 1) // 2)
    return (*wrong[:half], *missed[: count - min(half, len(wrong))])


def _wrong(gold: Sequence[GoldPassage], predictions: Mapping[str, Prediction]) -> Iterator[Mistake]:
    for passage in gold:
        for (kind, label), said in predictions[passage.id].said.items():
            held = passage.labels.of(kind)
            if held is not None and label not in held:
                yield _mistake(passage, kind, label, Fault.WRONG, said.confidence, said.words)


def _missed(gold: Sequence[GoldPassage], predictions: Mapping[str, Prediction]) -> Iterator[Mistake]:
    """A stance that is another one than the gold's is listed as wrong, so only silence counts as missed."""
    for passage in gold:
        given = predictions[passage.id].labels()
        for kind in Kind:
            held, said = passage.labels.of(kind) or frozenset(), given.of(kind) or frozenset()
            if kind is Kind.STANCE and NO_STANCE not in said:
                continue
            for label in sorted(held - said):
                found = _mistake(passage, kind, label, Fault.MISSED, None, _words(passage))
                if found.agreed in (None, 1.0):
                    yield found


def _mistake(
    passage: GoldPassage, kind: Kind, label: str, fault: Fault, confidence: float | None, words: str
) -> Mistake:
    opinions = [found for one in passage.annotators if (found := one.of(kind)) is not None]
    return Mistake(
        kind=kind,
        label=label,
        passage_id=passage.id,
        fault=fault,
        confidence=confidence,
        agreed=sum(label in found for found in opinions) / len(opinions) if opinions else None,
        words=words,
        gold=tuple(sorted(passage.labels.of(kind) or ())),
    )


def _words(passage: GoldPassage) -> str:
    if passage.spans:
        return " … ".join(dict.fromkeys(passage.spans))
    return passage.text if len(passage.text) <= WORDS else passage.text[:WORDS].rstrip() + "…"


def _spread(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """One of each label, then a second of each, so that one frequent label does not fill the list."""
    by_label: dict[str, list[Mistake]] = {}
    for one in mistakes:
        by_label.setdefault(one.label, []).append(one)
    return [one for rank in zip_longest(*by_label.values()) for one in rank if one is not None]
