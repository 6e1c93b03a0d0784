"""A small debate to keep: two comments and what was said of them."""

import hashlib

from debate.marks import Author, AuthorKind, Mark, MarkKind, Pole, mark_id
from debate.sources import Passage, Source
from debate.verdicts import Decision, Verdict
from store.project import Project

NOW = "2026-01-02T03:04:05Z"
LOCAL = Author(AuthorKind.LOCAL, "local", "1")
ALARM = ("Released weights cannot be recalled.", "Removing safeguards takes one afternoon.")
CALM = ("Textbooks already explain this.", "Defenders gain from released weights too.")


def source_of(name: str, text: str, version: int = 1) -> Source:
    source_id = name if version == 1 else f"{name}@{version}"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(source_id, name, version, digest, {"title": name.title()}, f"{name}.txt", "en", len(text))


def passages_of(source_id: str, sentences: tuple[str, ...]) -> list[Passage]:
    passages, at = [], 0
    for ordinal, sentence in enumerate(sentences):
        passages.append(
            Passage(f"{source_id}#{ordinal:04}", source_id, ordinal, at, at + len(sentence), sentence, "en")
        )
        at += len(sentence) + 1
    return passages


def keep(project: Project, name: str, sentences: tuple[str, ...], version: int = 1) -> list[Passage]:
    text = "\n".join(sentences)
    source = source_of(name, text, version)
    passages = passages_of(source.id, sentences)
    project.add_source(source, text, passages, ())
    return passages


def step_mark(passage: Passage, label: str = "threat", claim_id: str | None = None, author: Author = LOCAL) -> Mark:
    return Mark(
        id=mark_id(author, passage.id, MarkKind.STEP, label, passage.start, passage.end, claim_id or ""),
        passage_id=passage.id,
        source_id=passage.source_id,
        kind=MarkKind.STEP,
        label=label,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        confidence=0.75,
        author=author,
        made_at=NOW,
        criteria=("1a", "1c"),
        pole=Pole.RAISES,
        claim_id=claim_id,
        statement="Attackers lack weights.",
        caveat=True,
    )


def verdict_on(mark: Mark, verdict_id: str, decision: Decision, **changes: object) -> Verdict:
    return Verdict(verdict_id, mark.id, decision, "ada", NOW, changes or None, "read twice")
