"""A quote is looked for before it is believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debate.quotes import QuoteVerdict, resolve

TEXT = "Mail providers already scan in-\nbound mail, and “most” spear-phishing never arrives."


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        pytest.param("Mail providers already scan", QuoteVerdict.VERBATIM, id="letter by letter"),
        pytest.param("scan inbound mail", QuoteVerdict.NORMALISED, id="a line-end hyphen"),
        pytest.param('and "most" spear-phishing', QuoteVerdict.NORMALISED, id="other quotation marks"),
        pytest.param("mail PROVIDERS  already\nscan", QuoteVerdict.NORMALISED, id="case and blanks"),
        pytest.param("spear-phishing never arrives today", QuoteVerdict.ALTERED, id="a word added"),
        pytest.param("no filter has ever stopped anything", QuoteVerdict.NOT_FOUND, id="invented"),
        pytest.param("scan", QuoteVerdict.TOO_SHORT, id="too short to tell"),
        pytest.param("", QuoteVerdict.TOO_SHORT, id="empty"),
    ],
)
def test_each_kind_of_quote_gets_its_verdict(quote: str, verdict: QuoteVerdict) -> None:
    assert resolve(quote, TEXT).verdict is verdict


def test_a_normalised_quote_gives_the_place_of_the_original_words() -> None:
    found = resolve("scan inbound mail", TEXT)
    assert TEXT[found.start : found.end] == "scan in-\nbound mail"


def test_japanese_is_found_across_widths_and_half_the_length_is_enough() -> None:
    found = resolve("ＡＩモデルの重み", "公開されたAIモデルの重みは回収できない。")
    assert found.verdict is QuoteVerdict.NORMALISED


@given(st.text(min_size=1, max_size=60), st.data())
def test_any_long_enough_run_of_a_text_is_found_verbatim(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start:].strip()
    found = resolve(quote, text)
    if found.verdict is not QuoteVerdict.TOO_SHORT:
        assert found.verdict is QuoteVerdict.VERBATIM
        assert text[found.start : found.end] == quote
