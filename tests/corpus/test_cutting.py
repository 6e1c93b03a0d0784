"""Passages are exact, in order, complete, and of the right length wherever the sentences allow it."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cutting import Cutter
from corpus.pieces import FEWEST, MOST, piece_at
from debate.sources import Document, Passage, Region

SENTENCE = "Open models raise the question of marginal risk for everyone. "
JAPANESE = "公開モデルの限界リスクは、既存の技術と比べて測る必要がある。"


def cut(text: str, *sections: Region, pages: tuple[Region, ...] = ()) -> list[Passage]:
    return Cutter().cut(Document("d", text, {}, "d.txt", pages=pages, sections=sections), "d")


def words(text: str) -> int:
    return piece_at(text, 0, len(text)).words


WORDS = ("word ", "Word. ", "risk, ", "公開モデル", "危険。", "x" * 130, "é", "👩\u200d🔬", "ก็")
SIGNS = ("\n\n", "\n", "• ", "…", "”", "1. ")
any_text = st.one_of(st.text(max_size=400), st.lists(st.sampled_from([*WORDS, *SIGNS]), max_size=300).map("".join))


@given(any_text)
def test_every_passage_stands_where_its_offsets_say_and_none_is_longer_than_allowed(text: str) -> None:
    passages = cut(text)
    assert all(text[passage.start : passage.end] == passage.text for passage in passages)
    assert all(words(passage.text) <= MOST for passage in passages)
    assert [passage.id for passage in passages] == [f"d#{at:04}" for at in range(len(passages))]


@given(any_text)
def test_passages_are_in_order_and_hold_everything_but_blanks(text: str) -> None:
    passages = cut(text)
    assert all(before.end <= after.start for before, after in pairwise(passages))
    if any(map(str.isalnum, text)):
        inside = {place for passage in passages for place in range(passage.start, passage.end)}
        assert all(place in inside or character.isspace() for place, character in enumerate(text))
        assert not any(passage.text != passage.text.strip() for passage in passages)
    else:
        assert passages == []


@given(st.lists(st.integers(1, 60), min_size=1, max_size=80))
def test_no_passage_is_too_short_when_no_sentence_is_long(lengths: list[int]) -> None:
    text = " ".join("Word" + " word" * (length - 1) + "." for length in lengths)
    counts = [words(passage.text) for passage in cut(text)]
    assert sum(counts) == sum(lengths)
    assert counts == [sum(lengths)] or min(counts) >= FEWEST


def test_passages_end_where_sentences_end() -> None:
    passages = cut(SENTENCE * 100)
    assert len(passages) > 5
    assert all(passage.text.endswith("everyone.") for passage in passages)


def test_japanese_is_measured_in_characters_and_cut_after_its_full_stops() -> None:
    passages = cut(JAPANESE * 40)
    assert all(passage.text.endswith("。") for passage in passages)
    assert all(2 * FEWEST <= len(passage.text) <= 2 * MOST for passage in passages)
    assert {passage.language for passage in passages} == {"ja"}


def test_a_passage_does_not_run_from_one_language_into_the_other() -> None:
    passages = cut(JAPANESE * 8 + "\nEnglish\n" + SENTENCE * 12)
    assert [passage.language for passage in passages] == ["ja", "en"]
    assert passages[1].text.startswith("English")


def test_a_section_starts_a_passage_of_its_own() -> None:
    first, second = SENTENCE * 8, SENTENCE * 9
    passages = cut(first + second, Region(0, "Threats"), Region(len(first), "Defences"))
    assert [(passage.section, passage.start) for passage in passages] == [("Threats", 0), ("Defences", len(first))]


def test_a_section_too_short_to_stand_alone_goes_with_its_neighbour() -> None:
    heading = "Summary\n\n"
    passages = cut(heading + SENTENCE * 8, Region(0, "Summary"), Region(len(heading), "Threats"))
    assert len(passages) == 1


def test_a_passage_carries_the_page_and_section_it_starts_in() -> None:
    text = SENTENCE * 60
    passages = cut(text, Region(1000, "Middle"), pages=(Region(0, "iv"), Region(1000, "v"), Region(2000, "vi")))
    assert (passages[0].page, passages[0].section) == ("iv", None)
    assert (passages[-1].page, passages[-1].section) == ("vi", "Middle")
    labels = {"iv": 0, "v": 1000, "vi": 2000}
    assert all(labels[str(passage.page)] <= passage.start for passage in passages)


def test_a_sentence_longer_than_a_passage_is_cut_at_a_clause() -> None:
    text = "As one group of authors says at length, " * 60
    passages = cut(text)
    assert len(passages) > 1
    assert all(passage.text.endswith(",") for passage in passages)


def test_words_without_any_stop_are_cut_between_words() -> None:
    passages = cut("word " * 1000)
    assert all(FEWEST <= words(passage.text) <= MOST for passage in passages)
    assert set(" ".join(passage.text for passage in passages).split()) == {"word"}


def test_a_run_without_any_blank_is_cut_all_the_same() -> None:
    assert max(len(passage.text) for passage in cut("x" * 100_000)) <= 10_000


@pytest.mark.parametrize("pair", ["e\u0301", "ก็", "👩\u200d🔬"], ids=["accent", "Thai vowel sign", "joined emoji"])
def test_what_belongs_to_one_character_is_not_cut_apart(pair: str) -> None:
    for shift in range(4):
        passages = cut("a" * (shift + 1) + pair * 8000)
        assert len(passages) > 1
        assert not any(passage.text[0] in "\u0301\u0e47\u200d" for passage in passages)


@pytest.mark.parametrize(
    "piece",
    ["word ", "公開モデルの限界", "x", "word\n\n", "Word. ", "(a) ", "no stop, ", "ความเสี่ยง"],
    ids=["no stop", "Japanese without stops", "one word", "list", "sentences", "items", "clauses", "Thai"],
)
def test_time_grows_with_length_and_not_with_its_square(piece: str) -> None:
    short, long = (_seconds(piece * (size // len(piece))) for size in (50_000, 400_000))
    assert long < 24 * short + 0.1


def _seconds(text: str) -> float:
    started = time.process_time()
    assert cut(text)
    return time.process_time() - started
