"""The picture is drawn with every cell, holds words as text alone, and is shown by a browser."""

import xml.etree.ElementTree as ET
from pathlib import Path

from hypothesis import given, settings

from debate.handout import Handout
from debate.plain import one_line
from store.exchange import svg
from store.exchange.report_view import Report
from store.exchange.xml_text import holdable
from tests.store.exchange.browsing import chromium, opened
from tests.store.exchange.debates import FRAMEWORK, examples, handouts, large

KNOWN = {"svg", "title", "desc", "style", "rect", "path", "text"}


def parts(text: str) -> list[ET.Element]:
    return list(ET.fromstring(text).iter())  # noqa: S314 -- our own file


@given(handouts())
@settings(max_examples=60, deadline=None)
def test_words_are_text_and_nothing_else(handout: Handout) -> None:
    drawn = parts(svg.write(handout))
    assert {part.tag.rpartition("}")[2] for part in drawn} <= KNOWN
    assert not [name for part in drawn for name in part.attrib if name.startswith("on") or "href" in name]
    said = "".join("".join(part.itertext()) for part in drawn if part.tag.endswith("text"))
    title = holdable(one_line(Report(handout).title))
    assert "".join(title.split())[:40] in "".join(said.split())


def test_every_step_is_a_row_and_every_cell_says_what_it_is() -> None:
    said = ["".join(part.itertext()) for part in parts(svg.write(large(40)))]
    for step in FRAMEWORK.steps:
        assert f"{step.number} {step.short}" in " ".join(said)
    assert sum(text.startswith(("⬤", "◑", "◯", "·")) for text in said) == 2 * len(FRAMEWORK.steps)


def test_no_line_leaves_the_picture(tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    with chromium() as browser:
        for handout in (large(40), *examples(6)):
            file.write_text(svg.write(handout), encoding="utf-8")
            with opened(browser, file) as page:
                beyond = """() => [...document.querySelectorAll('text')].map((text) => text.getBBox())
                  .filter((box) => box.x + box.width > document.documentElement.viewBox.baseVal.width).length"""
                assert page.evaluate(beyond) == 0
