"""A PDF is read page by page, as running text, and a bad one is refused with its reason."""

import logging
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.pages import running_text
from corpus.problems import UnreadableError
from corpus.reading_pdf import read_pdf
from tests.corpus.making import encrypted, make_pdf

LINES = ["Open models raise a question.", "It is one of marginal risk."]


def test_pages_are_regions_with_the_labels_that_are_printed() -> None:
    document = read_pdf(
        make_pdf([LINES, ["Second page."], ["Third page."]], "0 << /S /r >> 1 << /S /D /St 10 >>"), "p.pdf"
    )
    assert [(page.label, document.text[page.start :].split()[0]) for page in document.pages] == [
        ("i", "Open"), ("10", "Second"), ("11", "Third"),
    ]  # fmt: skip


def test_pages_without_labels_are_numbered_and_blank_ones_counted() -> None:
    document = read_pdf(make_pdf([LINES, [], ["Third page."]]), "p.pdf")
    assert [page.label for page in document.pages] == ["1", "3"]


def test_a_sentence_goes_on_over_the_page_break_past_header_and_page_number() -> None:
    turns = [("To begin with.", "A sentence that"), ("goes on here.", "Another"), ("one ends.", "At last.")]
    pages = [["Journal of Risk", start, *LINES, *LINES, end, str(at)] for at, (start, end) in enumerate(turns, 1)]
    text = read_pdf(make_pdf(pages), "p.pdf").text
    assert "A sentence that\ngoes on here." in text
    assert text.count("Journal of Risk") == 1


def test_what_the_file_says_of_itself_is_kept_and_what_a_program_put_there_is_not() -> None:
    info = {"Title": "Microsoft Word - On Risk.docx", "Author": "Ada Lovelace", "CreationDate": "D:20240327120000Z"}
    assert read_pdf(make_pdf([LINES], info=info), "x.pdf").csl == {
        "type": "document",
        "title": "On Risk",
        "author": [{"literal": "Ada Lovelace"}],
        "issued": {"date-parts": [[2024, 3, 27]]},
    }
    assert read_pdf(make_pdf([LINES], info={"Title": "untitled"}), "2403.07918.pdf").csl["title"] == "2403.07918"


@pytest.mark.parametrize(
    ("page", "whole"),
    [
        pytest.param("the misin-\nformation", "the misinformation", id="a broken word"),
        pytest.param(
            "open-source and open-\nsource", "open-source and open-source", id="a compound, written elsewhere"
        ),
        pytest.param("open and source, open-\nsource", "open and source, open-source", id="both halves are words"),
        pytest.param("the US-\nBased", "the US-Based", id="a capital follows"),
        pytest.param("mis\u00ad\ninformation and so\u00adcial", "misinformation and social", id="soft hyphens"),
        pytest.param("e\ufb03cient \ufb01nding", "efficient finding", id="ligatures"),
        pytest.param("in 2023-\n2024", "in 2023-\n2024", id="numbers"),
    ],
)
def test_words_that_print_broke_are_made_whole(page: str, whole: str) -> None:
    assert running_text([page]) == [whole]


def test_lines_that_stand_on_few_pages_stay() -> None:
    pages = ["Same start\na\nb\nc\nd", "Same start\ne\nf\ng\nh"]
    assert running_text(pages) == pages


def test_a_pdf_encrypted_without_a_password_is_read_and_one_with_is_refused() -> None:
    assert "marginal risk" in read_pdf(encrypted(make_pdf([LINES]), "", "owner"), "p.pdf").text
    with pytest.raises(UnreadableError, match="it is encrypted") as refused:
        read_pdf(encrypted(make_pdf([LINES]), "secret", "owner"), "p.pdf")
    assert "password" in refused.value.hint


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param(b"%PDF-1.4\ngarbage", "not a PDF that can be read", id="cut off"),
        pytest.param(b"just words", "not a PDF that can be read", id="no PDF"),
        pytest.param(b"", "not a PDF that can be read", id="empty"),
        pytest.param(make_pdf([[], []]), "no text layer", id="a scan"),
        pytest.param(
            make_pdf([LINES]).replace(b"/Kids [4 0 R]", b"/Kids [1 0 R]"), "no text layer", id="pages in a circle"
        ),
    ],
)
def test_a_bad_pdf_is_refused_with_its_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_pdf(raw, "p.pdf")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_pdf_is_read_or_refused_but_never_more(data: st.DataObject) -> None:
    raw = bytearray(make_pdf([LINES, LINES], "0 << /S /r >>", {"Title": "x"}))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(9, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(UnreadableError):
        assert read_pdf(bytes(raw), "p.pdf").text


def test_what_pypdf_gets_over_is_not_shouted_about(caplog: pytest.LogCaptureFixture) -> None:
    raw = make_pdf([LINES]).replace(b"startxref\n", b"startxref\n9")
    with caplog.at_level(logging.WARNING):
        assert "marginal risk" in read_pdf(raw, "p.pdf").text
    assert not caplog.records
