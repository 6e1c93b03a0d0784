"""Annotators on labelled passages: what their marks amount to, and the report on them."""

from dataclasses import replace
from typing import Any

import pytest

from annotate.quality.gold import Kind
from annotate.quality.mistakes import Fault, worst
from annotate.quality.passages import Options, evaluate_marks
from annotate.quality.predictions import predict, read_marks
from annotate.quality.report_json import marks_json
from annotate.quality.tallies import scored
from debate.framework import load_framework
from debate.marks import Mark, Stance
from tests.annotate.scripted import ScriptedAnnotator, gold, labels
from tests.debate.making import assumption_mark, stance_mark, step_mark

FRAMEWORK = load_framework()
GOLD = [
    gold("memo_1", "raises", ["threat"], ["actor:raises"]),
    gold("memo_2", "doubts", ["threat", "uncertainty"], []),
    gold("letter_1", "none", [], []),
]
MARKS: dict[str, list[Mark]] = {
    "memo_1": [
        stance_mark("memo_1", Stance.FOR, confidence=0.9),
        step_mark("memo_1", "threat", "1a", confidence=0.8),
        assumption_mark("memo_1", "actor", "doubts", confidence=0.7),
    ],
    "memo_2": [stance_mark("memo_2", Stance.FOR, confidence=0.6), step_mark("memo_2", "threat", confidence=0.4)],
}


def language_of(text: str) -> str:
    return "ja" if "memo_2" in text else "en"


def report_of(*names: str) -> Any:
    annotators = {name: ScriptedAnnotator(MARKS if name == "ada" else {}) for name in names}
    report = evaluate_marks(GOLD, annotators, FRAMEWORK, language_of, Options(samples=50))
    return marks_json(report)


def test_the_widest_stance_toward_the_standing_claim_is_the_passages_own() -> None:
    marks = [
        stance_mark("p", Stance.AGAINST, confidence=0.99, span=(0, 5)),
        stance_mark("p", Stance.MIXED, confidence=0.5),
        stance_mark("p", Stance.FOR, claim_id="another claim"),
    ]
    said = read_marks(marks)
    assert said.labels().stance == "mixed"
    assert said.labels(trust=0.6).stance == "none"


def test_a_step_marked_twice_is_said_once_with_its_surest_words() -> None:
    marks = [step_mark("p", "threat", confidence=0.5, span=(0, 4)), step_mark("p", "threat", confidence=0.8)]
    ((key, said),) = read_marks(marks).said.items()
    assert (key, said.confidence, said.words) == ((Kind.STEPS, "threat"), 0.8, marks[1].quote)


def test_an_annotator_hears_of_everything_first_and_is_given_as_much_as_it_wants_at_once() -> None:
    annotator, done = ScriptedAnnotator({}), list[int]()
    many = [gold(f"memo_{at}", "none") for at in range(annotator.at_once + 5)]
    predict(annotator, many, language_of, done.append)
    assert annotator.expected == [one.id for one in many]
    assert [len(batch) for batch in annotator.asked] == [annotator.at_once, 5]
    assert done == [annotator.at_once, annotator.at_once + 5]


def test_passages_that_were_not_read_are_counted() -> None:
    annotator = ScriptedAnnotator(MARKS, unread=["memo_2", "of another run"])
    assert marks_json(evaluate_marks(GOLD, {"ada": annotator}, FRAMEWORK, language_of))["unread"] == 1


def test_marks_on_passages_that_were_not_asked_about_are_passed_over() -> None:
    stray = ScriptedAnnotator({"memo_1": [step_mark("another", "threat")]})
    assert predict(stray, GOLD, language_of)["memo_1"].said == {}


def test_the_report_counts_what_was_said() -> None:
    found = report_of("ada")
    assert (found["passages"], found["documents"]) == (3, 2)
    steps, stance, assumptions = (found[kind] for kind in ("steps", "stance", "assumptions"))
    assert steps["per_label"]["threat"]["f1"] == 1.0
    assert steps["macro_f1"] == pytest.approx(0.5)
    assert stance["macro_f1"] == pytest.approx((2 / 3 + 0 + 1) / 3, abs=1e-4)
    assert stance["confusion"]["doubts"]["raises"] == 1
    assert assumptions["micro_f1"] == 0.0
    assert assumptions["per_slot"]["actor"]["flipped"] == 1


