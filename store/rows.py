"""Between rows and the subject's values, in both directions, and nowhere else."""

import json
from collections.abc import Mapping
from functools import lru_cache

from debate.claims import Claim, Direction
from debate.marks import Author, AuthorKind, Mark, MarkKind, Pole
from debate.sources import Passage, Source
from debate.verdicts import Decision, Verdict
from store.file import Row

SOURCE = "id, name, version, content_hash, csl, origin, language, characters, licence, superseded, extra"
PASSAGE = 'p.id, s.id, p.ordinal, p.start, p."end", p.text, p.language, p.page, p.section'
MARK = (
    'm.id, p.id, s.id, m.kind, m.label, m.start, m."end", m.quote, m.confidence, m.author, m.made_at, '
    "m.criteria, m.pole, m.claim_id, m.statement, m.caveat"
)
VERDICT = "id, mark_id, decision, by, made_at, changes, note, blind"
CLAIM = "id, text, vector, direction, baselines, actor, horizon"
AUTHOR = "number, kind, name, version, prompt"

_KINDS = {kind.value: kind for kind in MarkKind}
_POLES: dict[str | None, Pole | None] = {None: None, **{pole.value: pole for pole in Pole}}


def to_json(value: object) -> str:
    """JSON that keeps every script readable; what JSON has no form for is kept as its words."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(value, key=str) if isinstance(value, set | frozenset) else str(value)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def source_row(source: Source) -> dict[str, object]:
    """A source as its row."""
    return {
        "id": source.id,
        "name": source.name,
        "version": source.version,
        "content_hash": source.content_hash,
        "csl": to_json(source.csl),
        "origin": source.origin,
        "language": source.language,
        "characters": source.characters,
        "licence": source.licence,
        "superseded": int(source.superseded),
        "extra": to_json(source.extra),
    }


@lru_cache(maxsize=20_000)
def source_from(row: Row) -> Source:
    """A row of `SOURCE` as a source; remembered, because several threads ask for all of them, claim after claim."""
    id_, name, version, digest, csl, origin, language, characters, licence, superseded, extra = row
    csl, extra = json.loads(csl), json.loads(extra)
    return Source(id_, name, version, digest, csl, origin, language, characters, licence, bool(superseded), extra)


def passage_from(row: Row) -> Passage:
    """A row of `PASSAGE` as a passage."""
    return Passage(*row)


def mark_row(mark: Mark, passage: int, author: int) -> Row:
    """A mark as the values of its row, without a number."""
    pole = mark.pole.value if mark.pole else None
    return (
        mark.id, passage, mark.kind.value, mark.label, mark.start, mark.end, mark.quote, mark.confidence, author,
        mark.made_at, to_json(mark.criteria), pole, mark.claim_id, mark.statement, int(mark.caveat),
    )  # fmt: skip


def mark_from(row: Row, authors: Mapping[int, Author]) -> Mark:
    """A row of `MARK` as a mark."""
    (id_, passage, source, kind, label, start, end, quote, confidence, author, made_at, criteria, pole, claim, said,
     caveat) = row  # fmt: skip
    return Mark(
        id_, passage, source, _KINDS[kind], label, start, end, quote, confidence, authors[author], made_at,
        _words(criteria), _POLES[pole], claim, said, bool(caveat),
    )  # fmt: skip


def author_from(row: Row) -> tuple[int, Author]:
    """A row of `AUTHOR` as its number and the author."""
    number, kind, name, version, prompt = row
    return number, Author(AuthorKind(kind), name, version, prompt)


def verdict_row(verdict: Verdict) -> dict[str, object]:
    """A verdict as its row."""
    return {
        "id": verdict.id,
        "mark_id": verdict.mark_id,
        "decision": verdict.decision.value,
        "by": verdict.by,
        "made_at": verdict.made_at,
        "changes": None if verdict.changes is None else to_json(verdict.changes),
        "note": verdict.note,
        "blind": int(verdict.blind),
    }


def verdict_from(row: Row) -> Verdict:
    """A row of `VERDICT` as a verdict."""
    id_, mark_id, decision, by, made_at, changes, note, blind = row
    read = None if changes is None else json.loads(changes)
    return Verdict(id_, mark_id, Decision(decision), by, made_at, read, note, bool(blind))


def claim_row(claim: Claim) -> dict[str, object]:
    """A claim as its row."""
    return {
        "id": claim.id,
        "text": claim.text,
        "vector": claim.vector,
        "direction": claim.direction.value,
        "baselines": to_json(claim.baselines),
        "actor": claim.actor,
        "horizon": claim.horizon,
    }


def claim_from(row: Row) -> Claim:
    """A row of `CLAIM` as a claim."""
    id_, text, vector, direction, baselines, actor, horizon = row
    return Claim(id_, text, vector, Direction(direction), _words(baselines), actor, horizon)
