"""What a model proposed with words that nobody said is no mark, and can be looked at."""

import json
from collections.abc import Iterator

import jsonschema
import pytest

from tests.annotate.server import PASSAGE, ChatServer, chat_server, honest
from tests.cruxmap.conftest import Command
from tests.cruxmap.test_json_output import CLAIM, schema


def liar(prompt: str) -> str:
    """Honest, but for a step in each passage with words of its own."""
    said = json.loads(honest(prompt))
    if PASSAGE.search(prompt):
        for row in said["passages"]:
            row.setdefault("steps", []).append(
                {"criteria": ["2a"], "quote": "[bold]it happened twice last year[/bold]"}
            )
    return json.dumps(said)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    with chat_server(mind=liar) as chat:
        monkeypatch.setenv("CRUXMAP_ANNOTATOR", "model:openai:scripted")
        monkeypatch.setenv("CRUXMAP_MODEL_URL", chat.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-scripted-0123456789")
        yield chat


def test_lies_are_counted_under_the_map_and_listed_with_what_became_of_them(
    cruxmap: Command, model: ChatServer
) -> None:
    cruxmap("db", "finish", "--yes")
    picture = json.loads(cruxmap("analyze", CLAIM, "--json", "--yes").out)
    assert picture["tally"]["unverified"] == len(picture["passages"])
    assert not any(mark["label"] == "existing_risk" for mark in picture["marks"].values())
    assert "do not stand in their passage" in " ".join(cruxmap("analyze", CLAIM).out.split())
    said = json.loads(cruxmap("rejected", "--json").out)
    jsonschema.Draft202012Validator(schema("rejected")).validate(said)
    assert {(one["verdict"], one["label"]) for one in said["rejected"]} == {("not_found", "existing_risk")}
    assert "[bold]it happened twice last year[/bold]" in cruxmap("rejected").out


def test_a_cell_says_what_was_proposed_for_it_in_vain(cruxmap: Command, model: ChatServer) -> None:
    cruxmap("db", "finish", "--yes")
    cruxmap("analyze", CLAIM, "--yes")
    said = json.loads(cruxmap("why", "for:2", "--json").out)
    jsonschema.Draft202012Validator(schema("why")).validate(said)
    assert said["rejected"]
    assert json.loads(cruxmap("why", "for:1", "--json").out)["rejected"] == []


def test_sources_can_be_chosen(cruxmap: Command, model: ChatServer) -> None:
    cruxmap("db", "finish", "--yes")
    said = json.loads(cruxmap("rejected", "--source", "alarm.md", "--json").out)["rejected"]
    assert {one["passage"].partition("#")[0] for one in said} == {"alarm.md"}
