"""What `prompts show` prints is what a model would get, to the letter."""

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from prompts.catalogue import names, prompt
from tests.annotate.debater import debater
from tests.annotate.server import ChatServer, chat_server
from tests.cruxmap.conftest import Command
from tests.cruxmap.test_json_output import CLAIM, schema

FILLED = {
    "frame_claim": ["--claim", CLAIM],
    "mark_passages": ["--source", "alarm.md"],
    "rate_document": ["--source", "alarm.md"],
    "take_stance": ["--claim", CLAIM],
    "argue_side": ["--claim", CLAIM, "--side", "for", "--step", "threat"],
    "rebut_side": ["--claim", CLAIM, "--side", "against", "--step", "threat"],
    "align_assumptions": ["--claim", CLAIM],
    "settle_crux": ["--claim", CLAIM],
}


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    with chat_server(mind=debater) as chat:
        monkeypatch.setenv("CRUXMAP_ANNOTATOR", "model:openai:scripted")
        monkeypatch.setenv("CRUXMAP_MODEL_URL", chat.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-scripted-0123456789")
        yield chat


def test_every_prompt_is_listed_with_the_hash_of_its_text(cruxmap: Command) -> None:
    said = json.loads(cruxmap("prompts", "list", "--json").out)
    jsonschema.Draft202012Validator(schema("prompts")).validate(said)
    assert {one["name"]: one["version"] for one in said["prompts"]} == {name: prompt(name).version for name in names()}
    assert prompt("frame_claim").version in cruxmap("prompts", "list").out


def test_every_prompt_can_be_shown() -> None:
    assert set(FILLED) == set(names())


def test_the_passages_of_a_source_are_shown_as_they_were_sent(
    cruxmap: Command, model: ChatServer, tmp_path: Path
) -> None:
    cruxmap("db", "finish", "--yes")
    new = tmp_path / "letter.txt"
    new.write_text(
        "Nobody can take released weights back, whatever is done with them. 誰も取り戻せない。", encoding="utf-8"
    )
    assert cruxmap("import", str(new), "--yes").code == 0
    assert (
        cruxmap("prompts", "show", "mark_passages", "--source", "letter.txt").out.removesuffix("\n")
        == model.prompts[-1]
    )


@pytest.mark.parametrize("name", ["take_stance", "argue_side", "rebut_side", "align_assumptions"])
def test_what_is_shown_is_what_was_sent(cruxmap: Command, model: ChatServer, name: str) -> None:
    cruxmap("db", "finish", "--yes")
    cruxmap("debate", CLAIM, "--yes")
    sent = len(model.prompts)
    ran = cruxmap("prompts", "show", name, *FILLED[name])
    assert ran.code == 0, ran.err
    assert ran.out.removesuffix("\n") in model.prompts
    assert prompt(name).version in ran.err
    assert len(model.prompts) == sent


@pytest.mark.parametrize("name", sorted(set(FILLED) - {"settle_crux", "rebut_side", "align_assumptions"}))
def test_no_blank_is_left_and_no_model_is_needed(cruxmap: Command, name: str) -> None:
    ran = cruxmap("prompts", "show", name, *FILLED[name])
    assert ran.code == 0, ran.err
    assert "{{" not in ran.out


def test_the_schema_that_is_sent_beside_a_prompt_can_be_read_too(cruxmap: Command, model: ChatServer) -> None:
    said = json.loads(cruxmap("prompts", "show", "take_stance", "--shape").out)
    assert cruxmap("analyze", CLAIM, "--yes").code == 0
    sent = [body["response_format"]["json_schema"] for body in model.bodies]
    assert said in [one["schema"] for one in sent if one["name"] == "take_stance"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["nonsense"], "frame_claim"),
        (["mark_passages"], "--source"),
        (["take_stance"], "--claim"),
        (["frame_claim", "--claim", CLAIM, "--number", "9"], "no number 9"),
        (["settle_crux", "--claim", CLAIM, "--slot", "nonsense"], "not asked about"),
    ],
)
def test_what_cannot_be_shown_is_named_with_what_is_missing(cruxmap: Command, arguments: list[str], named: str) -> None:
    ran = cruxmap("prompts", "show", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err
