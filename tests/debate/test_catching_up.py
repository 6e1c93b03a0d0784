"""An annotator that is cut short loses nothing of what it read."""

from collections.abc import Generator, Iterator, Sequence
from typing import cast

import pytest

from debate.claims import Claim
from debate.errors import CutShort
from debate.importing import catch_up, keep_documents
from debate.marks import Mark
from debate.sources import Document, Passage
from tests.debate.memory import KeywordAnnotator, MemoryRetriever, MemoryStore, OneLineCutter


class ShortOfMoney(KeywordAnnotator):
    """Reads one passage, and then its cap is reached."""

    def annotate(
        self, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
    ) -> Iterator[Mark]:
        yield from super().annotate(claim, passages[:1], known)
        self.unreadable = {passage.id for passage in passages[1:]}
        raise CutShort("The cap is reached.", "Raise it.")


def test_what_was_read_before_a_cap_is_kept_and_the_rest_stays_pending() -> None:
    store = MemoryStore()
    text = "RAISES Pathogens. THREAT-1a\nRAISES More of them. THREAT-1b"
    list(keep_documents([Document("alarm", text, {}, "alarm.txt")], store, OneLineCutter()))
    with pytest.raises(CutShort):
        list(catch_up(store, MemoryRetriever(store), ShortOfMoney()))
    assert store.unannotated("local", "1") == ["alarm#0001"]
    assert {mark.passage_id for mark in store.all_marks.values()} == {"alarm#0000"}


class Eager(KeywordAnnotator):
    """Begins when it is asked, one passage at a time, and says when what it began is closed."""

    def __init__(self, short_at: str = "") -> None:
        super().__init__()
        self.at_once = 1
        self.short_at, self.seen = short_at, list[str]()

    def annotate(
        self, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
    ) -> Iterator[Mark]:
        (name,) = (one.id.partition("#")[2] for one in passages)
        if name == self.short_at:
            raise CutShort("Nobody agreed.", "Agree.")
        self.seen.append(f"begins {name}")
        found = self._found(name, super().annotate(claim, passages, known))
        next(found)
        return cast("Iterator[Mark]", found)

    def _found(self, name: str, marks: Iterator[Mark]) -> Iterator[Mark | None]:
        try:
            yield None
            yield from marks
        finally:
            self.seen.append(f"ends {name}")


def kept_lines(count: int) -> MemoryStore:
    store = MemoryStore()
    text = "\n".join(f"RAISES Pathogens, number {number}. THREAT-1a" for number in range(count))
    list(keep_documents([Document("alarm", text, {}, "alarm.txt")], store, OneLineCutter()))
    return store


def test_the_next_passages_are_begun_before_the_last_answers_are_waited_for() -> None:
    store, annotator = kept_lines(3), Eager()
    list(catch_up(store, MemoryRetriever(store), annotator))
    assert annotator.seen == [
        "begins 0000", "begins 0001", "ends 0000", "begins 0002", "ends 0001", "ends 0002",
    ]  # fmt: skip
    assert store.unannotated("local", "1") == []


def test_what_cannot_be_begun_loses_nothing_of_what_was() -> None:
    store, annotator = kept_lines(4), Eager(short_at="0001")
    with pytest.raises(CutShort):
        list(catch_up(store, MemoryRetriever(store), annotator))
    assert annotator.seen == ["begins 0000", "ends 0000"]
    assert store.unannotated("local", "1") == ["alarm#0001", "alarm#0002", "alarm#0003"]


def test_what_was_begun_is_closed_when_nobody_wants_it_any_more() -> None:
    store, annotator = kept_lines(3), Eager(short_at="none")
    progress = catch_up(store, MemoryRetriever(store), annotator)
    assert [next(progress).done, next(progress).done] == [0, 1]
    assert isinstance(progress, Generator)
    progress.close()
    assert annotator.seen == ["begins 0000", "begins 0001", "ends 0000", "ends 0001"]
