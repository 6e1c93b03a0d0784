"""The ports in memory: small, honest, and without a model. The annotator reads markers written in capitals."""

import re
from dataclasses import replace

from debate.claims import REFERENCE_CLAIM_ID, Direction
from debate.marks import Author, AuthorKind, Mark, MarkKind, Pole, Stance, mark_id
from debate.ports import Hit
from debate.sources import Passage

STEPS = {"THREAT": "threat", "PAST": "existing_risk", "MARGIN": "marginal_evidence"}
SLOTS = {"NOVELTY": ("counterfactual", Pole.RAISES), "SUBSTITUTES": ("counterfactual", Pole.DOUBTS)}
LEANS = {"RAISES": Stance.FOR, "DOUBTS": Stance.AGAINST}


class OneLineCutter:
    def language(self, text):
        return "en"

    def cut(self, document, source_id):
        found, start = [], 0
        for line in document.text.splitlines(keepends=True):
            if line.strip():
                text = line.rstrip("\n")
                found.append(
                    Passage(f"{source_id}#{len(found):04}", source_id, len(found), start, start + len(text), text, "en")
                )
            start += len(line)
        return found


class MemoryStore:
    def __init__(self):
        self.kept, self.texts, self.cut, self.all_marks, self.verdicts, self.asked, self.read = (
            [],
            {},
            {},
            {},
            [],
            {},
            set(),
        )

    def find_document(self, name):
        return next((source for source in reversed(self.kept) if source.name == name), None)

    def add_source(self, source, text, passages, marks):
        self.kept = [replace(old, superseded=True) if old.name == source.name else old for old in self.kept] + [source]
        self.texts[source.id] = text
        self.cut.update((passage.id, passage) for passage in passages)
        self.add_marks(marks)

    def sources(self):
        return list(self.kept)

    def source_text(self, source_id):
        return self.texts[source_id]

    def passages(self, ids):
        return {passage_id: self.cut[passage_id] for passage_id in ids if passage_id in self.cut}

    def passages_of(self, source_ids):
        return [passage for passage in self.cut.values() if passage.source_id in source_ids]

    def current(self):
        ids = [source.id for source in self.kept if not source.superseded]
        return self.passages_of(ids)

    def marks_on(self, passage_ids, claim_ids):
        wanted, claims = set(passage_ids), set(claim_ids)
        return [mark for mark in self.all_marks.values() if mark.passage_id in wanted and mark.claim_id in claims]

    def add_marks(self, marks, annotated=(), by=("", "")):
        for mark in marks:
            self.all_marks.setdefault(mark.id, mark)
        self.read |= {(passage_id, *by) for passage_id in annotated}

    def unannotated(self, name, version):
        return [passage.id for passage in self.current() if (passage.id, name, version) not in self.read]

    def verdicts_on(self, mark_ids):
        wanted = set(mark_ids)
        return [verdict for verdict in self.verdicts if verdict.mark_id in wanted]

    def add_verdict(self, verdict):
        self.verdicts.append(verdict)

    def save_claim(self, claim):
        self.asked[claim.id] = claim

    def claims(self):
        return list(self.asked.values())[::-1]

    def mark(self, mark_id):
        return self.all_marks.get(mark_id)


class MemoryRetriever:
    def __init__(self, store):
        self.store, self.indexed = store, set()

    def index(self, passages):
        self.indexed |= {passage.id for passage in passages}

    def missing(self):
        return [passage.id for passage in self.store.current() if passage.id not in self.indexed]

    def search(self, queries, limit, source_ids=None, per_source=None):
        found = [Hit(passage.id, 1.0) for passage in self.store.current() if passage.id in self.indexed]
        return [found[:limit] for _ in queries]


class KeywordAnnotator:
    name = "local"

    def __init__(self):
        self.version = "1"

    def annotate(self, claim, passages):
        for passage in passages:
            if claim is None:
                yield from self._claim_free(passage)
            yield from self._stance(claim, passage)

    def _claim_free(self, passage):
        for word, digits in re.findall(r"\b([A-Z]+)-(\d\w)", passage.text):
            yield self._mark(passage, MarkKind.STEP, STEPS[word], criteria=(digits,))
        for word, (slot, pole) in SLOTS.items():
            if word in passage.text:
                yield self._mark(passage, MarkKind.ASSUMPTION, slot, pole=pole)

    def _stance(self, claim, passage):
        for word, stance in LEANS.items():
            if word in passage.text:
                turned = claim is not None and claim.leans is not Direction.INCREASE
                other = {Stance.FOR: Stance.AGAINST, Stance.AGAINST: Stance.FOR}
                label = other[stance] if turned else stance
                yield self._mark(passage, MarkKind.STANCE, label, claim_id=claim.id if claim else REFERENCE_CLAIM_ID)

    def _mark(self, passage, kind, label, **more):
        who = Author(AuthorKind.LOCAL, self.name, self.version)
        unique = mark_id(who, passage.id, kind, label, passage.start, passage.end, str(more))
        return Mark(
            unique, passage.id, passage.source_id, kind, label, passage.start, passage.end, passage.text, 0.9, who,
            "2026-01-02T03:04:05Z", **more,
        )  # fmt: skip
