"""Our own JSON brings back the same map, with the same ids."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from debate.handout import Handout
from debate.maps import map_sources
from debate.sides import sides_of_sources
from store.exchange import own_json
from store.exchange.errors import NotReadable
from tests.store.exchange.debates import FRAMEWORK, handouts, large


def without_rejected(handout: Handout) -> Handout:
    """The declared loss: rejected marks stayed home, so they are not counted any more."""
    tally = replace(handout.map.tally, rejected=0, taken_back=0)
    return replace(handout, map=replace(handout.map, tally=tally))


@given(handouts())
@settings(max_examples=60, deadline=None)
def test_a_map_comes_back_the_same(handout: Handout) -> None:
    assert own_json.read(own_json.write(handout), FRAMEWORK) == without_rejected(handout)


@given(handouts())
@settings(max_examples=20, deadline=None)
def test_documents_side_by_side_come_back_the_same(handout: Handout) -> None:
    old = handout.map
    sides = sides_of_sources(old.sources.values())
    compared = map_sources(FRAMEWORK, sides, old.passages, old.sources, list(old.marks.values()))
    handout = replace(handout, map=compared)
    assert own_json.read(own_json.write(handout), FRAMEWORK) == handout


NO_MAPS = (
    "",
    "[]",
    "{}",
    "null",
    "[" * 100_000,
    '{"format": "aif"}',
    '{"format": "cruxmap", "schema": 1}',
    '{"format": "cruxmap", "schema": "x", "framework": 1}',
)


@pytest.mark.parametrize("text", NO_MAPS)
def test_what_is_no_map_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NotReadable, match="file"):
        own_json.read(text, FRAMEWORK)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"schema": 99}, "later version", id="made by a later version"),
        pytest.param({"framework": {"id": "other"}}, "“other”", id="made with another framework"),
        pytest.param({"marks": {"x": {"author": None}}}, "not a map", id="a mark without its fields"),
        pytest.param({"marks": [1]}, "not a map", id="marks that are a list"),
        pytest.param({"audience": "martians"}, "martians", id="an audience nobody knows"),
    ],
)
def test_a_map_that_was_tampered_with_is_refused(change: dict[str, object], says: str) -> None:
    said = json.loads(own_json.write(large(8)))
    with pytest.raises(NotReadable, match=says):
        own_json.read(json.dumps({**said, **change}), FRAMEWORK)
