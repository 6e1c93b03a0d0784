"""Many documents, or many claims, side by side: every cell is there, sorts, and filters."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from debate.assessment import Assessment, assess
from debate.marks import Pole
from store.exchange import atlas, csv_tables
from tests.store.exchange.browsing import chromium, opened
from tests.store.exchange.debates import FRAMEWORK, NOW, examples, large


@pytest.fixture(scope="module")
def assessments() -> list[Assessment]:
    picture = large(800).map
    found = []
    for source in picture.sources.values():
        passages = {name: passage for name, passage in picture.passages.items() if passage.source_id == source.id}
        marks = [judged for judged in picture.marks.values() if judged.mark.source_id == source.id]
        found.append(assess(FRAMEWORK, source, passages, marks))
    return found


def test_a_document_is_a_row_with_a_column_for_each_step_and_slot(assessments: list[Assessment]) -> None:
    wide, long = atlas.tables_of(FRAMEWORK, atlas.documents(assessments))
    rows = csv_tables.read(csv_tables.write(wide))
    assert [row["id"] for row in rows] == [one.source.id for one in assessments]
    for row, one in zip(rows, assessments, strict=True):
        assert {cell.step_id: cell.level for cell in one.cells} == {step.id: row[step.id] for step in FRAMEWORK.steps}
    assert len(long.rows) == len(assessments) * len(FRAMEWORK.steps)


def test_a_claim_has_a_row_for_each_side() -> None:
    lands = atlas.claims([large(40).map, *(one.map for one in examples(3))])
    assert [land.name for land in lands] == ["For", "Against"] * 4
    assert len({land.id for land in lands}) >= 4
    assert all(len(land.cells) == len(FRAMEWORK.steps) and land.group for land in lands)


def test_shares_add_up_to_all_rows(assessments: list[Assessment]) -> None:
    for share in atlas.shares(FRAMEWORK, atlas.documents(assessments)):
        assert share.full + share.partial + share.rest == len(assessments)


def test_every_pole_that_a_row_takes_is_counted_once(assessments: list[Assessment]) -> None:
    lands = atlas.documents(assessments)
    stands = atlas.stands(FRAMEWORK, lands)
    assert [stand.name for stand in stands] == [slot.name for slot in FRAMEWORK.slots]
    assert sum(stand.raises + stand.doubts for stand in stands) == sum(len(land.poles) for land in lands) > 0


def test_an_empty_atlas_is_a_page_too() -> None:
    assert "0 documents" in atlas.write_html(FRAMEWORK, [], "cruxmap 0", NOW)


def test_rows_sort_and_filter_in_a_browser(assessments: list[Assessment], tmp_path: Path) -> None:
    file = tmp_path / "atlas.html"
    file.write_text(atlas.write_html(FRAMEWORK, atlas.documents(assessments), "cruxmap 0", NOW), encoding="utf-8")
    with chromium() as browser, opened(browser, file) as page:
        first = page.locator("#atlas tbody tr:visible").first
        page.get_by_role("button", name="1 Threat").click()
        assert first.locator("td").nth(1).get_attribute("class") in ("full", "partial")
        page.get_by_role("button", name="1 Threat").click()
        assert first.locator("td").nth(1).get_attribute("class") in ("absent", "not_assessed")
        lands = atlas.documents(assessments)
        column, slot = next(
            (at, one)
            for at, one in enumerate(FRAMEWORK.slots, 9)
            if any(land.poles.get(one.id) is Pole.RAISES for land in lands)
        )
        page.get_by_role("button", name=slot.name).click()
        raising = sum(land.poles.get(slot.id) is Pole.RAISES for land in lands)
        told = page.locator(f"#atlas tbody tr td:nth-child({column})").all_text_contents()
        assert [text.removeprefix("↑") for text in told[:raising]] == ["raises"] * raising
        assert 0 < raising < len(told)
        assert "raises" not in told[raising]
        page.get_by_label("Only rows with these words").fill("Comment 49")
        expect(page.locator("#told")).to_have_text("1 of 50")
        assert page.evaluate("document.documentElement.scrollWidth") == 1280


def test_hostile_titles_stay_words(tmp_path: Path) -> None:
    file = tmp_path / "atlas.html"
    lands = atlas.claims([one.map for one in examples(20)])
    file.write_text(atlas.write_html(FRAMEWORK, lands, "cruxmap 0", NOW), encoding="utf-8")
    with chromium() as browser, opened(browser, file) as page:
        assert page.locator("#atlas tbody tr").count() == len(lands)
        assert page.locator("img, iframe").count() == 0
