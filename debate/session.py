"""What a person can do. The command line and the screens call this, and decide nothing themselves."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from debate.assessment import Assessment, assess
from debate.claims import REFERENCE_CLAIM_ID, Claim
from debate.coverage import Cell
from debate.errors import CruxmapError, UnknownName
from debate.framework import Framework
from debate.glances import Glance, glance_at, glance_from
from debate.importing import ImportEvent, Progress, catch_up, keep_documents
from debate.maps import DebateMap, map_claim, map_given, map_sources
from debate.marks import AuthorKind, Mark
from debate.ports import Annotator, Cutter, Hit, Retriever, Store
from debate.probes import probes
from debate.proposals import RejectedProposal
from debate.sides import AGAINST, FOR, Side, sides_of_sources
from debate.sources import Document, Passage, Problem, Source
from debate.topics import on_topic
from debate.verdicts import Decision, JudgedMark, Verdict, judge

PASSAGES_A_PROBE = 12
"""How many passages each query of a claim may bring: the same for every side, step and slot."""
SUGGESTING = frozenset({AuthorKind.LOCAL, AuthorKind.MODEL})
"""Annotators of which one is in use at a time; what a person made or imported stands beside it."""


class NothingToRead(CruxmapError):
    """The project has no sources yet."""


@dataclass(frozen=True, slots=True)
class Found:
    """A search hit with its passage and source."""

    hit: Hit
    passage: Passage
    source: Source


class Sought(NamedTuple):
    """What was found for a claim."""

    passages: Mapping[str, Passage]
    steps: tuple[str, ...]
    """Steps for which something was found."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One link of the chain from a cell to the words and who said them."""

    judged: JudgedMark
    passage: Passage
    source: Source
    verdicts: tuple[Verdict, ...]
    counted: bool


