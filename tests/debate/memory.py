"""The ports in memory: small, honest, and without a model. The annotator reads markers written in capitals."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from debate.actions import Entry, Note
from debate.arguments import Argument
from debate.claims import REFERENCE_CLAIM_ID, Claim, Direction
from debate.marks import Author, AuthorKind, Mark, MarkKind, Pole, Stance, mark_id
from debate.ports import Hit
from debate.proposals import RejectedProposal
from debate.sources import CslItem, Document, Passage, Source
from debate.verdicts import Decision, Verdict

STEPS = {"THREAT": "threat", "PAST": "existing_risk", "MARGIN": "marginal_evidence"}
SLOTS = {"NOVELTY": ("counterfactual", Pole.RAISES), "SUBSTITUTES": ("counterfactual", Pole.DOUBTS)}
LEANS = {"RAISES": Stance.FOR, "DOUBTS": Stance.AGAINST}


class OneLineCutter:
    def language(self, text: str) -> str:
        return "en"

    def cut(self, document: Document, source_id: str) -> list[Passage]:
        found: list[Passage] = []
        start = 0
        for line in document.text.splitlines(keepends=True):
            if line.strip():
                text = line.rstrip("\n")
                found.append(
                    Passage(f"{source_id}#{len(found):04}", source_id, len(found), start, start + len(text), text, "en")
                )
            start += len(line)
        return found


class MemoryStore:
    def __init__(self) -> None:
        self.kept: list[Source] = []
        self.texts: dict[str, str] = {}
        self.cut: dict[str, Passage] = {}
        self.all_marks: dict[str, Mark] = {}
        self.verdicts: list[Verdict] = []
        self.asked: dict[str, Claim] = {}
        self.read: set[tuple[str, str, str]] = set()
        self.facts: dict[str, str] = {}
        self.done: list[Entry] = []
        self.notes: dict[str, Note] = {}
        self.rejected: list[RejectedProposal] = []
        self.drafts: dict[str, Argument] = {}
        self.others = 0
        self.indexed: set[str] = set()

    def find_document(self, name: str) -> Source | None:
        return next((source for source in reversed(self.kept) if source.name == name), None)

    def add_source(self, source: Source, text: str, passages: Sequence[Passage], marks: Sequence[Mark]) -> None:
        self.kept = [replace(old, superseded=True) if old.name == source.name else old for old in self.kept] + [source]
        self.texts[source.id] = text
        self.cut.update((passage.id, passage) for passage in passages)
        self.add_marks(marks)

    def sources(self) -> list[Source]:
        return list(self.kept)

    def describe_source(self, source_id: str, csl: CslItem) -> None:
        self.kept = [replace(source, csl=csl) if source.id == source_id else source for source in self.kept]

    def source_text(self, source_id: str) -> str:
        return self.texts[source_id]

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        return {passage_id: self.cut[passage_id] for passage_id in ids if passage_id in self.cut}

    def passages_of(self, source_ids: Iterable[str]) -> list[Passage]:
        source_ids = set(source_ids)
        return [passage for passage in self.cut.values() if passage.source_id in source_ids]

    def current(self) -> list[Passage]:
        ids = [source.id for source in self.kept if not source.superseded]
        return self.passages_of(ids)

    def marks_on(
        self, passage_ids: Iterable[str], claim_ids: Iterable[str | None], mine: tuple[str, str] | None = None
    ) -> list[Mark]:
        del mine
        wanted, claims = set(passage_ids), set(claim_ids)
        return [mark for mark in self.all_marks.values() if mark.passage_id in wanted and mark.claim_id in claims]

    def add_marks(self, marks: Iterable[Mark], annotated: Iterable[str] = (), by: tuple[str, str] = ("", "")) -> None:
        for mark in marks:
            self.all_marks.setdefault(mark.id, mark)
        name, version = by
        self.read |= {(passage_id, name, version) for passage_id in annotated}

    def unannotated(self, name: str, version: str) -> list[str]:
        return [passage.id for passage in self.current() if (passage.id, name, version) not in self.read]

    def verdicts_on(self, mark_ids: Iterable[str]) -> list[Verdict]:
        wanted = set(mark_ids)
        return [verdict for verdict in self.verdicts if verdict.mark_id in wanted]

    def verdicts_noting(self, words: str) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if words in verdict.note]

    def add_rejected(self, proposals: Sequence[RejectedProposal]) -> None:
        self.rejected += [one for one in proposals if one not in self.rejected]

    def rejected_on(self, passage_ids: Iterable[str]) -> list[RejectedProposal]:
        wanted = set(passage_ids)
        return [one for one in self.rejected if one.passage_id in wanted]

    def keep_arguments(self, arguments: Iterable[Argument]) -> None:
        for argument in arguments:
            self.drafts.setdefault(argument.id, argument)

    def arguments_on(self, claim_id: str) -> list[Argument]:
        return [one for one in self.drafts.values() if one.claim_id == claim_id]

    def argument(self, argument_id: str) -> Argument | None:
        return self.drafts.get(argument_id)

    def decide_argument(self, argument_id: str, decision: Decision, by: str, made_at: str) -> None:
        self.drafts[argument_id] = replace(self.drafts[argument_id], decision=decision)

    def add_verdict(self, verdict: Verdict) -> None:
        self.verdicts.append(verdict)

    def save_claim(self, claim: Claim) -> None:
        self.asked[claim.id] = claim

    def claims(self) -> list[Claim]:
        return list(self.asked.values())[::-1]

    def mark(self, mark_id: str) -> Mark | None:
        return self.all_marks.get(mark_id)

    def delete_claim(self, claim_id: str) -> bool:
        return self.asked.pop(claim_id, None) is not None

    def passages_placed(self, claim_id: str) -> list[str]:
        said = [mark for mark in self.all_marks.values() if mark.claim_id == claim_id]
        return [mark.passage_id for mark in said if mark.kind == "stance" and mark.author.kind == "person"]

    def others_moment(self) -> object:
        return self.others

    def remember(self, key: str, value: str) -> None:
        self.facts[key] = value

    def recall(self, key: str) -> str | None:
        return self.facts.get(key)

    def log(self, entry: Entry) -> None:
        self.done.append(entry)

    def entries(self) -> list[Entry]:
        return list(self.done)

    def add_note(self, note: Note) -> None:
        self.notes[note.about] = note

    def notes_on(self, abouts: Iterable[str]) -> dict[str, Note]:
        return {about: self.notes[about] for about in abouts if about in self.notes and self.notes[about].text}


class MemoryRetriever:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        self.indexed = store.indexed

    def index(self, passages: Sequence[Passage]) -> None:
        self.indexed |= {passage.id for passage in passages}

    def missing(self) -> list[str]:
        return [passage.id for passage in self.store.current() if passage.id not in self.indexed]

    def search(
        self,
        queries: Sequence[str],
        limit: int,
        source_ids: Sequence[str] | None = None,
        per_source: int | None = None,
    ) -> list[list[Hit]]:
        within = self.store.current() if source_ids is None else self.store.passages_of(source_ids)
        found = [Hit(passage.id, 1.0) for passage in within if passage.id in self.indexed]
        return [found[:limit] for _ in queries]


class KeywordAnnotator:
    name = "local"

    def __init__(self) -> None:
        self.version = "1"
        self.at_once = 128
        self.unreadable: set[str] = set()
        self.expected: list[str] = []

    def failed(self, claim: Claim | None) -> set[str]:
        return self.unreadable

    def expect(self, passages: Iterable[Passage]) -> None:
        self.expected += [passage.id for passage in passages]

    def annotate(
        self, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
    ) -> Iterator[Mark]:
        self.unreadable = {passage.id for passage in passages if "UNREADABLE" in passage.text}
        for passage in passages:
            if passage.id in self.unreadable:
                continue
            if claim is None:
                yield from self._claim_free(passage)
            yield from self._stance(claim, passage)

    def _claim_free(self, passage: Passage) -> Iterator[Mark]:
        for word, digits in re.findall(r"\b([A-Z]+)-(\d\w)", passage.text):
            yield self._mark(passage, MarkKind.STEP, STEPS[word], criteria=(digits,))
        for word, (slot, pole) in SLOTS.items():
            if word in passage.text:
                yield self._mark(passage, MarkKind.ASSUMPTION, slot, pole=pole)

    def _stance(self, claim: Claim | None, passage: Passage) -> Iterator[Mark]:
        for word, stance in LEANS.items():
            if word in passage.text:
                turned = claim is not None and claim.leans is not Direction.INCREASE
                other = {Stance.FOR: Stance.AGAINST, Stance.AGAINST: Stance.FOR}
                label = other[stance] if turned else stance
                yield self._mark(passage, MarkKind.STANCE, label, claim_id=claim.id if claim else REFERENCE_CLAIM_ID)

    def _mark(self, passage: Passage, kind: MarkKind, label: str, **more: Any) -> Mark:
        who = Author(AuthorKind.LOCAL, self.name, self.version)
        unique = mark_id(who, passage.id, kind, label, passage.start, passage.end, str(more))
        return Mark(
            unique, passage.id, passage.source_id, kind, label, passage.start, passage.end, passage.text, 0.9, who,
            "2026-01-02T03:04:05Z", **more,
        )  # fmt: skip
