"""The report is one file with one script and one style, and every quote in it is nothing but text."""

import base64
import hashlib
import re
import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from debate.handout import Audience, Handout
from debate.maps import map_sources
from debate.plain import one_line
from debate.sides import sides_of_sources
from store.exchange import html
from store.exchange.references import citation_parts
from store.exchange.report_view import Report
from store.exchange.report_words import in_short, told_time
from tests.store.exchange.debates import FRAMEWORK, handouts, large

Attributes = list[tuple[str, str | None]]


class Reading(HTMLParser):
    """Elements with their attributes, and the text outside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.said: list[str] = []
        self._inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        self.raw.get(self._inside, self.said).append(data)


@given(handouts())
@settings(max_examples=40, deadline=None)
def test_no_word_of_a_source_becomes_an_element_or_an_attribute(handout: Handout) -> None:
    read = Reading(html.write(handout))
    scripts = [attributes for tag, attributes in read.elements if tag == "script"]
    assert scripts == [{"type": "application/json", "id": "data"}, {}]
    assert not [
        name for _, attributes in read.elements for name in attributes if name.startswith("on") or name == "style"
    ]
    assert not {tag for tag, _ in read.elements} & {"img", "iframe", "object", "embed", "link", "base"}
    assert not [1 for _, attributes in read.elements if "src" in attributes]
    links = [str(a["href"]) for tag, a in read.elements if tag == "a"]
    assert all(link.startswith(("#", "http://", "https://")) for link in links)


@given(handouts())
@settings(max_examples=25, deadline=None)
def test_every_quote_claim_and_source_can_be_read(handout: Handout) -> None:
    told = " ".join("".join(Reading(html.write(handout)).said).split())
    report = Report(handout)
    assert " ".join(report.title.split()) in told
    for reference in report.references:
        assert " ".join(reference.line.split()) in told
    for difference in report.spoken:
        for position in report.positions(difference):
            assert position.quote is None or " ".join(one_line(position.quote.words).split()) in told


def test_the_policy_lets_run_the_one_script_and_the_one_style_and_nothing_else() -> None:
    read = Reading(html.write(large(40)))
    policy = next(str(a["content"]) for _, a in read.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for kind, text in (("script", "".join(read.raw["script"][1:])), ("style", "".join(read.raw["style"]))):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("name", ["report.css", "report.js"])
def test_style_and_script_ask_for_nothing_and_cannot_end_their_element(name: str) -> None:
    text = (html.FOLDER / name).read_text(encoding="utf-8")
    assert not re.search(r"</|<!--|@import|url\(|fetch\(|XMLHttpRequest|eval\(|innerHTML", text)


def test_the_hedge_stands_at_the_top_and_the_limits_at_the_end() -> None:
    told = "".join(Reading(html.write(large(40))).said)
    assert told.index(FRAMEWORK.hedge) < told.index("Coverage")
    assert all(limit in told for limit in FRAMEWORK.limits)


def test_the_picture_is_told_in_short_before_the_figures() -> None:
    handout = large(400)
    told = "".join(Reading(html.write(handout)).said)
    assert told.index("In short.") < told.index("Talking past each other")
    said = in_short(handout.map)
    assert " ".join(said) in told
    assert re.fullmatch(r"“For” addresses \d of 6 steps( and does not speak of .+)?\.", said[0])
    assert len(handout.map.cruxes) > 1
    first = FRAMEWORK.slot(handout.map.cruxes[0].slot_id).name.lower()
    assert said[2].startswith(f"They contest {len(handout.map.cruxes)} assumptions; ")
    assert said[2].endswith(f"rests most on one: {first}.")
    assert said[-1] == f"None of the {handout.map.tally.counted} marks behind this was confirmed by a person yet."


def test_a_source_whose_title_asks_is_cited_without_a_second_stop() -> None:
    assert citation_parts({"title": "Who gains?", "publisher": "RAND"}).line() == "Who gains? RAND."


def test_a_moment_is_told_as_people_write_it() -> None:
    assert told_time("2026-01-02T03:04:05Z") == "2026-01-02 03:04 UTC"
    assert told_time("2026") == "2026"


def test_who_marked_and_what_was_not_checked_is_disclosed() -> None:
    told = "".join(Reading(html.write(large(40))).said)
    assert "Passages were marked by the local classifier." in told
    assert "are suggestions that nobody checked" in told


def test_withheld_words_are_cited_with_their_digest() -> None:
    handout = large(40)
    mark_id = next(cell.mark_ids[0] for cell in handout.map.cells if cell.mark_ids)
    text = html.write(replace(handout, withheld={mark_id: "ab" * 32}, audience=Audience.PUBLIC))
    assert "Withheld as operational detail (SHA-256 abababababab…)" in text
    assert "for the public" in text


def test_documents_side_by_side_have_a_report_too() -> None:
    handout = large(40)
    old = handout.map
    sides = sides_of_sources(list(old.sources.values())[:4])
    compared = map_sources(FRAMEWORK, sides, old.passages, old.sources, list(old.marks.values()))
    told = "".join(Reading(html.write(replace(handout, map=compared))).said)
    assert "Compared: Comment 0 · Comment 1 · Comment 2 · Comment 3" in told
    assert "attacks the claim" not in told


def test_ten_thousand_marks_are_written_soon() -> None:
    handout = large()
    began = time.process_time()
    text = html.write(handout)
    assert time.process_time() - began < 2
    assert len(text) < 8_000_000