def test_confidence_is_judged_over_everything_that_was_said() -> None:
    found = report_of("ada")
    everything = found["calibration"]["all"]
    assert everything["count"] == 5
    shown = found["shown"]["all"]
    assert (shown["shown"], shown["precision"], shown["recall"]) == (2, 1.0, pytest.approx(2 / 6, abs=1e-4))


def test_the_stance_none_is_neither_said_nor_missed() -> None:
    predictions = predict(ScriptedAnnotator({}), GOLD, language_of)
    assert scored(GOLD, predictions, [Kind.STANCE]) == ([], 2)


def test_figures_are_told_apart_by_language() -> None:
    languages = report_of("ada")["languages"]
    assert {name: one["passages"] for name, one in languages.items()} == {"en": 2, "ja": 1}
    assert languages["ja"]["assumptions.micro_f1"] == 0.0


def test_several_annotators_stand_side_by_side_with_their_difference() -> None:
    found = report_of("ada", "silent")
    assert found["annotator"] == "ada"
    assert list(found["annotators"]) == ["ada", "silent"]
    ahead = found["differences"]["silent"]["steps.macro_f1"]
    assert ahead["value"] == -0.5
    assert ahead["low"] <= ahead["value"] <= ahead["high"]
    assert "annotators" not in report_of("ada")


def test_what_the_gold_does_not_label_gets_no_figure() -> None:
    steps_alone = [gold("memo_1", steps=["threat"]), gold("memo_2", steps=[])]
    report = evaluate_marks(steps_alone, {"ada": ScriptedAnnotator(MARKS)}, FRAMEWORK, language_of, Options(samples=20))
    found = marks_json(report)
    assert set(found["intervals"]) == {"steps.macro_f1"}
    assert (found["stance"]["macro_f1"], found["assumptions"]["micro_f1"]) == (None, None)
    assert found["floor"]["stance.macro_f1"] is None
    assert found["calibration"]["all"]["count"] == 2
    assert found["languages"]["en"]["assumptions.micro_f1"] is None


def test_the_worst_errors_are_the_surest_wrong_ones_and_what_everybody_saw() -> None:
    both = [labels("doubts", ["uncertainty"], [])] * 2
    torn = [labels("doubts", ["uncertainty"], []), labels("doubts", [], [])]
    rows = [
        gold("memo_2", "doubts", ["threat", "uncertainty"], [], annotators=both, spans=["unclear", "unclear"]),
        gold("memo_3", "doubts", ["uncertainty"], [], annotators=torn),
    ]
    found = worst(rows, predict(ScriptedAnnotator(MARKS), rows, language_of), 10)
    assert [(one.fault, one.label, one.passage_id) for one in found] == [
        (Fault.WRONG, "raises", "memo_2"),
        (Fault.MISSED, "uncertainty", "memo_2"),
        (Fault.MISSED, "doubts", "memo_3"),
    ]
    assert (found[0].confidence, found[0].agreed, found[0].gold) == (0.6, 0.0, ("doubts",))
    assert (found[1].words, found[1].agreed) == ("unclear", 1.0)
    assert found[2].words == rows[1].text


@pytest.mark.parametrize(("count", "wrong", "missed"), [(0, 0, 0), (1, 1, 0), (2, 1, 1), (3, 2, 1), (20, 2, 2)])
def test_neither_kind_of_error_crowds_out_the_other(count: int, wrong: int, missed: int) -> None:
    found = worst(GOLD, predict(ScriptedAnnotator(MARKS), GOLD, language_of), count)
    faults = [one.fault for one in found]
    assert (faults.count(Fault.WRONG), faults.count(Fault.MISSED)) == (wrong, missed)


def test_a_long_passage_without_spans_is_cut_in_the_listing() -> None:
    rows = [replace(gold("memo_9", "doubts"), text="word " * 500)]
    (missed,) = worst(rows, predict(ScriptedAnnotator({}), rows, language_of), 5)
    assert len(missed.words) < 250


def test_nobody_and_nothing_can_be_measured_without_an_error() -> None:
    empty = evaluate_marks([], {"ada": ScriptedAnnotator({})}, FRAMEWORK, language_of)
    assert marks_json(empty)["steps"]["macro_f1"] is None
    assert evaluate_marks(GOLD, {}, FRAMEWORK, language_of).annotators == ()
