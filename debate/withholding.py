"""Words that stay home: spans which a person flagged as operational detail, wherever they stand in a map."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from debate.lint import Finding
from debate.maps import DebateMap
from debate.marks import Mark
from debate.ports import Store
from debate.sources import Passage, Source
from debate.verdicts import JudgedMark, edited

OPERATIONAL = "#operational"
"""In the note of a verdict: the marked words are operational detail. It stands whatever else is decided later."""
PUBLISHABLE = "#publishable"
"""In the note of a later verdict on the same mark: the flag is taken back."""
BLANK = "█"
"""Stands for each code point withheld, so that offsets stay what they were."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A map without the flagged words."""

    map: DebateMap
    digests: Mapping[str, str]
    """Mark id -> SHA-256 of its words, for every mark that lost words."""
    spans: Mapping[str, Sequence[Span]]
    """Source id -> the stretches that were blanked, in code points."""


def flagged_marks(store: Store) -> list[Mark]:
    """The marks whose words somebody flagged and nobody has freed since, as they were made and as edited."""
    suspects = {verdict.mark_id for verdict in store.verdicts_noting(OPERATIONAL)}
    standing: dict[str, bool] = {}
    found: list[Mark] = []
    verdicts = store.verdicts_on(suspects)
    for verdict in verdicts:
        if OPERATIONAL in verdict.note or PUBLISHABLE in verdict.note:
            standing[verdict.mark_id] = OPERATIONAL in verdict.note
    for mark_id in (mark_id for mark_id, flagged in standing.items() if flagged):
        if (mark := store.mark(mark_id)) is not None:
            found.append(mark)
            found += [
                edited(mark, verdict.changes) for verdict in verdicts if verdict.changes and verdict.mark_id == mark_id
            ]
    return found


def withhold(picture: DebateMap, flagged: Sequence[Mark]) -> Withheld:
    """The map with the flagged words blanked: where they were marked, and wherever else a passage repeats them."""
    spans = _spans(picture, flagged)
    marks = {mark_id: blank_mark(judged, spans) for mark_id, judged in picture.marks.items()}
    lost = [mark_id for mark_id, judged in marks.items() if judged.mark.quote != picture.marks[mark_id].mark.quote]
    blanked = replace(
        picture,
        marks=marks,
        passages={passage_id: _blank_passage(passage, spans) for passage_id, passage in picture.passages.items()},
        sources={source_id: _publishable(source, flagged) for source_id, source in picture.sources.items()},
        findings=tuple(_blank_finding(finding, marks) for finding in picture.findings),
    )
    return Withheld(blanked, {mark_id: digest(picture.marks[mark_id].mark.quote) for mark_id in lost}, spans)


def digest(words: str) -> str:
    """SHA-256 of the words, so that whoever has them can tell that they are meant."""
    return hashlib.sha256(words.encode()).hexdigest()


def blank_mark(judged: JudgedMark, spans: Mapping[str, Sequence[Span]]) -> JudgedMark:
    """The mark without the words in these spans; its own sentence goes too, for it may say them in other words."""
    mark = judged.mark
    quote = _blank(mark.quote, mark.start, spans.get(mark.source_id, ()))
    return judged if quote == mark.quote else replace(judged, mark=replace(mark, quote=quote, statement=""))


def _spans(picture: DebateMap, flagged: Sequence[Mark]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for mark in flagged:
        found.setdefault(mark.source_id, []).append((mark.start, mark.end))
    for passage in picture.passages.values():
        found.setdefault(passage.source_id, []).extend(_repeated(passage, flagged))
    return {source_id: spans for source_id, spans in found.items() if spans}


def _repeated(passage: Passage, flagged: Iterable[Mark]) -> Iterator[Span]:
    """Where a passage has flagged words, whatever the case and the blanks between them."""
    for words in {mark.quote for mark in flagged if mark.quote.strip()}:
        pattern = r"\s+".join(map(re.escape, words.split()))
        for found in re.finditer(pattern, passage.text, re.IGNORECASE):
            yield passage.start + found.start(), passage.start + found.end()


def _blank_passage(passage: Passage, spans: Mapping[str, Sequence[Span]]) -> Passage:
    return replace(passage, text=_blank(passage.text, passage.start, spans.get(passage.source_id, ())))


def _blank(text: str, start: int, spans: Iterable[Span]) -> str:
    """The text, which begins at `start` of its source, with these spans of the source blanked."""
    kept = list(text)
    for first, last in spans:
        for place in range(max(first - start, 0), min(last - start, len(kept))):
            kept[place] = BLANK
    return "".join(kept)


def _blank_finding(finding: Finding, marks: Mapping[str, JudgedMark]) -> Finding:
    words = marks[finding.mark_ids[0]].mark.quote if finding.mark_ids else finding.words
    return replace(finding, words=words)


def _publishable(source: Source, flagged: Iterable[Mark]) -> Source:
    """The source without its path on this machine, the input row's other fields, and an abstract with flagged words."""
    abstract = str(source.csl.get("abstract", ""))
    told = any(mark.quote and mark.quote.casefold() in abstract.casefold() for mark in flagged)
    csl = {name: value for name, value in source.csl.items() if not (told and name == "abstract")}
    origin = source.origin if source.origin.startswith(("https://", "http://")) else ""
    return replace(source, csl=csl, origin=origin, extra={})
