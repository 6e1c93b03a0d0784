"""A map as a graph: every cell is there, and every argument leads to a side and to its words."""

import pytest

from debate.coverage import Level
from debate.framework import load_framework
from debate.framing import frame
from debate.graph import EdgeKind, NodeKind
from debate.graphing import graph_of
from debate.maps import DebateMap
from debate.marks import Pole
from debate.session import Session
from debate.sources import Document
from tests.debate.memory import KeywordAnnotator, MemoryRetriever, MemoryStore, OneLineCutter

FRAMEWORK = load_framework()
CLAIM = frame(FRAMEWORK, "Compared with the Internet, open models increase the risk of bioweapons.")
NOW = "2026-01-02T03:04:05Z"
ALARM = "RAISES Terrorists could make pathogens. THREAT-1a THREAT-1d NOVELTY\nRAISES MARGIN-4c\nRAISES THREAT-1b"
CALM = "DOUBTS Pathogen genomes have been in libraries for decades. PAST-2c SUBSTITUTES\nNo side: THREAT-1c"
TEXTS = {"alarm": ALARM, "calm": CALM}


@pytest.fixture
def session() -> Session:
    store = MemoryStore()
    retriever = MemoryRetriever(store)
    made = Session(FRAMEWORK, store, OneLineCutter(), retriever, KeywordAnnotator(), 0.6, lambda: NOW)
    list(made.keep([Document(name, text, {"title": name.title()}, name) for name, text in TEXTS.items()]))
    list(made.catch_up())
    return made


@pytest.fixture
def picture(session: Session) -> DebateMap:
    return session.analyze(CLAIM)


def test_every_edge_joins_nodes_that_are_there(picture: DebateMap) -> None:
    graph = graph_of(picture)
    ids = [node.id for node in graph.nodes]
    assert len(ids) == len(set(ids))
    assert {end for edge in graph.edges for end in (edge.source, edge.target)} <= set(ids)


def test_empty_cells_are_nodes_too(picture: DebateMap) -> None:
    steps = [node for node in graph_of(picture).nodes if node.kind is NodeKind.STEP]
    assert len(steps) == 2 * len(FRAMEWORK.steps)
    assert {node.level for node in steps} >= {Level.FULL, Level.ABSENT}


def test_an_argument_leads_to_its_step_its_words_and_its_source(picture: DebateMap) -> None:
    graph = graph_of(picture)
    threat = picture.cell("for", "threat").mark_ids[0]
    targets = {edge.target: edge.kind for edge in graph.edges if edge.source == f"argument:{threat}"}
    passage_id = picture.marks[threat].mark.passage_id
    assert targets == {"step:for/threat": EdgeKind.BACKS, f"passage:{passage_id}": EdgeKind.QUOTES}
    assert ("passage:" + passage_id, "source:alarm") in {(edge.source, edge.target) for edge in graph.edges}


def test_opposite_poles_contest_each_other_once(picture: DebateMap) -> None:
    contests = [edge for edge in graph_of(picture).edges if edge.kind is EdgeKind.CONTESTS]
    assert [(edge.source, edge.target) for edge in contests] == [
        (f"assumption:for/counterfactual/{Pole.RAISES}", f"assumption:against/counterfactual/{Pole.DOUBTS}")
    ]


def test_the_sides_support_and_attack_the_claim(picture: DebateMap) -> None:
    kinds = {edge.source: edge.kind for edge in graph_of(picture).edges if edge.target == "claim"}
    assert kinds == {"side:for": EdgeKind.SUPPORTS, "side:against": EdgeKind.ATTACKS}


def test_a_mark_of_no_side_is_no_argument(picture: DebateMap) -> None:
    drawn = {node.ref for node in graph_of(picture).nodes if node.kind is NodeKind.ARGUMENT}
    assert drawn == set(picture.placed)
    assert drawn < set(picture.marks)


def test_only_the_strongest_arguments_are_drawn_when_asked_and_the_rest_is_counted(picture: DebateMap) -> None:
    graph = graph_of(picture, strongest=1)
    backing = [edge for edge in graph.edges if edge.target == "step:for/threat" and edge.kind is EdgeKind.BACKS]
    assert len(backing) == 1
    arguments = sum(node.kind is NodeKind.ARGUMENT for node in graph.nodes)
    assert graph.left_out == len(picture.placed) - arguments > 0


def test_documents_side_by_side_have_no_claim_to_support(session: Session) -> None:
    graph = graph_of(session.compare(["alarm", "calm"]))
    assert not [node for node in graph.nodes if node.kind is NodeKind.CLAIM]
    assert not {EdgeKind.SUPPORTS, EdgeKind.ATTACKS} & {edge.kind for edge in graph.edges}
    assert [node.text for node in graph.nodes if node.kind is NodeKind.SIDE] == ["Alarm", "Calm"]
