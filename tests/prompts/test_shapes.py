"""The schema of each prompt's answer: what it lets pass the reader reads, and the prompt's example is one."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from debate.framework import load_framework
from prompts.aligning import read_alignment
from prompts.arguing import read_draft
from prompts.catalogue import names, prompt
from prompts.claiming import read_framing
from prompts.marking import read_reply
from prompts.rating import read_rating
from prompts.settling import read_settling
from prompts.shapes import SHAPES, Schema, shape

FRAMEWORK = load_framework()
IDS = {"p1": "paper#0001", "p2": "paper#0002"}
READERS: dict[str, Callable[[str], Any]] = {
    "mark_passages": lambda text: read_reply(text, FRAMEWORK, IDS),
    "take_stance": lambda text: read_reply(text, FRAMEWORK, IDS),
    "rate_document": lambda text: read_rating(text, FRAMEWORK, IDS),
    "argue_side": lambda text: read_draft(text, IDS),
    "rebut_side": lambda text: read_draft(text, IDS, 3),
    "settle_crux": read_settling,
    "align_assumptions": lambda text: read_alignment(text, {"p1": IDS["p1"]}, {"p2": IDS["p2"]}),
    "frame_claim": lambda text: read_framing(text, FRAMEWORK, "one two three"),
}
OF_THE_QUESTION = (
    "passage id",
    "asked about",
    "own words",
    "answer to no sentence",
    "names no passage",
    "lacks its",
    "either result",
)
"""What only the question decides, so that no schema can say it."""


def answers(schema: Schema) -> st.SearchStrategy[Any]:
    """Answers that a schema lets pass, with ids that may be of the question."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of([answers(one) for one in schema["anyOf"]])
    if schema["type"] == "null":
        return st.none()
    if schema["type"] == "array":
        return st.lists(answers(schema["items"]), max_size=3)
    if schema["type"] == "object":
        return st.fixed_dictionaries({name: answers(of) for name, of in schema["properties"].items()})
    return st.integers(1, 3) if schema["type"] == "integer" else st.sampled_from(["p1", "p2", "one", "two three", ""])


def test_every_prompt_has_a_shape_and_a_reader() -> None:
    assert set(SHAPES) == set(READERS) == set(names())


@pytest.mark.parametrize("name", SHAPES)
@given(data=st.data())
def test_what_the_schema_lets_pass_is_read_without_a_fault(name: str, data: st.DataObject) -> None:
    reply = READERS[name](json.dumps(data.draw(answers(shape(name, FRAMEWORK)))))
    assert not reply.unreadable
    assert [fault for fault in reply.faults if not any(known in fault for known in OF_THE_QUESTION)] == []


@pytest.mark.parametrize("name", SHAPES)
def test_the_example_in_the_prompt_has_the_shape(name: str) -> None:
    examples = [json.loads(line) for line in prompt(name).text.splitlines() if line.startswith('{"')]
    assert examples
    for example in examples:
        jsonschema.Draft202012Validator(shape(name, FRAMEWORK)).validate(example)


@pytest.mark.parametrize("name", SHAPES)
def test_the_schema_is_strict_all_through(name: str) -> None:
    schema = shape(name, FRAMEWORK)
    jsonschema.Draft202012Validator.check_schema(schema)
    for one in objects(schema):
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])


def objects(schema: Schema) -> list[Schema]:
    inner = [
        *schema.get("properties", {}).values(),
        *([schema["items"]] if "items" in schema else []),
        *schema.get("anyOf", ()),
    ]
    own = [schema] if schema.get("type") == "object" else []
    return own + [one for part in inner for one in objects(part)]
