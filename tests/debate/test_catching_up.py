"""An annotator that is cut short loses nothing of what it read."""

from collections.abc import Iterator, Sequence

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
