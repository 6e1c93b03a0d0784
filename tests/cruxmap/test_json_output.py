"""What `--json` prints is one JSON value that its published schema describes, and nothing else is on stdout."""

import json
from functools import cache
from typing import Any

import jsonschema
import pytest

from cruxmap.commands.schema import FOLDER, NAMES
from tests.cruxmap.conftest import Command

CLAIM = "Compared with search engines, open models increase the risk of bioweapons made by terrorists."

READING = [
    pytest.param("sources", ["sources"], id="sources"),
    pytest.param("sources", ["sources", "--superseded", "--match", "nothing at all"], id="no sources"),
    pytest.param("claims", ["claims"], id="claims"),
    pytest.param("claims-frame", ["claims", "frame", CLAIM], id="claims frame"),
    pytest.param("search", ["search", "removing safeguards"], id="search"),
    pytest.param("search", ["search", "公開された重み", "--limit", "3"], id="search in Japanese"),
    pytest.param("analyze", ["analyze", CLAIM], id="analyze"),
    pytest.param("analyze", ["analyze", "bananas"], id="analyze what nobody speaks of"),
    pytest.param("analyze", ["compare", "alarm.md", "calm.md"], id="compare"),
    pytest.param("assess", ["assess", "--all"], id="assess"),
    pytest.param("assess", ["assess", "--reference"], id="assess the reference alone"),
    pytest.param("why", ["why", "alarm.md:threat"], id="why"),
    pytest.param("why", ["why", "alarm.md:6"], id="why a cell may be empty"),
    pytest.param("debate", ["debate", CLAIM], id="debate"),
    pytest.param("debate", ["debate", "bananas", "--step", "2"], id="debate what nobody speaks of"),
    pytest.param("prompts", ["prompts", "list"], id="prompts"),
    pytest.param("rejected", ["rejected"], id="rejected"),
    pytest.param("usage", ["usage"], id="usage"),
    pytest.param("config", ["config", "show"], id="config show"),
    pytest.param("info", ["info"], id="info"),
    pytest.param("status", ["db", "status"], id="db status"),
    pytest.param("verify", ["db", "verify"], id="db verify"),
]


@cache
def schema(name: str) -> Any:
    found = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return found


@pytest.mark.parametrize(("name", "arguments"), READING)
def test_json_is_what_its_schema_says_and_stands_alone_on_stdout(
    cruxmap: Command, name: str, arguments: list[str]
) -> None:
    code, out, err = cruxmap(*arguments, "--json")
    assert (code, err) == (0, "")
    jsonschema.Draft202012Validator(schema(name)).validate(json.loads(out))


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("evaluate")])
def test_every_schema_is_tried_on_a_command(cruxmap: Command, name: str) -> None:
    assert name in {case.values[0] for case in READING}
    assert json.loads(cruxmap("schema", name).out) == schema(name)


def test_a_claim_that_was_asked_is_listed_with_its_fields(cruxmap: Command) -> None:
    asked = json.loads(cruxmap("analyze", CLAIM, "--json").out)["claim"]
    listed = json.loads(cruxmap("claims", "--json").out)
    jsonschema.Draft202012Validator(schema("claims")).validate(listed)
    assert listed["claims"] == [asked]
    assert (asked["vector"], asked["direction"], asked["baselines"]) == ("bio", "increase", ["internet"])


def test_ids_inside_a_map_lead_to_marks_passages_and_sources_whose_words_are_exact(cruxmap: Command) -> None:
    picture = json.loads(cruxmap("analyze", CLAIM, "--json").out)
    named = [mark for cell in picture["coverage"] for mark in (*cell["marks"], *cell["tentative"])]
    assert named
    for mark_id in named:
        mark = picture["marks"][mark_id]
        passage = picture["passages"][mark["passage"]]
        inside = slice(mark["start"] - passage["start"], mark["end"] - passage["start"])
        assert passage["text"][inside] == mark["quote"]
        assert picture["sources"][mark["source"]]["content_hash"]


def test_the_whole_map_is_in_the_json_down_to_the_hedge_and_the_limits(cruxmap: Command) -> None:
    picture = json.loads(cruxmap("analyze", CLAIM, "--json").out)
    assert len(picture["coverage"]) == 12
    assert len(picture["assumptions"]) == 11
    assert picture["framework"]["hedge"]
    assert len(picture["framework"]["limits"]) == 4
    empty = [cell for cell in picture["coverage"] if cell["level"] in ("absent", "not_assessed")]
    assert [(gap["side"], gap["step"]) for gap in picture["gaps"]] == [(cell["side"], cell["step"]) for cell in empty]


def test_a_stream_that_takes_ascii_alone_still_gets_the_same_json(
    cruxmap: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    plain = cruxmap("sources", "--json").out
    monkeypatch.setattr(type(sys.stdout), "encoding", "ascii", raising=False)
    narrow = cruxmap("sources", "--json").out
    assert narrow.isascii()
    assert json.loads(narrow) == json.loads(plain)
