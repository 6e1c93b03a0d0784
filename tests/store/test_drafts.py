"""Drafted arguments and decisions on them are only ever added."""

from dataclasses import replace

import pytest

from debate.arguments import Argument, Disagreement, Ground, Part, Relation, Sentence
from debate.errors import UnknownName
from debate.marks import Author, AuthorKind
from debate.verdicts import Decision
from store.project import Project

NOW = "2026-01-02T03:04:05Z"
GROUND = Ground("paper#0001", "paper", 4, 20, "核の知識は本にある。", "abc")
CASE = Argument(
    id="0123456789ab",
    claim_id="c" * 12,
    side_id="for",
    step_id="threat",
    part=Part.CASE,
    sentences=(Sentence("Knowledge is in books.", (GROUND,)),),
    author=Author(AuthorKind.MODEL, "fake:model", "1", "argue_side:1"),
    made_at=NOW,
    dropped=2,
)
ANSWER = replace(
    CASE,
    id="ba9876543210",
    part=Part.REBUTTAL,
    side_id="against",
    sentences=(Sentence("It is not enough.", (GROUND, GROUND._replace(mark_id=None)), 1, Relation.UNDERCUTS),),
    answers_id=CASE.id,
    disagreement=Disagreement.DEFINITION,
    disagreement_text="What knowing means.",
)


def test_what_is_kept_comes_back_as_it_was(project: Project) -> None:
    project.keep_arguments([CASE, ANSWER])
    project.keep_arguments([replace(CASE, made_at="2027-01-01T00:00:00Z")])
    assert project.arguments_on(CASE.claim_id) == [CASE, ANSWER]
    assert project.argument(ANSWER.id) == ANSWER
    assert project.arguments_on("another") == []


def test_the_newest_decision_stands_and_makes_a_draft_an_argument(project: Project) -> None:
    project.keep_arguments([CASE])
    assert CASE.draft
    for decision in (Decision.REJECTED, Decision.ACCEPTED):
        project.decide_argument(CASE.id, decision, "ada", NOW)
    (kept,) = project.arguments_on(CASE.claim_id)
    assert (kept.decision, kept.draft) == (Decision.ACCEPTED, False)
    assert len(project.file.rows("SELECT * FROM draft_decisions")) == 2


def test_a_decision_on_an_unknown_draft_is_refused(project: Project) -> None:
    with pytest.raises(UnknownName, match="cruxmap debate"):
        project.decide_argument("nothing", Decision.ACCEPTED, "ada", NOW)
