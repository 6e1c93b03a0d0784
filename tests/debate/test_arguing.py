"""Arguments without a model: every sentence is a source's own, and an empty cell stays empty."""

from dataclasses import replace

import pytest

from debate.actions import Action
from debate.arguing import StepDebate, assemble, standing_debate
from debate.arguments import Argument, Disagreement, Part, Relation, links_of
from debate.doing import perform
from debate.errors import UnknownName
from debate.framework import load_framework
from debate.framing import frame
from debate.maps import DebateMap
from debate.marks import Author, AuthorKind
from debate.session import Session
from debate.sources import Document
from debate.verdicts import Decision
from tests.debate.memory import KeywordAnnotator, MemoryRetriever, MemoryStore, OneLineCutter

FRAMEWORK = load_framework()
NOW = "2026-01-02T03:04:05Z"
CLAIM = frame(FRAMEWORK, "Compared with the Internet, open models increase the risk of bioweapons.")
ALARM = (
    "RAISES Terrorists could make pathogens with weights. THREAT-1a NOVELTY MARGIN-4c\n"
    "RAISES Nothing like it was possible before. MARGIN-4a"
)
CALM = "DOUBTS Genomes have been in libraries for decades. PAST-2c SUBSTITUTES MARGIN-4a"


@pytest.fixture
def picture() -> DebateMap:
    store = MemoryStore()
    session = Session(FRAMEWORK, store, OneLineCutter(), MemoryRetriever(store), KeywordAnnotator(), 0.6, lambda: NOW)
    documents = [Document(name, text, {}, f"{name}.txt") for name, text in (("alarm", ALARM), ("calm", CALM))]
    list(session.keep(documents))
    list(session.catch_up())
    return session.analyze(CLAIM)


def at(picture: DebateMap, step_id: str) -> StepDebate:
    return next(step for step in assemble(picture, NOW) if step.step_id == step_id)


def test_a_case_is_made_of_the_words_of_that_sides_marks(picture: DebateMap) -> None:
    (case,) = [one for one in at(picture, "threat").arguments if one.part is Part.CASE]
    assert (case.side_id, case.draft) == ("for", False)
    for sentence in case.sentences:
        (ground,) = sentence.grounds
        assert ground.quote in ALARM
        assert picture.marks[str(ground.mark_id)].mark.quote == ground.quote


def test_one_passage_does_not_speak_for_all(picture: DebateMap) -> None:
    case = at(picture, "marginal_evidence").arguments[0]
    passages = [ground.passage_id for sentence in case.sentences for ground in sentence.grounds]
    assert len(passages) == len(set(passages)) == 2


def test_an_empty_cell_stays_a_gap_with_its_query(picture: DebateMap) -> None:
    step = at(picture, "ease_of_defense")
    assert step.arguments == ()
    assert [gap.side_id for gap in step.gaps] == ["for", "against"]
    assert all(gap.query for gap in step.gaps)


def test_a_contested_slot_that_bears_on_the_step_makes_the_other_side_answer(picture: DebateMap) -> None:
    answers = [one for one in at(picture, "marginal_evidence").arguments if one.part is Part.REBUTTAL]
    assert [one.side_id for one in answers] == ["against", "for"]
    assert {one.disagreement for one in answers} == {Disagreement.BASELINE}
    assert "substitutes" in answers[0].disagreement_text
    assert answers[0].sentences[0].text in CALM


def test_nobody_answers_where_nothing_is_contested(picture: DebateMap) -> None:
    assert all(one.part is Part.CASE for one in at(picture, "threat").arguments)


def test_links_lead_from_sentences_to_the_claim_and_to_the_case_they_answer(picture: DebateMap) -> None:
    for_case, against_answer, against_case, _ = at(picture, "marginal_evidence").arguments
    assert {(link.target_id, link.relation) for link in links_of(for_case)} == {(CLAIM.id, Relation.SUPPORTS)}
    assert {(link.target_id, link.relation) for link in links_of(against_case)} == {(CLAIM.id, Relation.ATTACKS)}
    assert [(link.target_id, link.relation) for link in links_of(against_answer)] == [(for_case.id, Relation.UNDERCUTS)]


def test_the_same_map_makes_the_same_arguments(picture: DebateMap) -> None:
    assert assemble(picture, NOW) == assemble(picture, NOW)


def drafted(picture: DebateMap, words: str, decision: Decision | None = None) -> Argument:
    """A model's case for the side For at the first step."""
    (made,) = [one for one in at(picture, "threat").arguments if one.part is Part.CASE]
    sentence = replace(made.sentences[0], text=words)
    model = Author(AuthorKind.MODEL, "scripted", "1", "p")
    return replace(made, id=words, sentences=(sentence,), author=model, decision=decision)


@pytest.mark.parametrize(
    ("kept", "stands"),
    [
        pytest.param([], None, id="nothing was drafted"),
        pytest.param([("old", None), ("new", None)], "new", id="the newest draft"),
        pytest.param([("old", Decision.ACCEPTED), ("new", None)], "old", id="an accepted one before a newer draft"),
        pytest.param([("old", None), ("new", Decision.REJECTED)], "old", id="no rejected one"),
        pytest.param([("old", Decision.REJECTED)], None, id="marks where every draft is rejected"),
    ],
)
def test_one_case_stands_in_each_cell(
    picture: DebateMap, kept: list[tuple[str, Decision | None]], stands: str | None
) -> None:
    drafts = [drafted(picture, words, decision) for words, decision in kept]
    first = next(step for step in standing_debate(picture, drafts, NOW) if step.step_id == "threat")
    (case,) = [one for one in first.arguments if one.part is Part.CASE]
    assert (case.id if case.author.kind == "model" else None) == stands


def test_deciding_on_a_draft_is_an_action_that_is_taken_back(picture: DebateMap) -> None:
    store = MemoryStore()
    session = Session(FRAMEWORK, store, OneLineCutter(), MemoryRetriever(store), KeywordAnnotator(), 0.6, lambda: NOW)
    store.keep_arguments([drafted(picture, "a draft")])
    back = perform(session, Action("accept-draft", {"draft": "a draft"}), "ada")
    assert store.drafts["a draft"].decision is Decision.ACCEPTED
    for action in back:
        perform(session, action, "ada")
    assert store.drafts["a draft"].draft
    assert [entry.action.name for entry in store.done] == ["accept-draft", "withdraw-draft"]
    with pytest.raises(UnknownName, match="no draft “another”"):
        perform(session, Action("reject-draft", {"draft": "another"}), "ada")
