"""A claim's fields are read from its words, and the lint asks for what is missing."""

import pytest

from debate.claims import Direction, claim_id
from debate.coverage import Examined, cover
from debate.errors import UnknownName
from debate.framework import load_framework
from debate.framing import NotAClaim, frame
from debate.lint import lint_claim, lint_sides, rules
from debate.marks import Mark
from debate.sides import FOR, Placing
from tests.debate.making import judged, passage, step_mark

FRAMEWORK = load_framework()


@pytest.mark.parametrize(
    ("text", "vector"),
    [
        ("Open models let novices build bioweapons.", "bio"),
        ("Released weights will flood the web with spear-phishing.", "phishing"),
        ("Open image models drove the rise of non-consensual intimate imagery.", "ncii"),
        ("Open models make CSAM easier to produce.", "csam"),
        ("Cloned voices will defraud pensioners.", "voice"),
        ("Open models are good for elections.", "disinformation"),
        ("Openness helps hackers more than defenders.", "cyber"),
        ("オープンモデルは病原体の製造を容易にする。", "bio"),
        ("Openness is a virtue.", None),
    ],
)
def test_the_vector_is_read_from_the_words(text: str, vector: str | None) -> None:
    assert frame(FRAMEWORK, text).vector == vector


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Openly releasing weights materially increases the risk of bioweapons.", Direction.INCREASE),
        ("Releasing weights does not increase the risk of phishing.", Direction.NO_CHANGE),
        ("Open weights add little risk beyond the Internet.", Direction.NO_CHANGE),
        ("There is no evidence of marginal risk from open models.", Direction.NO_CHANGE),
        ("Open models reduce the risk of cyberattacks.", Direction.DECREASE),
        ("Open models lower the barrier to bioterrorism.", Direction.INCREASE),
        ("オープンな重みの公開は悪用の危険を高める。", Direction.INCREASE),
        ("Open weights and elections.", Direction.UNKNOWN),
    ],
)
def test_the_direction_is_read_from_the_words(text: str, direction: Direction) -> None:
    assert frame(FRAMEWORK, text).direction is direction


def test_fields_that_are_given_stand() -> None:
    claim = frame(
        FRAMEWORK, "Open models let novices build bioweapons.", vector="cyber", baselines=["internet"], actor="state"
    )
    assert (claim.vector, claim.baselines, claim.actor) == ("cyber", ("internet",), "state")


def test_an_unknown_vector_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="bio, cyber"):
        frame(FRAMEWORK, "Open models are risky.", vector="nuclear")


@pytest.mark.parametrize("text", ["", "  \n ", "\x00"])
def test_an_empty_claim_is_refused(text: str) -> None:
    with pytest.raises(NotAClaim, match="empty"):
        frame(FRAMEWORK, text)


def test_a_document_is_no_claim() -> None:
    with pytest.raises(NotAClaim, match="Import the text"):
        frame(FRAMEWORK, "word " * 1000)


def test_the_same_sentence_has_the_same_id_whatever_its_blanks_and_case() -> None:
    assert claim_id("Open  weights\nraise risk.") == claim_id("open weights raise risk.")
    assert claim_id("Open weights raise risk.") != claim_id("Open weights raise risks.")


def test_a_bare_claim_is_asked_what_it_lacks() -> None:
    fired = {finding.rule_id for finding in lint_claim(frame(FRAMEWORK, "Openness is risky for democracy."))}
    assert {"baseline-missing", "actor-missing", "vector-missing", "horizon-missing"} <= fired


def test_a_complete_claim_is_asked_nothing() -> None:
    text = "Compared with web search, today's open models increase the risk that novices build bioweapons."
    assert lint_claim(frame(FRAMEWORK, text)) == ()


def fired(*pairs: tuple[Mark, str]) -> set[str]:
    """Rule ids that fire on a side whose marks are the given (mark, passage text) pairs."""
    marks = {mark.id: mark for mark, _ in pairs}
    passages = {mark.passage_id: passage(mark.passage_id, text) for mark, text in pairs}
    place = Placing(mark=lambda mark: ("for",), passage=lambda passage: ("for",))
    examined = Examined(frozenset(step.id for step in FRAMEWORK.steps), {"for": len(passages)})
    cells = cover(FRAMEWORK, [FOR], [judged(mark) for mark in marks.values()], place, examined)
    return {finding.rule_id for finding in lint_sides(FRAMEWORK, [FOR], cells, marks, passages)}


def test_a_threat_compared_with_nothing_is_absolute_risk_argued_as_marginal() -> None:
    threat = step_mark("p", "threat", "1a")
    assert "absolute-as-marginal" in fired((threat, "terrorists could make pathogens"))
    compared = step_mark("q", "marginal_evidence", "4d")
    assert "absolute-as-marginal" not in fired((threat, "x"), (compared, "more than a search engine gives"))


def test_a_threat_without_any_defence_is_flagged() -> None:
    threat, defence = step_mark("p", "threat", "1a"), step_mark("q", "existing_defenses", "3a")
    assert "defence-ignored" in fired((threat, "x"))
    assert "defence-ignored" not in fired((threat, "x"), (defence, "filters"))


def test_evidence_from_closed_models_only_is_flagged() -> None:
    evidence = step_mark("p", "marginal_evidence", "4f")
    assert "closed-evidence-only" in fired((evidence, "ChatGPT gave students four candidate agents in an hour."))
    assert "closed-evidence-only" not in fired((evidence, "ChatGPT and Llama, an open-weight model, both did."))
    assert "closed-evidence-only" not in fired((evidence, "Nobody named any model at all."))


def test_every_rule_says_what_is_wrong_and_how_to_mend_it() -> None:
    assert len({rule.id for rule in rules()}) == len(rules())
    assert all(rule.says and rule.fix for rule in rules())
