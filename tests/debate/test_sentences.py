"""Sentences are found with exact spans."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debate.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("One thing. Another thing.", ["One thing.", "Another thing."], id="two plain ones"),
        pytest.param(
            "The U.S. rule, i.e. the old one, stands. Yes.",
            ["The U.S. rule, i.e. the old one, stands.", "Yes."],
            id="abbreviations",
        ),
        pytest.param("Kapoor et al. Say so. Fine.", ["Kapoor et al. Say so.", "Fine."], id="et al. before a capital"),
        pytest.param("J. B. Smith wrote 3.5 pages.", ["J. B. Smith wrote 3.5 pages."], id="initials and decimals"),
        pytest.param("He said “stop.” Then he left!", ["He said “stop.”", "Then he left!"], id="closing quotes"),
        pytest.param("Is it? It is.", ["Is it?", "It is."], id="a question"),
        pytest.param("1. First point. 2. Second point.", ["1. First point.", "2. Second point."], id="list numbers"),
        pytest.param("Such as:\n• one\n• two", ["Such as:", "• one", "• two"], id="bullets on lines"),
        pytest.param("A title\n\nA text.", ["A title", "A text."], id="a blank line"),
        pytest.param("A line\nthat goes on.", ["A line\nthat goes on."], id="a wrapped line"),
        pytest.param(
            "これは文です。「終わり。」次の文！", ["これは文です。", "「終わり。」", "次の文！"], id="Japanese"
        ),
        pytest.param(
            "彼は「終わり。」と言った。（以上。）次。",
            ["彼は「終わり。」と言った。", "（以上。）", "次。"],
            id="Japanese, a quotation inside a sentence",
        ),
        pytest.param("値は３．５である．次の文．", ["値は３．５である．", "次の文．"], id="Japanese, scholarly stops"),
        pytest.param("यह एक वाक्य है। दूसरा।", ["यह एक वाक्य है।", "दूसरा।"], id="Hindi"),
        pytest.param("هل هذا؟ نعم.", ["هل هذا؟", "نعم."], id="Arabic"),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n ", [], id="blanks"),
    ],
)
def test_a_text_is_split_where_a_reader_would(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@given(st.text(alphabet="aB .!?。．」とは\n•1“”)\u3000", max_size=200))
def test_spans_are_in_order_and_hold_everything_but_blanks(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    kept = {place for start, end in spans for place in range(start, end)}
    assert all(place in kept or character.isspace() for place, character in enumerate(text))


def test_a_long_text_without_any_end_is_split_in_no_time() -> None:
    assert len(sentence_spans("word " * 200_000)) == 1
    assert len(sentence_spans("." * 200_000)) == 1
    assert len(sentence_spans("a. " * 100_000)) == 1
    assert len(sentence_spans("." * 200_000 + "x")) == 1
    assert len(sentence_spans("。" + "」" * 200_000 + "と")) == 1
    assert len(sentence_spans("\n" + " " * 200_000 + "x")) == 1
