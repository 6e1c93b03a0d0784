"""The local annotator: embedded vectors, cues and words under small calibrated heads. No key, no network."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from annotate.cues import cues_for
from annotate.features import Reading, cue_matrix, matrix, read, together
from annotate.heads import WEIGHTS, Heads, load_heads
from annotate.labels import STANCES, assumption_labels, stance_labels, step_labels
from annotate.stances import toward
from debate.claims import REFERENCE_CLAIM_ID, Claim
from debate.framework import Framework, load_framework
from debate.marks import Author, AuthorKind, Mark, MarkKind, Pole, Stance, mark_id
from debate.ports import Encoder
from debate.sentences import sentence_spans
from debate.sources import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

UNREAD = frozenset({"ja", "zh", "ko", "th", "ar", "he", "hi", "ru", "el"})
"""Languages in scripts that the embedded encoder does not know: marked from cues alone."""
CODEBOOK = {"raises": Stance.FOR, "doubts": Stance.AGAINST, "mixed": Stance.MIXED, "neutral": Stance.NEUTRAL}
CLEAR = 0.5
"""Probability from which a sentence of a mixed passage is taken to lean to one side."""
MET = 0.2
"""Probability from which a sentence of a step is taken to meet a criterion.

Chosen on whole documents: their criteria F1 is .39 with .5, .57 with .3, .67 with .2 (precision .80), because a
sentence that is already known to speak of the step meets one of its few criteria more often than not.
"""
MOST_SPANS = 3
"""Sentences marked for one step in one passage, strongest first."""
PLAIN_CONFIDENCE = 0.7
"""For properties and benefits, which rest on a cue alone; how often the cues are right has not been measured."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    """Code-point offset into the passage."""
    end: int
    text: str
    reading: Reading


class LocalAnnotator:
    """Marks passages by what was learned from labelled ones."""

    name = "local"
    at_once = 128
    """A second or two of work, which the encoder remembers until the same passages are indexed."""

    def __init__(self, encoder: Encoder, framework: Framework, now: Callable[[], str] | None = None) -> None:
        self._encoder, self._framework = encoder, framework
        self._now = now or (lambda: datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        self.version = self.shipped_version()
        if framework.id != load_framework().id:
            # What was left unmarked under one framework has to be read again under another.
            self.version += f"-{framework.id}"

    @staticmethod
    def shipped_version() -> str:
        """The version that marks carry: a hash of the shipped weights and cues."""
        import hashlib

        cues = WEIGHTS.with_name("cues.toml").read_bytes()
        weights = WEIGHTS.read_bytes() if WEIGHTS.is_file() else b""
        return hashlib.sha256(weights + cues).hexdigest()[:12]

    def expect(self, passages: Iterable[Passage]) -> None:
        """Nothing: reading costs nobody anything."""

    def failed(self, claim: Claim | None) -> tuple[str, ...]:
        """None: there is no passage that it cannot read."""
        del claim
        return ()

    def annotate(
        self, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
    ) -> Iterator[Mark]:
        """Without a claim everything there is to say; with one, the stance toward it."""
        marks = (mark for read in self._read(passages) for mark in read.marks()) if known is None else iter(known)
        if claim is None:
            yield from marks
            return
        now = self._now()
        stances = (mark for mark in marks if mark.kind is MarkKind.STANCE and mark.claim_id == REFERENCE_CLAIM_ID)
        yield from (toward(claim, mark, now) for mark in stances)

    def _read(self, passages: Sequence[Passage]) -> Iterator["_Marked"]:
        heads = load_heads()
        author = Author(AuthorKind.LOCAL, self.name, self.version)
        cut = [_sentences(passage) for passage in passages]
        texts = [passage.text for passage in passages]
        spans = [[(sentence.start, sentence.end) for sentence in sentences] for sentences in cut]
        vectors, by_sentence = self._encoder.encode_spans(texts, spans)
        whole = [together([sentence.reading for sentence in sentences]) for sentences in cut]
        known = heads.passage.probabilities(matrix(whole, vectors, heads.vocabulary))
        unknown = heads.cues_only.probabilities(cue_matrix(whole))
        for at, passage in enumerate(passages):
            by_cues = passage.language in UNREAD
            yield _Marked(
                passage=passage,
                sentences=cut[at],
                vectors=by_sentence[at],
                chances=dict(zip(heads.passage.labels, (unknown if by_cues else known)[at].tolist(), strict=True)),
                by_cues=by_cues,
                heads=heads,
                framework=self._framework,
                author=author,
                now=self._now(),
            )


def _sentences(passage: Passage) -> list[_Sentence]:
    found = []
    for start, end in sentence_spans(passage.text) or [(0, len(passage.text))]:
        text = passage.text[start:end]
        found.append(_Sentence(start, end, text, read(text)))
    return found


@dataclass(frozen=True, slots=True)
class _Marked:
    """One passage with what the heads say of it, ready to be turned into marks."""

    passage: Passage
    sentences: list[_Sentence]
    vectors: "Array"
    chances: Mapping[str, float]
    by_cues: bool
    heads: Heads
    framework: Framework
    author: Author
    now: str

    def marks(self) -> Iterator[Mark]:
        """Stance first, then steps, assumptions, properties, benefits."""
        stance = self._best_stance()
        inside = self._inside()
        if stance is not None:
            yield from self._stance_marks(stance, inside)
        yield from self._step_marks(inside)
        yield from self._assumption_marks(inside)
        yield from self._plain_marks()

    def _best_stance(self) -> str | None:
        """The likeliest of the five; None when the passage has no bearing on the subject."""
        best = max(stance_labels(), key=lambda label: self.chances[label] / self._emit(label))
        stance = best.removeprefix("stance:")
        return stance if stance in STANCES else None

    def _emit(self, label: str) -> float:
        head = self.heads.cues_only if self.by_cues else self.heads.passage
        return float(head.emit[head.labels.index(label)])

    def _inside(self) -> list[dict[str, float]]:
        """The same chances for each sentence by itself, and its criteria: what points to the words."""
        readings = [sentence.reading for sentence in self.sentences]
        if self.by_cues:
            head, features = self.heads.cues_only, cue_matrix(readings)
        else:
            head, features = self.heads.passage, matrix(readings, self.vectors, self.heads.vocabulary)
        rows = head.probabilities(features).tolist()
        found = [dict(zip(head.labels, row, strict=True)) for row in rows]
        if not self.by_cues:
            criteria = self.heads.criteria.probabilities(features).tolist()
            for chances, row in zip(found, criteria, strict=True):
                chances.update(zip(self.heads.criteria.labels, row, strict=True))
        return found

    def _stance_marks(self, stance: str, inside: Sequence[Mapping[str, float]]) -> Iterator[Mark]:
        confidence = self.chances[f"stance:{stance}"]
        yield self._stance(CODEBOOK[stance], 0, len(self.passage.text), confidence)
        if stance != "mixed":
            return
        for sentence, chances in zip(self.sentences, inside, strict=True):
            leaning = max(("raises", "doubts"), key=lambda one: chances[f"stance:{one}"])
            if chances[f"stance:{leaning}"] >= CLEAR:
                yield self._stance(CODEBOOK[leaning], sentence.start, sentence.end, chances[f"stance:{leaning}"])

    def _stance(self, stance: Stance, start: int, end: int, confidence: float) -> Mark:
        return self._mark(MarkKind.STANCE, stance, start, end, confidence, claim_id=REFERENCE_CLAIM_ID)

    def _step_marks(self, inside: Sequence[Mapping[str, float]]) -> Iterator[Mark]:
        for label, step in zip(step_labels(self.framework), self.framework.steps, strict=True):
            if label not in self.chances or self.chances[label] < self._emit(label):
                continue
            strength = [
                max([chances[label], *(self._criterion(at, name, chances) for name in step.criteria)])
                for at, chances in enumerate(inside)
            ]
            best = sorted(range(len(inside)), key=lambda at: -strength[at])[:MOST_SPANS]
            for rank, at in enumerate(best):
                criteria = tuple(n for n in step.criteria if self._criterion(at, n, inside[at]) >= MET)
                if rank and not criteria:
                    continue
                sentence = self.sentences[at]
                yield self._mark(
                    MarkKind.STEP, step.id, sentence.start, sentence.end, self.chances[label], criteria=criteria
                )

    def _criterion(self, at: int, criterion: str, chances: Mapping[str, float]) -> float:
        """How clearly a sentence meets a criterion; without vectors, whether a cue for it fires."""
        if not self.by_cues:
            return chances.get(criterion, 0.0)
        return float(any(cue.pattern.search(self.sentences[at].text) for cue in cues_for(criterion)))

    def _assumption_marks(self, inside: Sequence[Mapping[str, float]]) -> Iterator[Mark]:
        for label in assumption_labels(self.framework):
            if label not in self.chances or self.chances[label] < self._emit(label):
                continue
            slot, _, pole = label.partition(":")
            at = max(range(len(inside)), key=lambda place: self._pull(label, place, inside[place]))
            sentence = self.sentences[at]
            yield self._mark(
                MarkKind.ASSUMPTION, slot, sentence.start, sentence.end, self.chances[label], pole=Pole(pole)
            )

    def _pull(self, label: str, at: int, chances: Mapping[str, float]) -> float:
        """A sentence in which a cue for the pole fires stands before one that only sounds like it."""
        fires = any(cue.pattern.search(self.sentences[at].text) for cue in cues_for(label))
        return chances[label] + fires

    def _plain_marks(self) -> Iterator[Mark]:
        """Properties of open models and benefits of openness, from the sentences in which a cue for them fires."""
        properties = ((MarkKind.PROPERTY, one.id, f"property:{one.id}") for one in self.framework.properties)
        benefits = ((MarkKind.BENEFIT, one.id, f"benefit:{one.id}") for one in self.framework.benefits)
        for kind, label, cue_name in (*properties, *benefits):
            place = self._first_firing(cue_name)
            if place is None:
                continue
            sentence = self.sentences[place]
            caveat = kind is MarkKind.BENEFIT and _fires("caveat", sentence.text)
            yield self._mark(kind, label, sentence.start, sentence.end, PLAIN_CONFIDENCE, caveat=caveat)

    def _first_firing(self, cue_name: str) -> int | None:
        return next((at for at, sentence in enumerate(self.sentences) if _fires(cue_name, sentence.text)), None)

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


def _fires(cue_name: str, text: str) -> bool:
    return any(cue.pattern.search(text) for cue in cues_for(cue_name))
