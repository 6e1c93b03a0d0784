"""What the core needs from outside, stated where it is used. Other folders implement these."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from debate.actions import Entry, Note
from debate.arguments import ArgumentStore
from debate.claims import Claim
from debate.marks import Mark
from debate.proposals import ProposalStore
from debate.sources import CslItem, Document, Passage, Source
from debate.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a query found, and why."""

    passage_id: str
    score: float
    """Fused score; only comparable within one query's hits."""
    parts: Mapping[str, float] = field(default_factory=dict)
    """Each leg's own score, such as `dense` (cosine) and `lexical` (BM25, higher is better)."""
    terms: tuple[str, ...] = ()
    """Words of the query found in the passage."""


Matrix = Any
"""A float32 array of shape (rows, dimensions). Named here without numpy, which the core does not import."""


class Encoder(Protocol):
    """Turns text into unit vectors. Recent texts are remembered, so asking twice costs once."""

    name: str
    version: str
    """Changes whenever the vectors would: part of every index stamp."""

    @property
    def dimensions(self) -> int:
        """How long a vector is."""
        ...

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One unit vector a text: shape (len(texts), dimensions)."""
        ...

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[Matrix, list[Matrix]]:
        """Text vectors as `encode` gives them, and for each text one unit vector a span, from the same pass.

        Spans are code-point offsets into their text; a span past the model's window gets the text's vector.
        """
        ...


class Cutter(Protocol):
    """Cuts a document into passages."""

    def language(self, text: str) -> str:
        """BCP 47 primary tag of most of the text, `und` when it cannot be told."""
        ...

    def cut(self, document: Document, source_id: str) -> list[Passage]:
        """Passages with exact offsets, in reading order; empty when there is nothing to read."""
        ...


class Annotator(Protocol):
    """Says what passages say. With a claim: stance toward it. Without: steps, assumptions, and the rest."""

    name: str
    version: str

    @property
    def at_once(self) -> int:
        """How many passages it wants to be given together, so that neither it nor those who wait are idle."""
        ...

    def failed(self, claim: Claim | None) -> Collection[str]:
        """Ids of the passages that it did not read when it was last asked about them, toward this claim or none."""
        ...

    def expect(self, passages: Iterable[Passage]) -> None:
        """Hear of all that is about to be given for claim-independent marks, so that its cost is agreed to once.

        May raise: then nothing is read. What costs nothing need not look.
        """
        ...

    def annotate(
        self, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
    ) -> Iterator[Mark]:
        """Marks as they are found, in the order of the passages.

        `known` are this annotator's own claim-independent marks on these passages, when it has read them
        all before: what follows from them need not be read again.
        """
        ...


class Retriever(Protocol):
    """Finds passages; keeps its own index in step with the store."""

    def index(self, passages: Sequence[Passage]) -> None:
        """Make passages findable; one already indexed is left as it is."""
        ...

    def missing(self) -> list[str]:
        """Ids of the passages of current sources that are not findable yet, in reading order."""
        ...

    def search(
        self,
        queries: Sequence[str],
        limit: int,
        source_ids: Sequence[str] | None = None,
        per_source: int | None = None,
    ) -> list[list[Hit]]:
        """For each query its best passages, best first, at most `limit`.

        Within `source_ids` when given; at most `per_source` of one source, so that ten hits are not one document.
        """
        ...


class Journal(Protocol):
    """What was done in the project, and small facts about it, such as which index was built from it."""

    def remember(self, key: str, value: str) -> None:
        """Keep a value, replacing an earlier one."""
        ...

    def recall(self, key: str) -> str | None:
        """The value kept under this key."""
        ...

    def log(self, entry: Entry) -> None:
        """Append one action that was done."""
        ...

    def entries(self) -> list[Entry]:
        """Every action that was done, oldest first."""
        ...

    def add_note(self, note: Note) -> None:
        """Append one note."""
        ...

    def notes_on(self, abouts: Iterable[str]) -> dict[str, Note]:
        """The newest note on each of these things; one that was taken away is left out."""
        ...


class Store(Journal, ProposalStore, ArgumentStore, Protocol):
    """The record: everything that is kept."""

    def find_document(self, name: str) -> Source | None:
        """The newest version of the source with this name."""
        ...

    def add_source(self, source: Source, text: str, passages: Sequence[Passage], marks: Sequence[Mark]) -> None:
        """Keep a source with its text, passages and import-time marks, all or nothing.

        Older versions of the same name become superseded in the same transaction.
        """
        ...

    def sources(self) -> list[Source]:
        """Every source, in the order of import, superseded versions included."""
        ...

    def describe_source(self, source_id: str, csl: CslItem) -> None:
        """Keep what is known of a source, in place of what was known before; its text stays what it is."""
        ...

    def source_text(self, source_id: str) -> str:
        """The whole text of a source."""
        ...

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages with these ids; an unknown id is left out."""
        ...

    def passages_of(self, source_ids: Iterable[str]) -> list[Passage]:
        """All passages of these sources, in reading order."""
        ...

    def marks_on(
        self, passage_ids: Iterable[str], claim_ids: Iterable[str | None], mine: tuple[str, str] | None = None
    ) -> list[Mark]:
        """The marks on these passages that are claim-independent (None) or toward one of these claims.

        With `mine` (name, version), what other annotators suggested and nobody judged may be left out.
        """
        ...

    def add_marks(self, marks: Iterable[Mark], annotated: Iterable[str] = (), by: tuple[str, str] = ("", "")) -> None:
        """Keep marks; one already kept is left as it is.

        `annotated` are the ids of passages that the annotator `by` (name, version) has now read for
        claim-independent marks, noted in the same transaction, so that work is neither lost nor repeated.
        """
        ...

    def unannotated(self, name: str, version: str) -> list[str]:
        """Ids of the passages of current sources that this annotator version has not read, in reading order."""
        ...

    def verdicts_on(self, mark_ids: Iterable[str]) -> list[Verdict]:
        """The verdicts on these marks, oldest first."""
        ...

    def verdicts_noting(self, words: str) -> list[Verdict]:
        """The verdicts whose note holds these words, oldest first."""
        ...

    def add_verdict(self, verdict: Verdict) -> None:
        """Append one decision."""
        ...

    def save_claim(self, claim: Claim) -> None:
        """Keep a claim, replacing its fields if it is known."""
        ...

    def claims(self) -> list[Claim]:
        """Every claim kept, newest first."""
        ...

    def delete_claim(self, claim_id: str) -> bool:
        """Forget a claim; the marks toward it stay, as marks do. False when it is not known."""
        ...

    def passages_placed(self, claim_id: str) -> list[str]:
        """Ids of the passages to which a person gave a stance toward this claim."""
        ...

    def others_moment(self) -> object:
        """Equal as long as nobody else wrote: another program, or another session of this one."""
        ...

    def mark(self, mark_id: str) -> Mark | None:
        """One mark."""
        ...


