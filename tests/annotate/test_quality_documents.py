"""Annotators on whole documents: the rule of `assess`, levels beside the gold's, criteria and assumptions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sklearn.metrics import cohen_kappa_score

from annotate.quality.documents import evaluate_coverage
from annotate.quality.gold import GoldDocument, Ratings
from annotate.quality.levels import CellPair, cells, compare, score_levels
from annotate.quality.rating import rate_by
from annotate.quality.report_json import coverage_json
from debate.coverage import Level
from debate.framework import load_framework
from debate.marks import Mark, Stance
from debate.sources import Passage
from tests.annotate.scripted import ScriptedAnnotator
from tests.debate.making import assumption_mark, passage, stance_mark, step_mark

FRAMEWORK = load_framework()
STEPS = [step.id for step in FRAMEWORK.steps]
FULL, PARTIAL, ABSENT = Level.FULL, Level.PARTIAL, Level.ABSENT


def ratings(
    levels: Sequence[Level], criteria: Sequence[str] | None = None, assumptions: Sequence[str] | None = None
) -> Ratings:
    return Ratings(
        dict(zip(STEPS, levels, strict=False)),
        None if criteria is None else frozenset(criteria),
        None if assumptions is None else frozenset(assumptions),
    )


def document(name: str, rated: Ratings, *annotators: Ratings) -> GoldDocument:
    return GoldDocument(name, f"Text of {name}.", rated, annotators)


def cut(name: str, text: str) -> list[Passage]:
    return [passage(f"{name}#0000", text, source_id=name)] if text.strip() else []


def marks_on(name: str, *marks: Mark) -> dict[str, Sequence[Mark]]:
    return {f"{name}#0000": [replace(mark, source_id=name) for mark in marks]}


MEMO = document("memo", ratings([FULL, ABSENT, ABSENT, PARTIAL, ABSENT, ABSENT], ["1a", "1c", "4d"], ["actor:raises"]))
ON_MEMO = marks_on(
    "memo",
    stance_mark("memo#0000", Stance.FOR),
    step_mark("memo#0000", "threat", "1a", "1c"),
    step_mark("memo#0000", "existing_risk", "2a"),
    step_mark("memo#0000", "uncertainty", "6a", confidence=0.2),
    assumption_mark("memo#0000", "actor", "raises"),
)


def report_on(*gold: GoldDocument, marks: dict[str, Sequence[Mark]] | None = None) -> Any:
    annotator = ScriptedAnnotator(ON_MEMO if marks is None else marks)
    return coverage_json(evaluate_coverage(gold, {"ada": annotator}, FRAMEWORK, cut, rate_by(FRAMEWORK), samples=40))


def test_a_document_is_rated_by_the_rule_that_assess_uses() -> None:
    said = rate_by(FRAMEWORK)(MEMO, cut("memo", "text"), ON_MEMO["memo#0000"])
    assert [said.levels[step] for step in STEPS] == [FULL, PARTIAL, ABSENT, ABSENT, ABSENT, ABSENT]
    assert said.criteria == frozenset({"1a", "1c", "2a"})
    assert said.assumptions == frozenset({"actor:raises"})


def test_a_slot_argued_both_ways_has_both_poles() -> None:
    both = marks_on("memo", *(assumption_mark("memo#0000", "actor", pole) for pole in ("raises", "doubts")))
    said = rate_by(FRAMEWORK)(MEMO, cut("memo", "text"), both["memo#0000"])
    assert said.assumptions == frozenset({"actor:raises", "actor:doubts"})


def test_cells_that_the_gold_does_not_rate_are_not_scored() -> None:
    half = document("memo", Ratings({"threat": FULL}, None, None))
    assert cells([half], [half.ratings], [ratings([PARTIAL] * 6)]) == [CellPair("memo", "threat", FULL, PARTIAL)]


def test_levels_are_scored_by_distance() -> None:
    pairs = [
        CellPair("memo", "threat", FULL, FULL),
        CellPair("memo", "existing_risk", ABSENT, PARTIAL),
        CellPair("memo", "uncertainty", PARTIAL, Level.NOT_ASSESSED),
        CellPair("memo", "ease_of_defense", FULL, ABSENT),
    ]
    found = score_levels(pairs)
    expected = cohen_kappa_score([2, 0, 1, 2], [2, 1, 0, 0], labels=[0, 1, 2], weights="quadratic")
    assert (found.cells, found.exact, found.bias) == (4, 0.25, -0.5)
    assert found.weighted_kappa == pytest.approx(expected)


def test_levels_that_are_all_alike_have_no_kappa() -> None:
    assert score_levels([CellPair("memo", "threat", FULL, FULL)]).weighted_kappa is None
    assert score_levels([]).exact is None


def test_the_report_holds_an_annotator_against_the_gold() -> None:
    found = report_on(MEMO)
    assert found["levels"]["exact"] == pytest.approx(4 / 6, abs=1e-4)
    assert found["criteria"]["f1"] == pytest.approx(4 / 6, abs=1e-4)
    assert found["assumptions"]["f1"] == 1.0
    assert found["criteria"]["per_step"]["threat"]["f1"] == 1.0
    assert found["cells"][0]["said"] != found["cells"][0]["gold"]
    assert found["cells"][-1]["said"] == found["cells"][-1]["gold"]


def test_resampled_figures_are_the_figures_shown() -> None:
    letter = document("letter", ratings([ABSENT] * 6, [], []))
    report = evaluate_coverage(
        [MEMO, letter], {"ada": ScriptedAnnotator(ON_MEMO)}, FRAMEWORK, cut, rate_by(FRAMEWORK), samples=40
    )
    (ada,) = report.annotators
    for name, shown in ada.figures.headlines().items():
        assert ada.intervals[name].value == pytest.approx(shown)


def test_an_empty_document_is_silent_on_everything() -> None:
    found = report_on(GoldDocument("blank", " ", ratings([ABSENT] * 6, [], []), ()))
    assert (found["levels"]["exact"], found["levels"]["weighted_kappa"]) == (1.0, None)
    assert "levels.weighted_kappa" not in found["intervals"]


def test_what_the_gold_leaves_out_gets_no_figure() -> None:
    found = report_on(document("memo", ratings([FULL] * 6)))
    assert set(found["intervals"]) == {"levels.weighted_kappa", "levels.exact"}
    assert found["criteria"]["support"] == found["criteria"]["said"] == 0
    assert (found["floor"]["criteria.f1"], found["floor"]["levels.exact"]) == (None, 1.0)


def test_the_ceiling_is_over_documents_that_all_annotators_rated() -> None:
    one, other = ratings([FULL] + [ABSENT] * 5, ["1a"], []), ratings([PARTIAL] + [ABSENT] * 5, ["1a"], [])
    found = report_on(document("memo", one, one, other), document("letter", one, one))
    assert found["ceiling"]["levels.exact"] == pytest.approx(5 / 6, abs=1e-4)
    assert found["ceiling"]["criteria.f1"] == 1.0
    assert report_on(MEMO)["ceiling"] == {}


def test_several_annotators_stand_side_by_side_and_progress_counts_them_all() -> None:
    done: list[int] = []
    ada = ScriptedAnnotator(ON_MEMO)
    report = evaluate_coverage(
        [MEMO],
        {"silent": ScriptedAnnotator({}, unread=["memo#0000"]), "ada": ada},
        FRAMEWORK,
        cut,
        rate_by(FRAMEWORK),
        samples=40,
        advance=done.append,
    )
    assert done == [1, 2]
    assert ada.expected == ["memo#0000"]
    assert [one.unread for one in report.annotators] == [1, 0]
    assert report.differences["ada"]["assumptions.f1"].value == 1.0
    assert list(coverage_json(report)["annotators"]) == ["silent", "ada"]


def test_two_readings_are_compared_only_where_both_say_something() -> None:
    left, right = ratings([FULL], ["1a"], None), ratings([FULL], None, ["actor:raises"])
    found = compare([MEMO], [left], [right], FRAMEWORK)
    assert (found.criteria.rows, found.assumptions.rows, found.levels.cells) == (0, 0, 1)
