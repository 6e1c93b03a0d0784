"""The local annotator: embedded vectors, cues and words under small calibrated heads. No key, no network."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from annotate.fallback import exemplar_version, suits, weights_from_exemplars
from annotate.features import cue_matrix, matrix, together
from annotate.heads import CUES, WEIGHTS, Heads, load_heads
from annotate.marking import ReadPassage
from annotate.parts import sentences_of
from annotate.stances import toward
from debate.claims import REFERENCE_CLAIM_ID, Claim
from debate.framework import Framework, load_framework
from debate.marks import Author, AuthorKind, Mark, MarkKind
from debate.ports import Encoder
from debate.sources import Passage

UNREAD = frozenset({"ja", "zh", "ko", "th", "ar", "he", "hi", "ru", "el"})
"""Languages in scripts that the embedded encoder does not know: marked from cues alone."""


class LocalAnnotator:
    """Marks passages by what was learned from labelled ones."""

    name = "local"
    at_once = 128
    """A second or two of work, which the encoder remembers until the same passages are indexed."""

    def __init__(
        self,
        encoder: Encoder,
        framework: Framework,
        now: Callable[[], str] | None = None,
        cache: Path | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._encoder, self._framework = encoder, framework
        self._cache, self._tell = cache, tell or logging.getLogger("cruxmap.annotate").warning
        self._now = now or (lambda: datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        self._shipped = suits(encoder)
        self._heads: Heads | None = None
        self.version = self.shipped_version() if self._shipped else exemplar_version(encoder)
        if framework.id != load_framework().id:
            # What was left unmarked under one framework has to be read again under another.
            self.version += f"-{framework.id}"

    @staticmethod
    def shipped_version() -> str:
        """The version that marks carry: a hash of the shipped weights and cues."""
        import hashlib

        cues = CUES.read_bytes()
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

    def _learned(self) -> Heads:
        """The trained heads, or those of the exemplars when these are missing or know other vectors."""
        if self._heads is None:
            shipped = WEIGHTS if self._shipped else weights_from_exemplars(self._encoder, self._cache, self._tell)
            self._heads = load_heads(shipped)
        return self._heads

    def _read(self, passages: Sequence[Passage]) -> Iterator[ReadPassage]:
        heads = self._learned()
        author = Author(AuthorKind.LOCAL, self.name, self.version)
        cut = [sentences_of(passage) for passage in passages]
        texts = [passage.text for passage in passages]
        spans = [[(sentence.start, sentence.end) for sentence in sentences] for sentences in cut]
        vectors, by_sentence = self._encoder.encode_spans(texts, spans)
        whole = [together([sentence.reading for sentence in sentences]) for sentences in cut]
        known = heads.reader.read(matrix(whole, vectors, heads.vocabulary))
        unknown = heads.by_cues.read(cue_matrix(whole))
        for at, passage in enumerate(passages):
            by_cues = passage.language in UNREAD
            shares, chances = (unknown if by_cues else known)[at]
            yield ReadPassage(
                passage=passage,
                sentences=cut[at],
                vectors=by_sentence[at],
                by_cues=by_cues,
                heads=heads,
                shares=shares,
                chances=chances,
                emits=(heads.by_cues if by_cues else heads.reader).emits(shares),
                framework=self._framework,
                author=author,
                now=self._now(),
            )
