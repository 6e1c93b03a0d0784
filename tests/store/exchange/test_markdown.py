"""A Markdown report shows every quote as words: nothing in it becomes a link, markup, or HTML."""

from collections.abc import Iterator

from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from debate.handout import Handout
from debate.plain import one_line
from store.exchange import markdown
from store.exchange.report_view import Report
from tests.store.exchange.debates import handouts, large


def tokens(text: str) -> Iterator[Token]:
    """Everything that a reader with tables, strikethrough and automatic links makes of a text."""
    for block in MarkdownIt("gfm-like", {"html": True, "linkify": True}).parse(text):
        yield block
        yield from block.children or ()


def words(found: list[Token]) -> str:
    return "\n".join(token.content for token in found if token.type == "text")


@given(handouts())
@settings(max_examples=60, deadline=None)
def test_no_word_of_a_source_becomes_markup(handout: Handout) -> None:
    found = list(tokens(markdown.write(handout)))
    assert not [
        token for token in found if token.type in ("html_inline", "html_block", "image", "code_inline", "fence")
    ]
    addresses = {one.url for one in Report(handout).references}
    links = [str(token.attrs["href"]) for token in found if token.type == "link_open"]
    assert len(links) == sum(bool(address) for address in (one.url for one in Report(handout).references))
    assert all(link.startswith(("http://", "https://")) for link in links)
    assert len(addresses) >= bool(links)
    headings = [token for token in found if token.type == "heading_open" and token.tag == "h1"]
    assert len(headings) == 1


@given(handouts())
@settings(max_examples=40, deadline=None)
def test_the_words_behind_every_cell_can_be_read(handout: Handout) -> None:
    told = "".join(words(list(tokens(markdown.write(handout)))).split())
    report = Report(handout)
    for step in report.framework.steps:
        for cell in report.cells(step.id):
            for quote in cell.quotes:
                assert "".join(one_line(quote.words).split()) in told


def test_what_is_left_out_is_counted() -> None:
    text = markdown.write(large(400))
    assert "… and " in text
    assert "0 rejected marks stay out" in text
    assert text.count("\n| ") > 6
