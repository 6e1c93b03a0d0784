"""The debate at the command line: without a model from marks, with one as drafts that a person accepts."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from tests.annotate.debater import debater
from tests.annotate.server import ChatServer, chat_server
from tests.cruxmap.conftest import Command
from tests.cruxmap.test_json_output import CLAIM, schema


@pytest.fixture
def model(cruxmap: Command, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    """A chat model that has read the project."""
    with chat_server(mind=debater) as chat:
        monkeypatch.setenv("CRUXMAP_ANNOTATOR", "model:openai:scripted")
        monkeypatch.setenv("CRUXMAP_MODEL_URL", chat.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-scripted-0123456789")
        assert cruxmap("db", "finish", "--yes").code == 0
        yield chat


def debate(cruxmap: Command, *options: str) -> dict[str, Any]:
    ran = cruxmap("debate", CLAIM, "--json", *options)
    assert ran.code == 0, ran.err
    said: dict[str, Any] = json.loads(ran.out)
    jsonschema.Draft202012Validator(schema("debate")).validate(said)
    return said


def arguments(said: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for step in said["steps"] for one in step["arguments"]]


def test_without_a_model_there_are_arguments_and_no_drafts(cruxmap: Command) -> None:
    found = arguments(debate(cruxmap))
    assert found
    assert not any(one["draft"] for one in found)
    assert "draft" not in cruxmap("debate", CLAIM).out


def test_with_a_model_drafts_are_marked_until_somebody_accepts_them(cruxmap: Command, model: ChatServer) -> None:
    said = debate(cruxmap, "--yes")
    found = arguments(said)
    assert all(one["draft"] for one in found)
    assert said["beyond"]["clashes"]
    first = found[0]["id"]
    assert "[draft]" in cruxmap("debate", CLAIM, "--yes").out
    assert cruxmap("debate", "accept", first, "--by", "ada").code == 0
    again = {one["id"]: one for one in arguments(debate(cruxmap))}
    assert (again[first]["draft"], again[first]["decision"]) == (False, "accepted")


def test_a_debate_is_paid_for_once(cruxmap: Command, model: ChatServer) -> None:
    debate(cruxmap, "--yes")
    asked = len(model.prompts)
    debate(cruxmap)
    assert len(model.prompts) == asked


def test_a_rejected_draft_is_left_out_with_the_answers_to_it(cruxmap: Command, model: ChatServer) -> None:
    answers = [one for one in arguments(debate(cruxmap, "--yes")) if one["part"] == "rebuttal"]
    case, answer = answers[0]["answers"], answers[0]["id"]
    cruxmap("debate", "reject", case, "--by", "ada")
    assert {case, answer}.isdisjoint(one["id"] for one in arguments(debate(cruxmap)))


def test_what_was_accepted_stands_without_the_model_too(
    cruxmap: Command, model: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = next(one for one in arguments(debate(cruxmap, "--yes")) if one["part"] == "case")
    cruxmap("debate", "accept", case["id"], "--by", "ada")
    monkeypatch.setenv("CRUXMAP_ANNOTATOR", "local")
    ids = [one["id"] for one in arguments(debate(cruxmap))]
    assert case["id"] in ids


def test_an_unknown_draft_is_named(cruxmap: Command) -> None:
    ran = cruxmap("debate", "accept", "nothing", "--by", "ada")
    assert ran.code == 2
    assert "nothing" in ran.err


def test_a_map_says_what_the_model_sees_beyond_the_slots(cruxmap: Command, model: ChatServer) -> None:
    said = json.loads(cruxmap("analyze", CLAIM, "--json", "--yes").out)
    jsonschema.Draft202012Validator(schema("analyze")).validate(said)
    assert said["beyond"]["model"] == "openai:scripted"
    assert "Beyond the slots" in cruxmap("analyze", CLAIM).out


def test_without_a_person_or_a_yes_nothing_is_asked(cruxmap: Command, model: ChatServer) -> None:
    read = len(model.prompts)
    ran = cruxmap("debate", CLAIM)
    assert ran.code == 2
    assert "--yes" in ran.err
    assert len(model.prompts) == read
