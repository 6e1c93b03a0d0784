"""Small marks and passages for tests, each with only what its test speaks of."""

from debate.claims import REFERENCE_CLAIM_ID
from debate.marks import Author, AuthorKind, Mark, MarkKind, Pole, Stance, mark_id
from debate.sources import Passage, Source
from debate.verdicts import Decision, JudgedMark

NOW = "2026-01-02T03:04:05Z"
WORDS = "some words that were said here"


def _mark(
    passage_id: str,
    kind: MarkKind,
    label: str,
    confidence: float,
    author: AuthorKind = AuthorKind.LOCAL,
    criteria: tuple[str, ...] = (),
    pole: Pole | None = None,
    claim_id: str | None = None,
    span: tuple[int, int] = (0, len(WORDS)),
) -> Mark:
    who = Author(author, "local" if author is AuthorKind.LOCAL else "ada", "1")
    extra = "".join(criteria) + (pole or "") + (claim_id or "") + str(confidence)
    return Mark(
        id=mark_id(who, passage_id, kind, label, *span, extra),
        passage_id=passage_id,
        source_id="paper",
        kind=kind,
        label=label,
        start=span[0],
        end=span[1],
        quote=WORDS[span[0] : span[1]],
        confidence=confidence,
        author=who,
        made_at=NOW,
        criteria=criteria,
        pole=pole,
        claim_id=claim_id,
    )


def step_mark(
    passage_id: str,
    step: str,
    *criteria: str,
    confidence: float = 0.9,
    author: AuthorKind = AuthorKind.LOCAL,
    span: tuple[int, int] = (0, len(WORDS)),
) -> Mark:
    return _mark(passage_id, MarkKind.STEP, step, confidence, author, criteria, span=span)


def assumption_mark(passage_id: str, slot: str, pole: str, confidence: float = 0.9) -> Mark:
    return _mark(passage_id, MarkKind.ASSUMPTION, slot, confidence, pole=Pole(pole))


def stance_mark(
    passage_id: str,
    stance: Stance,
    claim_id: str = REFERENCE_CLAIM_ID,
    confidence: float = 0.9,
    span: tuple[int, int] = (0, len(WORDS)),
) -> Mark:
    return _mark(passage_id, MarkKind.STANCE, stance, confidence, claim_id=claim_id, span=span)


def judged(mark: Mark, decision: Decision | None = None) -> JudgedMark:
    return JudgedMark(mark, decision)


def passage(passage_id: str, text: str = WORDS, source_id: str = "paper", ordinal: int = 0) -> Passage:
    return Passage(passage_id, source_id, ordinal, 0, len(text), text, "en")


def source(source_id: str = "paper", title: str = "A paper") -> Source:
    return Source(source_id, source_id, 1, "0" * 64, {"title": title}, f"{source_id}.txt", "en", 100)