class Session:
    """One project, ready to work with."""

    def __init__(
        self,
        framework: Framework,
        store: Store,
        cutter: Cutter,
        retriever: Retriever,
        annotator: Annotator,
        trust: float,
        now: Callable[[], str],
    ) -> None:
        self.framework = framework
        self.store = store
        self.trust = trust
        self._cutter = cutter
        self._retriever = retriever
        self.now = now
        self._annotator = annotator

    def keep(self, items: Iterable[Document | Problem]) -> Iterator[ImportEvent]:
        """Take documents in; call `catch_up` afterwards to make them findable and marked."""
        return keep_documents(items, self.store, self._cutter)

    def catch_up(self) -> Iterator[Progress]:
        """Encode and mark what is pending; may be stopped and called again at any moment."""
        return catch_up(self.store, self._retriever, self._annotator)

    def pending(self) -> set[str]:
        """Ids of the passages that are not encoded and marked yet: what they say is in no picture."""
        return {*self._unmarked(), *self._retriever.missing()}

    def _unmarked(self) -> set[str]:
        return set(self.store.unannotated(self._annotator.name, self._annotator.version))

    def search(
        self, query: str, limit: int = 10, source_ids: Sequence[str] | None = None, per_source: int | None = None
    ) -> list[Found]:
        """Passages for one query, best first."""
        self._need_sources()
        hits = self._retriever.search([query], limit, source_ids, per_source)[0]
        passages = self.store.passages(hit.passage_id for hit in hits)
        sources = {source.id: source for source in self.store.sources()}
        kept = [(hit, passages[hit.passage_id]) for hit in hits if hit.passage_id in passages]
        return [Found(hit, passage, sources[passage.source_id]) for hit, passage in kept]

    def analyze(self, claim: Claim, source_ids: Sequence[str] | None = None) -> DebateMap:
        """Map a claim: passages sought with equal budget for both sides, then marks, then the picture."""
        self._need_sources()
        self.store.save_claim(claim)
        sought = self.seek(claim, source_ids)
        self._take_stance(claim, sought.passages)
        waiting = self.pending()
        if source_ids is not None and waiting:
            waiting &= {passage.id for passage in self.store.passages_of(source_ids)}
        picture = self._map(claim, (FOR, AGAINST), sought.passages, sought.steps, len(waiting))
        if source_ids is None:
            self._remember(picture, self._stamp(claim, partly=bool(waiting)))
        return picture

    def seek(self, claim: Claim, source_ids: Sequence[str] | None = None) -> Sought:
        """The passages that bear on a claim, sought with equal budget for both sides, every step and every slot."""
        asked = probes(self.framework, claim, (FOR, AGAINST))
        results = self._retriever.search([probe.query for probe in asked], PASSAGES_A_PROBE, source_ids)
        # In an order that stays: what a model is asked about them, and has answered before, depends on it.
        found = self.store.passages(sorted({hit.passage_id for hits in results for hit in hits}))
        passages = on_topic(found, claim.vector, self.framework.vectors)
        if source_ids is None:
            passages |= self.store.passages(self.store.passages_placed(claim.id))
        steps = (probe.step_id for probe, hits in zip(asked, results, strict=True) if probe.step_id and hits)
        return Sought(passages, tuple(dict.fromkeys(steps)))

    def confront(self, claim: Claim, sources_by_side: Mapping[str, Sequence[str]]) -> DebateMap:
        """Map a claim on sources whose side somebody gave (`for`, `against`), every passage read."""
        self.store.save_claim(claim)
        sides = {self.source(name).id: side for side, names in sources_by_side.items() for name in names}
        passages = {passage.id: passage for passage in self.store.passages_of(sides)}
        marks = self.judged(passages, claim.id)
        sources = self._sources_of(passages)
        picture = map_given(self.framework, claim, (FOR, AGAINST), sides, passages, sources, marks, self.trust)
        return self._counted_out(picture)

    def redraw(self, picture: DebateMap) -> DebateMap:
        """The same passages with the marks and verdicts as they stand now, and those a person placed; no search."""
        if picture.claim is None:
            return self._side_by_side(picture.sides, picture.passages, picture.sources)
        placed = self.store.passages(self.store.passages_placed(picture.claim.id))
        shown, sought = {**picture.passages, **placed}, picture.examined
        # What waited then was not sought either, whatever was read since.
        drawn = self._map(picture.claim, picture.sides, shown, sought.steps, sought.pending)
        known = self.glance(picture.claim.id)
        if known is not None:
            self._remember(drawn, known.stamp)
        return drawn

    def recall(self, claim: Claim) -> DebateMap | None:
        """The claim's last picture with the marks as they stand now; None when it has to be analyzed (again)."""
        glance, waiting = self.glance(claim.id), len(self.pending())
        if glance is None or glance.stamp != self._stamp(claim, partly=bool(waiting)):
            return None
        placed = self.store.passages_placed(claim.id)
        passages = self.store.passages([*glance.passages, *placed])
        return self._map(claim, (FOR, AGAINST), passages, glance.steps_sought, waiting)

    def glance(self, claim_id: str) -> Glance | None:
        """What is remembered of a claim's last picture."""
        return glance_from(self.store.recall(f"glance {claim_id}"))

    def compare(self, names: Sequence[str]) -> DebateMap:
        """Map several sources against each other, one side each, every passage read."""
        sources = [self.source(name) for name in names]
        passages = {passage.id: passage for passage in self.store.passages_of([source.id for source in sources])}
        by_id = {source.id: source for source in sources}
        return self._side_by_side(sides_of_sources(sources), passages, by_id)

    def _side_by_side(
        self, sides: Sequence[Side], passages: Mapping[str, Passage], sources: Mapping[str, Source]
    ) -> DebateMap:
        marks, unmarked = self.judged(passages, REFERENCE_CLAIM_ID), len(self._unmarked() & passages.keys())
        return map_sources(self.framework, sides, passages, sources, marks, self.trust, unmarked)

    def assess(self, names: Sequence[str] | None = None) -> list[Assessment]:
        """Rate documents as a whole: the named ones, or every current one."""
        sources = [self.source(name) for name in names] if names is not None else self.sources()
        passages = self.store.passages_of([source.id for source in sources])
        by_source: dict[str, dict[str, Passage]] = {source.id: {} for source in sources}
        for passage in passages:
            by_source[passage.source_id][passage.id] = passage
        marks: dict[str, list[JudgedMark]] = {source.id: [] for source in sources}
        for judged in self.judged({passage.id: passage for passage in passages}, REFERENCE_CLAIM_ID):
            marks[judged.mark.source_id].append(judged)
        unmarked = self._unmarked()
        found = [
            assess(self.framework, s, by_source[s.id], marks[s.id], self.trust, len(unmarked & by_source[s.id].keys()))
            for s in sources
        ]
        return [replace(one, map=self._counted_out(one.map)) for one in found]

    def judged(self, passages: Iterable[str], claim_id: str) -> list[JudgedMark]:
        """The marks on these passages as they stand, toward this claim or none; rejected ones too."""
        mine = (self._annotator.name, self._annotator.version)
        marks: list[Mark] = self.store.marks_on(passages, (None, claim_id), mine)
        verdicts = self.store.verdicts_on(mark.id for mark in marks)
        decided = {verdict.mark_id for verdict in verdicts}
        # What another annotator suggested, or an older version of this one, gives way unless somebody judged it.
        fresh = [
            mark
            for mark in marks
            if mark.id in decided
            or mark.author.kind not in SUGGESTING
            or (mark.author.name, mark.author.version) == mine
        ]
        return judge(fresh, verdicts)

    def rejected_proposals(self, passages: Iterable[str]) -> list[RejectedProposal]:
        """What the annotator in use proposed on these passages with words that do not stand in them."""
        mine = (self._annotator.name, self._annotator.version)
        return [one for one in self.store.rejected_on(passages) if (one.author.name, one.author.version) == mine]

    def why(self, picture: DebateMap, cell: Cell) -> list[Reason]:
        """From a cell to its marks, their words, their authors and what people decided, counted ones first."""
        mark_ids = (*cell.mark_ids, *cell.tentative_ids)
        verdicts: dict[str, list[Verdict]] = {}
        for verdict in self.store.verdicts_on(mark_ids):
            verdicts.setdefault(verdict.mark_id, []).append(verdict)
        reasons = []
        for mark_id in mark_ids:
            judged = picture.marks[mark_id]
            passage = picture.passages[judged.mark.passage_id]
            said = tuple(verdicts.get(mark_id, ()))
            source = picture.sources[passage.source_id]
            reasons.append(Reason(judged, passage, source, said, counted=mark_id in cell.mark_ids))
        return reasons

    def decide(
        self,
        mark_id: str,
        decision: Decision,
        by: str,
        changes: Mapping[str, object] | None = None,
        note: str = "",
        *,
        blind: bool = False,
    ) -> Verdict:
        """Append a person's decision on a mark; the newest one counts, earlier ones are kept."""
        if self.store.mark(mark_id) is None:
            raise UnknownName(f"There is no mark “{mark_id}”.", "Mark ids are listed by `cruxmap why`.")
        made_at = self.now()
        unique = hashlib.sha256("\x1f".join((mark_id, decision, by, made_at, note)).encode()).hexdigest()[:16]
        verdict = Verdict(unique, mark_id, decision, by, made_at, changes, note, blind)
        self.store.add_verdict(verdict)
        return verdict

    def sources(self) -> list[Source]:
        """The current version of every source, in the order of import."""
        return [source for source in self.store.sources() if not source.superseded]

    def source(self, name: str) -> Source:
        """The source with this id or name, or whose title is this or alone starts with it."""
        sources = self.store.sources()
        for source in sources:
            if name == source.id:
                return source
        current = [source for source in sources if not source.superseded]
        folded = name.casefold()
        matching = [s for s in current if s.name == name or s.title.casefold() == folded]
        matching = matching or [s for s in current if s.title.casefold().startswith(folded)]
        if len(matching) == 1:
            return matching[0]
        if matching:
            listed = ", ".join(source.id for source in matching[:5])
            raise UnknownName(f"“{name}” could be any of {len(matching)} sources.", f"Give an id: {listed} …")
        raise UnknownName(f"There is no source “{name}”.", "`cruxmap sources` lists them.")

    def claim(self, name: str) -> Claim | None:
        """The kept claim with this id (or the only one whose id starts so)."""
        matching = [claim for claim in self.store.claims() if claim.id.startswith(name)] if len(name) >= 4 else []
        return matching[0] if len(matching) == 1 else None

    def claims(self) -> list[Claim]:
        """Every claim that was asked, newest first."""
        return self.store.claims()

    def _take_stance(self, claim: Claim, passages: Mapping[str, Passage]) -> None:
        """Have the passages' stance toward the claim marked, from what is known where all were read before."""
        mine = (self._annotator.name, self._annotator.version)
        unread = self._unmarked()
        by_state = {True: list[Passage](), False: list[Passage]()}
        for passage in passages.values():
            by_state[passage.id in unread].append(passage)
        read = by_state[False]
        marks = self.store.marks_on([passage.id for passage in read], (None, REFERENCE_CLAIM_ID), mine)
        known = [mark for mark in marks if (mark.author.name, mark.author.version) == mine]
        self.store.add_marks(self._annotator.annotate(claim, read, known))
        if by_state[True]:
            self.store.add_marks(self._annotator.annotate(claim, by_state[True]))

    def _map(
        self,
        claim: Claim,
        sides: Sequence[Side],
        passages: Mapping[str, Passage],
        sought: Iterable[str],
        pending: int,
    ) -> DebateMap:
        marks = self.judged(passages, claim.id)
        sources = self._sources_of(passages)
        picture = map_claim(self.framework, claim, sides, passages, sources, marks, sought, self.trust, pending)
        return self._counted_out(picture)

    def _counted_out(self, picture: DebateMap) -> DebateMap:
        """The picture with the number of what was proposed in vain, and of what could not be read."""
        claim, passages = picture.claim, picture.passages
        failed = {*self._annotator.failed(claim), *self._annotator.failed(None)}
        unverified = len(self.rejected_proposals(passages))
        tally = replace(picture.tally, unverified=unverified, unread=len(failed & passages.keys()))
        return replace(picture, tally=tally)

    def _remember(self, picture: DebateMap, stamp: str) -> None:
        """What could not be read whole is not remembered: the next analysis tries again."""
        if picture.claim is not None and not picture.tally.unread:
            self.store.remember(f"glance {picture.claim.id}", glance_at(picture, stamp).to_text())

    def _stamp(self, claim: Claim, *, partly: bool) -> str:
        """Changes with the sources, with the annotator, with what is sought for the claim, and once all is read."""
        ids = "\x1f".join(source.id for source in self.sources())
        digest = hashlib.sha256(ids.encode()).hexdigest()[:16]
        whole = " partly" if partly else ""
        return f"{self._annotator.name} {self._annotator.version} {claim.vector} {digest}{whole}"

    def _need_sources(self) -> None:
        if not self.store.sources():
            raise NothingToRead(
                "The project has no sources yet.", "`cruxmap import PATH` takes documents in; `cruxmap demo` shows one."
            )

    def _sources_of(self, passages: Mapping[str, Passage]) -> dict[str, Source]:
        wanted = {passage.source_id for passage in passages.values()}
        return {source.id: source for source in self.store.sources() if source.id in wanted}
