"""A page's main text is read in the encoding it says, without what stands around it."""

import pytest

from corpus.problems import UnreadableError
from corpus.reading_html import read_html

PARAGRAPH = "Open models raise the question of marginal risk, says part {} of <b>this</b> page, at some length."
PAGE = """<html lang="en"><head>{head}<title>On risk - The Site</title>
<meta name="author" content="Ada Lovelace"><meta property="og:site_name" content="The Site">
<meta property="article:published_time" content="2024-03-01"></head>
<body><nav>Home | About | Imprint</nav><article><h1>On risk</h1>{body}</article>
<footer>All rights reserved by the site.</footer></body></html>"""


def page(body: str, head: str = "") -> str:
    return PAGE.format(head=head, body=body)


def paragraphs(text: str, count: int = 5) -> str:
    return "".join(f"<p>{text.format(number)}</p>" for number in range(count))


def test_the_main_text_is_read_and_the_rest_of_the_page_is_not() -> None:
    document = read_html(page(paragraphs(PARAGRAPH)).encode(), "page.html")
    assert "says part 3 of this page" in document.text
    assert "Imprint" not in document.text
    assert "rights reserved" not in document.text


def test_headings_are_sections_and_table_rows_are_lines() -> None:
    body = paragraphs(PARAGRAPH) + "<h2>Defences</h2>" + paragraphs(PARAGRAPH + " More.")
    body += "<table><tr><td>a cell</td><td>its neighbour</td></tr><tr><td>below</td><td>it</td></tr></table>"
    document = read_html(page(body).encode(), "page.html")
    assert [section.label for section in document.sections] == ["On risk", "Defences"]
    assert all(document.text[one.start :].startswith(one.label) for one in document.sections)
    assert "a cell | its neighbour\n\nbelow | it" in document.text


def test_what_the_page_says_of_itself_is_kept() -> None:
    csl = read_html(page(paragraphs(PARAGRAPH)).encode(), "page.html").csl
    assert csl["title"] == "On risk"
    assert csl["author"] == [{"literal": "Ada Lovelace"}]
    assert csl["publisher"] == "The Site"
    assert csl["issued"] == {"date-parts": [[2024, 3, 1]]}
    assert csl["type"] == "webpage"


JAPANESE = "公開モデルの限界リスクは、既存の技術と比べて測る必要がある。第{0}部。"


@pytest.mark.parametrize(
    ("head", "encoding", "text"),
    [
        pytest.param('<meta charset="Shift_JIS">', "cp932", JAPANESE, id="Shift-JIS, declared"),
        pytest.param("", "cp932", JAPANESE, id="Shift-JIS, not declared"),
        pytest.param('<meta charset="utf-8">', "euc_jp", JAPANESE, id="EUC-JP, wrongly declared"),
        pytest.param(
            '<meta charset="iso-8859-1">', "utf-8", "It’s “measured” in part {0}.", id="UTF-8, declared Latin"
        ),
        pytest.param(
            "<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'>",
            "cp1252",
            "It’s “measured” in part {0} of the café.",
            id="Windows Latin, declared as Latin-1",
        ),
        pytest.param('<meta charset="no-such-thing">', "utf-8", JAPANESE, id="declared as what nobody knows"),
    ],
)
def test_a_page_is_read_in_its_encoding(head: str, encoding: str, text: str) -> None:
    document = read_html(page(paragraphs(text * 3), head).encode(encoding), "page.html")
    assert text.format(3) in document.text


def test_xhtml_with_a_declaration_is_read() -> None:
    raw = "<?xml version='1.0' encoding='Shift_JIS'?>" + page(paragraphs(JAPANESE * 3))
    assert JAPANESE.format(2) in read_html(raw.encode("cp932"), "page.xhtml").text


@pytest.mark.parametrize(
    "raw",
    [b"<html><head><title>x</title></head><body><script>go()</script></body></html>", b"no tags at all", b"<html>"],
)
def test_a_page_without_text_is_said_to_have_none(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match="no main text"):
        read_html(raw, "page.html")
