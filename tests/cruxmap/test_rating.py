"""Documents rated whole by a chat model: its levels stand beside those of the marks, as far as its words stand."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from store.project import open_project
from tests.annotate.server import ChatServer, Fails, chat_server, honest
from tests.cruxmap.comments import files
from tests.cruxmap.conftest import Command
from tests.cruxmap.test_json_output import schema

MODEL = "model:openai:scripted"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    with chat_server() as chat:
        monkeypatch.setenv("CRUXMAP_MODEL_URL", chat.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-scripted-0123456789")
        yield chat


def assessed(cruxmap: Command, *options: str) -> dict[str, Any]:
    ran = cruxmap("assess", "alarm.md", "calm.md", *options, "--json")
    assert ran.code == 0, ran.err
    said: dict[str, Any] = json.loads(ran.out)
    jsonschema.Draft202012Validator(schema("assess")).validate(said)
    return said


def test_each_document_is_rated_with_words_that_stand_and_a_level_without_them_is_doubted(
    cruxmap: Command, model: ChatServer
) -> None:
    said = assessed(cruxmap, "--rated-by", MODEL, "--yes")
    assert [one["source"] for one in said["ratings"]] == ["alarm.md", "calm.md"]
    for one in said["ratings"]:
        assert one["levels"]["marginal_evidence"] == "full"
        assert one["unfounded"] == ["marginal_evidence"]
        assert {mark["label"] for mark in one["marks"].values()} == {"threat", "counterfactual"}
        assert [(lie["label"], lie["verdict"]) for lie in one["rejected"]] == [("marginal_evidence", "not_found")]
    assert len(model.prompts) == 2


def test_a_rating_changes_no_level_until_somebody_accepts_its_words(cruxmap: Command, model: ChatServer) -> None:
    before = assessed(cruxmap)["assessments"]
    said = assessed(cruxmap, "--rated-by", MODEL, "--yes")
    assert said["assessments"] == before
    assert assessed(cruxmap)["assessments"] == before
    mark_id = next(iter(said["ratings"][0]["marks"]))
    assert cruxmap("decide", mark_id, "accept", "--by", "ada").code == 0
    (alarm, _) = assessed(cruxmap)["assessments"]
    assert alarm["marks"][mark_id]["decision"] == "accepted"


def test_a_rating_is_paid_for_once_and_lies_are_listed(cruxmap: Command, model: ChatServer) -> None:
    assessed(cruxmap, "--rated-by", MODEL, "--yes")
    assessed(cruxmap, "--rated-by", MODEL)
    assert len(model.prompts) == 2
    assert "proved beyond any doubt" in cruxmap("rejected").out


def test_the_table_says_where_the_model_and_the_marks_differ(
    cruxmap: Command, model: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    out = cruxmap("assess", "alarm.md", "--rated-by", MODEL, "--yes", "--detail").out
    assert "Rated whole by openai:scripted" in out
    assert "⬤?" in out
    assert "2 quotes stand, 1 do not" in out


def test_what_cannot_be_read_is_said_and_the_next_document_is_rated(cruxmap: Command, model: ChatServer) -> None:
    alarm = files()["alarm.md"].splitlines()[-1]
    model.mind = lambda prompt: "I cannot." if alarm in prompt else honest(prompt)
    ran = cruxmap("assess", "alarm.md", "calm.md", "--rated-by", MODEL, "--yes", "--json")
    assert "no JSON object with levels" in ran.err
    assert [bool(one["levels"]) for one in json.loads(ran.out)["ratings"]] == [False, True]
    assert len(model.prompts) == 3 + 1


def test_a_model_that_refuses_leaves_the_assessment_and_a_sentence(cruxmap: Command, model: ChatServer) -> None:
    model.script.extend([Fails(401)] * 4)
    ran = cruxmap("assess", "alarm.md", "--rated-by", MODEL, "--yes")
    assert ran.code == 1
    assert "does not answer" in ran.err
    assert "⬤ full" in ran.out
    assert "Rated whole" not in ran.out


def test_without_a_person_or_a_yes_nothing_is_rated(cruxmap: Command, model: ChatServer) -> None:
    ran = cruxmap("assess", "alarm.md", "--rated-by", MODEL)
    assert ran.code == 1
    assert "--yes" in ran.err
    assert model.prompts == []


def test_a_rater_that_is_no_chat_model_is_refused_before_any_work(cruxmap: Command) -> None:
    ran = cruxmap("assess", "--all", "--rated-by", "local")
    assert ran.code == 2
    assert "model:provider:name" in ran.err


def test_ratings_lie_in_the_project_as_suggestions_of_their_own_prompt(
    cruxmap: Command, model: ChatServer, project: Path
) -> None:
    said = assessed(cruxmap, "--rated-by", MODEL, "--yes")
    with open_project(project) as opened:
        kept = [opened.mark(mark_id) for one in said["ratings"] for mark_id in one["marks"]]
    assert {mark.author.prompt.partition(":")[0] for mark in kept if mark} == {"rate_document"}
