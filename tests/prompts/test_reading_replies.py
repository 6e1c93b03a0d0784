"""Replies are read leniently, and never believed further than the names they were given."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from debate.arguments import Disagreement, Relation
from debate.claims import Direction
from debate.coverage import Level
from debate.framework import load_framework
from debate.marks import Pole
from prompts.aligning import read_alignment
from prompts.arguing import read_draft
from prompts.claiming import read_framing
from prompts.rating import read_rating
from prompts.settling import read_settling

FRAMEWORK = load_framework()
IDS = {"p1": "paper#0001", "p2": "paper#0002"}
QUOTE = "the exact words of it"
ALL_ABSENT = dict.fromkeys((step.id for step in FRAMEWORK.steps), "absent")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("levels", "criteria", "assumptions", "clashes", "sentences", "evidence", "disagreement", "vector", "missing")


@given(st.dictionaries(st.sampled_from(FIELDS), JSON) | JSON)
def test_whatever_json_comes_back_reading_it_never_raises(value: Any) -> None:
    text = f"Sure! ```json\n{json.dumps(value)}\n```"
    read_rating(text, FRAMEWORK, IDS)
    read_alignment(text, IDS, IDS)
    read_draft(text, IDS)
    read_draft(text, IDS, case_length=2)
    read_framing(text, FRAMEWORK, "a claim")
    read_settling(text)


@given(st.text())
def test_a_reply_that_is_no_json_has_a_fault_and_nothing_else(text: str) -> None:
    reply = read_rating(text.replace("{", ""), FRAMEWORK, IDS)
    assert (reply.levels, reply.proposals, len(reply.faults)) == ({}, (), 1)


def test_a_rating_gives_levels_and_the_words_behind_them() -> None:
    answer = {
        "levels": ALL_ABSENT | {"existing_risk": "partial"},
        "criteria": [{"criterion": "2c", "passage": "p2", "quote": QUOTE}],
        "assumptions": [
            {"slot": "counterfactual", "pole": "doubts", "passage": "p1", "quote": QUOTE, "statement": "S."}
        ],
    }
    reply = read_rating(json.dumps(answer), FRAMEWORK, IDS)
    assert reply.levels["existing_risk"] is Level.PARTIAL
    assert [(one.passage_id, one.label, one.criteria, one.pole) for one in reply.proposals] == [
        ("paper#0002", "existing_risk", ("2c",), None),
        ("paper#0001", "counterfactual", (), Pole.DOUBTS),
    ]
    assert reply.faults == ()


def test_a_level_criterion_or_passage_that_does_not_exist_is_named_and_left_out() -> None:
    answer = {
        "levels": ALL_ABSENT | {"threat": "overwhelming"},
        "criteria": [{"criterion": "9z", "passage": "p1", "quote": QUOTE}, {"criterion": "1a", "passage": "p7"}],
    }
    reply = read_rating(json.dumps(answer), FRAMEWORK, IDS)
    assert reply.proposals == ()
    assert set(reply.faults) == {
        "an unknown level “overwhelming”",
        "no level for the step “threat”",
        "an unknown criterion “9z”",
        "an unknown passage id “p7”",
    }


def test_a_claims_fields_are_kept_only_where_the_framework_and_the_claim_have_them() -> None:
    answer = {
        "vector": "bio",
        "direction": "increase",
        "baselines": ["internet", "the moon"],
        "actor": "Untrained people",
        "horizon": "within two years",
        "missing": ["With which models?", 3, "By when?", "Where?", "Why?"],
    }
    reply = read_framing(json.dumps(answer), FRAMEWORK, "Weights let untrained people make pathogens.")
    assert (reply.vector, reply.direction, reply.baselines) == ("bio", Direction.INCREASE, ("internet",))
    assert (reply.actor, reply.horizon) == ("Untrained people", None)
    assert reply.missing == ("With which models?", "By when?", "Where?")
    assert len(reply.faults) == 2


def test_a_sentence_that_names_no_passage_it_was_given_is_dropped() -> None:
    answer = {"sentences": [{"text": "Grounded.", "passages": ["p1"], "quote": QUOTE}, {"text": "Free-floating."}]}
    reply = read_draft(json.dumps(answer), IDS)
    assert [(one.text, one.passage_ids) for one in reply.sentences] == [("Grounded.", ("paper#0001",))]
    assert reply.faults == ("a sentence that names no passage it was given",)


def test_an_answer_is_tied_to_the_sentence_it_answers() -> None:
    def sentence(**fields: object) -> dict[str, object]:
        return {"text": "T.", "passages": ["p1"], "quote": QUOTE, **fields}

    answer = {
        "sentences": [
            sentence(answers=2, relation="undercuts"),
            sentence(answers=3, relation="attacks"),
            sentence(answers=1, relation="mocks"),
        ],
        "disagreement": {"kind": "baseline", "text": "Compared with what."},
    }
    reply = read_draft(json.dumps(answer), IDS, case_length=2)
    assert [(one.answers, one.relation) for one in reply.sentences] == [(2, Relation.UNDERCUTS)]
    assert (reply.disagreement, reply.disagreement_text) == (Disagreement.BASELINE, "Compared with what.")


def test_a_clash_needs_words_of_both_sides_each_from_a_passage_of_its_own() -> None:
    def clash(left: str, right: str) -> dict[str, object]:
        sides = {"for": {"says": "A.", "passage": left, "quote": QUOTE}, "against": {"says": "B.", "passage": right}}
        return {"kind": "definition", "turns_on": "help", **sides}

    answer = {"clashes": [clash("p1", "p2"), clash("p2", "p1")]}
    reply = read_alignment(json.dumps(answer), {"p1": "a#0001"}, {"p2": "b#0001"})
    assert [(one.for_.passage_id, one.against.passage_id) for one in reply.clashes] == [("a#0001", "b#0001")]


def test_evidence_that_only_one_result_could_come_of_settles_nothing() -> None:
    whole = {"kind": "experiment", "done": "D", "raises_if": "R", "doubts_if": "N", "still_open": ""}
    reply = read_settling(json.dumps({"evidence": [whole, whole | {"doubts_if": ""}], "open": "Values differ."}))
    assert (len(reply.evidence), reply.open) == (1, "Values differ.")
    assert reply.faults == ("evidence that does not say what either result would mean",)