class KeptVectors(NamedTuple):
    """Passage vectors as the record keeps them, so that an index can be rebuilt without encoding."""

    ids: list[str]
    """Passage ids of current sources, in an order that stays."""
    rows: bytes
    """One float32 row an id (little-endian), in the same order, without gaps: `numpy.frombuffer` reads it."""


class VectorStore(Protocol):
    """Vectors of passages, by index stamp (encoder name, version and dimensions in one string)."""

    def add_vectors(self, stamp: str, ids: Sequence[str], rows: Sequence[bytes]) -> None:
        """Keep one float32 row a passage; one already kept under this stamp is left as it is.

        An unknown passage, or one of a superseded source, is passed over.
        """
        ...

    def vectors(self, stamp: str) -> KeptVectors:
        """Every vector of a current passage under this stamp."""
        ...

    def vector_count(self, stamp: str) -> int:
        """How many vectors are kept under this stamp."""
        ...

    def unencoded(self, stamp: str) -> list[str]:
        """Ids of the passages of current sources that have no vector under this stamp, in reading order."""
        ...

    def forget_vectors(self, stamp: str) -> None:
        """Drop every vector under this stamp."""
        ...


class LexicalHit(NamedTuple):
    """A passage that shares words with a query."""

    passage_id: str
    score: float
    """BM25, higher is better; only comparable within one query's hits."""
    terms: tuple[str, ...]
    """Words of the query (in an unspaced script: stretches of it) found in the passage, in query order."""


class LexicalIndex(Protocol):
    """Finds passages of current sources by their words, whatever the script."""

    def lexical(self, query: str, limit: int, source_ids: Sequence[str] | None = None) -> list[LexicalHit]:
        """Passages that share at least one word with the query, best first."""
        ...

    def lexical_many(
        self, queries: Sequence[str], limit: int, source_ids: Sequence[str] | None = None
    ) -> list[list[LexicalHit]]:
        """The same for several queries."""
        ...
