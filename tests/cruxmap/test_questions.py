"""From a claim to its picture, from a cell to the words, and what a verdict changes."""

import json
from pathlib import Path
from typing import Any

import pytest

from cruxmap.settings import load_settings
from cruxmap.wiring import open_session
from debate.sources import Document
from tests.cruxmap.conftest import Command, Ran

CLAIM = "Compared with search engines, open models increase the risk of bioweapons."


def picture_of(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0
    found: dict[str, Any] = json.loads(ran.out)
    return found


def cells(picture: dict[str, Any], side: str) -> dict[str, tuple[str, list[str]]]:
    """Step -> level, and the words behind it."""
    return {
        cell["step"]: (cell["level"], sorted(picture["marks"][mark]["quote"] for mark in cell["marks"]))
        for cell in picture["coverage"]
        if cell["side"] == side
    }


def test_a_claim_gets_its_table_differences_cruxes_lint_words_and_gaps(cruxmap: Command) -> None:
    code, out, _ = cruxmap("analyze", CLAIM)
    assert code == 0
    for part in ("Coverage", "Assumptions", "The words behind each cell", "Evidence wanted", "What this rests on"):
        assert f"\n{part}" in out
    assert "By whom? The claim names no actor." in out
    assert "[actor-missing]" in out
    assert "An incomplete analysis is not a flawed one" in out
    assert "It is no procedure for deciding on a release." in out.replace("\n", " ")


def test_swapping_a_claim_swaps_its_sides_exactly(cruxmap: Command) -> None:
    asked = picture_of(cruxmap("analyze", CLAIM, "--json"))
    swapped = picture_of(cruxmap("analyze", CLAIM, "--swap", "--json"))
    assert any(words for _, words in cells(asked, "for").values())
    assert cells(swapped, "against") == cells(asked, "for")
    assert cells(swapped, "for") == cells(asked, "against")
    again = picture_of(cruxmap("analyze", swapped["claim"]["id"], "--swap", "--json"))
    assert again["claim"] == asked["claim"]
    assert cells(again, "for") == cells(asked, "for")


def test_a_claim_may_be_asked_again_by_its_id(cruxmap: Command) -> None:
    asked = picture_of(cruxmap("analyze", CLAIM, "--actor", "a lone student", "--json"))
    again = picture_of(cruxmap("analyze", asked["claim"]["id"], "--json"))
    assert again["claim"]["actor"] == "a lone student"
    assert again == asked


def test_why_follows_a_cell_to_the_words_their_place_and_who_said_them(cruxmap: Command) -> None:
    picture = picture_of(cruxmap("analyze", CLAIM, "--json"))
    cell = next(cell for cell in picture["coverage"] if cell["marks"])
    named = f"{cell['side']}:{cell['step']}"
    chain = picture_of(cruxmap("why", named, "--json"))
    assert chain["cell"] == cell
    assert [reason["mark"] for reason in chain["reasons"]] == [*cell["marks"], *cell["tentative"]]
    for reason in chain["reasons"]:
        assert reason["quote"] in reason["passage_text"]["text"]
        assert reason["author"]["kind"] == "local"
        assert reason["counted"] == (reason["mark"] in cell["marks"])
    shown = cruxmap("why", named, "--claim", CLAIM).out
    assert f"mark: {cell['marks'][0]}" in shown
    assert "said by: local" in shown
    assert "sha256" in shown


def test_a_rejected_mark_leaves_the_picture_and_comes_back_when_the_verdict_is_withdrawn(cruxmap: Command) -> None:
    before = picture_of(cruxmap("analyze", CLAIM, "--json"))
    cell = next(cell for cell in before["coverage"] if cell["marks"])
    for mark in cell["marks"]:
        assert cruxmap("decide", mark, "reject", "--by", "ada", "--note", "said of something else").code == 0
    after = picture_of(cruxmap("analyze", CLAIM, "--json"))
    emptied = next(one for one in after["coverage"] if (one["side"], one["step"]) == (cell["side"], cell["step"]))
    assert emptied["marks"] == []
    assert emptied["level"] in ("absent", "not_assessed")
    assert after["tally"]["rejected"] == len(cell["marks"])
    for mark in cell["marks"]:
        assert cruxmap("decide", mark, "withdrawn", "--by", "ada").code == 0
    assert picture_of(cruxmap("analyze", CLAIM, "--json"))["coverage"] == before["coverage"]


def test_an_accepted_mark_is_confirmed_by_name_in_table_and_chain(cruxmap: Command) -> None:
    picture = picture_of(cruxmap("analyze", CLAIM, "--json"))
    cell = next(cell for cell in picture["coverage"] if cell["marks"])
    cruxmap("decide", cell["marks"][0], "accept", "--by", "ada", "--note", "read it twice")
    assert "✓" in cruxmap("analyze", CLAIM).out.split("Coverage")[1].split("Assumptions")[0].split("\n", 2)[2]
    chain = cruxmap("why", f"{cell['side']}:{cell['step']}").out
    assert "verdict: accepted by ada" in chain
    assert "read it twice" in chain


def test_the_three_silences_are_told_apart(cruxmap: Command, project: Path) -> None:
    nobody = _nobody_looked(cruxmap, project)
    corpus = picture_of(cruxmap("analyze", "Bananas are yellow.", "--source", "phishing", "--json"))
    sides = picture_of(cruxmap("compare", "alarm.md", "phishing", "--json"))
    silences = [
        {cell["silence"] for cell in picture["coverage"] if cell["silence"]} for picture in (nobody, corpus, sides)
    ]
    assert silences[0] == {"nobody_looked"}
    assert "corpus_silent" in silences[1]
    assert "side_silent" in silences[2]


def _nobody_looked(cruxmap: Command, project: Path) -> dict[str, Any]:
    """An older version of a document is kept, and no search reads it."""
    for text in ("The first version speaks of risk. " * 9, "The second version speaks of harm. " * 9):
        with open_session(load_settings({"project": str(project)}), lambda _: None) as session:
            list(session.keep([Document("letter", text, {"title": "Letter"}, "letter.txt")]))
            list(session.catch_up())
    return picture_of(cruxmap("analyze", CLAIM, "--source", "letter", "--json"))


def test_an_empty_cell_says_which_silence_it_is_and_how_to_fill_it(cruxmap: Command) -> None:
    out = cruxmap("compare", "alarm.md", "phishing").out
    assert "◯  silent" in out
    assert "Looked, and this side does not say" in out.replace("\n", " ").replace("  ", " ")
    assert "try: cruxmap search '" in out


def test_sources_are_compared_as_sides_of_their_own(cruxmap: Command) -> None:
    picture = picture_of(cruxmap("compare", "alarm.md", "calm.md", "--json"))
    assert picture["claim"] is None
    assert [side["id"] for side in picture["sides"]] == ["alarm.md", "calm.md"]
    for cell in picture["coverage"]:
        assert {picture["marks"][mark]["source"] for mark in cell["marks"]} <= {cell["side"]}


def test_only_the_named_sources_are_read(cruxmap: Command) -> None:
    picture = picture_of(cruxmap("analyze", CLAIM, "--source", "calm.md", "--source", "alarm.md", "--json"))
    assert set(picture["sources"]) <= {"calm.md", "alarm.md"}
    hits = json.loads(cruxmap("search", "weights", "--source", "calm.md", "--json").out)["hits"]
    assert {hit["source"]["id"] for hit in hits} == {"calm.md"}


def test_assess_all_rates_every_source_and_ends_with_totals(cruxmap: Command) -> None:
    found = json.loads(cruxmap("assess", "--all", "--json").out)
    assert len(found["assessments"]) == 6
    assert all(
        set(one["levels"]) == {step["id"] for step in found["framework"]["steps"]} for one in found["assessments"]
    )
    assert "⬤ % of 6" in cruxmap("assess", "--all").out


@pytest.mark.parametrize("name", ["2", "threat", "Existing risk", "EXISTING DEFENSES", "Marginal risk"])
def test_a_step_may_be_called_by_number_id_name_or_alias(cruxmap: Command, name: str) -> None:
    assert cruxmap("why", f"calm.md:{name}").code == 0


def test_a_sample_claim_is_mapped_on_the_shipped_library(cruxmap: Command, tmp_path: Path) -> None:
    project = str(tmp_path / "demo.cruxmap")
    picture = picture_of(cruxmap("demo", "--project", project, "--json"))
    assert len(picture["sources"]) > 5
    assert {cell["level"] for cell in picture["coverage"] if cell["marks"]} <= {"full", "partial"}
    code, out, err = cruxmap("demo", "--project", project, "--claim", "2")
    assert code == 0
    assert "0 new" in err
    assert f"Go on with: cruxmap --project {project} analyze 'your claim'" in err
    second = cruxmap("demo", "--list").out.splitlines()[1]
    assert " ".join(out.split()).startswith(second.removeprefix("2 "))
    assert cruxmap("demo", "--claim", "99").code == 2


def test_a_whole_title_names_its_source_where_others_begin_with_it(cruxmap: Command, tmp_path: Path) -> None:
    letter = tmp_path / "letter.jsonl"
    letter.write_text(json.dumps({"title": "Comment", "text": "Weights cannot be recalled. " * 9}), encoding="utf-8")
    assert cruxmap("import", str(letter)).code == 0
    found = json.loads(cruxmap("assess", "comment", "--json").out)["assessments"]
    assert [one["source"]["title"] for one in found] == ["Comment"]


def test_what_a_stopped_import_left_is_spoken_of_and_finished_by_a_command(cruxmap: Command, project: Path) -> None:
    with open_session(load_settings({"project": str(project)}), lambda _: None) as session:
        list(session.keep([Document("late", "Watermarks cannot be removed. " * 9, {"title": "Late"}, "late.txt")]))
    ran = cruxmap("search", "watermarks", "--json")
    assert "1 passages are not encoded and marked yet; `cruxmap db finish` does that." in ran.err
    assert cruxmap("db", "finish").code == 0
    ran = cruxmap("search", "watermarks", "--json")
    assert ran.err == ""
    assert json.loads(ran.out)["hits"][0]["source"]["id"] == "late"
