"""A person's own marks: words she chose, in the passage they stand in."""

from collections.abc import Sequence
from typing import NamedTuple

from debate.errors import CruxmapError
from debate.marks import Author, AuthorKind, Mark, MarkKind, Pole, mark_id
from debate.quotes import QuoteVerdict, resolve
from debate.session import Session
from debate.sources import Passage


class WordsNotThere(CruxmapError):
    """The words to be marked do not stand where they should."""


class Words(NamedTuple):
    """A stretch of a source."""

    source: str
    """Id, name or title of the source."""
    start: int
    end: int
    quote: str


def own_mark(
    session: Session,
    words: Words,
    by: str,
    kind: MarkKind,
    label: str,
    *,
    criteria: Sequence[str] = (),
    pole: Pole | None = None,
    claim_id: str | None = None,
    statement: str = "",
) -> Mark:
    """Keep a mark of a person on these words; the same one twice is kept once."""
    _check(session, kind, label, criteria)
    passage = passage_around(session, words)
    source_id, start, end, quote = _placed(session, words, passage)
    author = Author(AuthorKind.PERSON, by)
    extra = "\x1f".join((",".join(criteria), pole or "", claim_id or ""))
    mark = Mark(
        id=mark_id(author, passage.id, kind, label, start, end, extra),
        passage_id=passage.id,
        source_id=source_id,
        kind=kind,
        label=label,
        start=start,
        end=end,
        quote=quote,
        confidence=1.0,
        author=author,
        made_at=session.now(),
        criteria=tuple(criteria),
        pole=pole,
        claim_id=claim_id,
        statement=statement,
    )
    session.store.add_marks([mark])
    return mark


def passage_around(session: Session, words: Words) -> Passage:
    """The passage that holds most of the words."""
    source = session.source(words.source)
    start, end, _ = _found(session.store.source_text(source.id), words)
    overlaps = [
        (min(end, passage.end) - max(start, passage.start), -passage.start, passage)
        for passage in session.store.passages_of([source.id])
    ]
    share, _, passage = max(overlaps, key=lambda overlap: overlap[:2])
    if share <= 0:
        raise WordsNotThere("These words stand in no passage.", "Choose words inside a paragraph.")
    return passage


def own_marks_on(session: Session, passage: Passage, claim_id: str, by: str) -> list[Mark]:
    """The standing stance marks that this person gave the passage toward the claim."""
    marks = session.store.marks_on([passage.id], (claim_id,))
    mine = [
        mark
        for mark in marks
        if mark.kind is MarkKind.STANCE and mark.author.kind is AuthorKind.PERSON and mark.author.name == by
    ]
    newest = {verdict.mark_id: verdict.decision for verdict in session.store.verdicts_on(mark.id for mark in mine)}
    return [mark for mark in mine if newest.get(mark.id) != "rejected"]


def _check(session: Session, kind: MarkKind, label: str, criteria: Sequence[str]) -> None:
    """Raises UnknownName for a step, slot or criterion that the framework does not have."""
    if kind is MarkKind.STEP:
        session.framework.step(label)
    if kind is MarkKind.ASSUMPTION:
        session.framework.slot(label)
    for criterion in criteria:
        session.framework.step_of(criterion)


def _placed(session: Session, words: Words, passage: Passage) -> tuple[str, int, int, str]:
    """The words cut to their passage."""
    text = session.store.source_text(passage.source_id)
    start, end, _ = _found(text, words)
    start, end = max(start, passage.start), min(end, passage.end)
    return passage.source_id, start, end, text[start:end]


def _found(text: str, words: Words) -> tuple[int, int, str]:
    """Where the words stand: at their offsets, or wherever else the text has them, as another version may."""
    if text[words.start : words.end] == words.quote and words.quote.strip():
        return words.start, words.end, words.quote
    found = resolve(words.quote, text)
    if found.verdict not in (QuoteVerdict.VERBATIM, QuoteVerdict.NORMALISED):
        raise WordsNotThere(
            f"The words “{words.quote[:60]}” do not stand in “{words.source}”.", "Choose them in the source again."
        )
    return found.start, found.end, text[found.start : found.end]
