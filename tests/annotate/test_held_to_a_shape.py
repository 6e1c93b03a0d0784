"""A server that can holds a model to the shape of its answer: by a schema, else to JSON, else in words alone."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from annotate.calls.caller import Caller, Question, QuestionUnfit
from annotate.calls.ways import Ways
from annotate.model import ModelAnnotator
from debate.framework import load_framework
from prompts.shapes import shape
from tests.annotate.server import Act, ChatServer, Fails, Says, chat_server
from tests.annotate.test_model_annotator import Rejected
from tests.annotate.test_other_clients import caller, clients
from tests.annotate.test_providers import passages

QUESTION = Question("What is said here? Answer with JSON.", "mark_passages:abc")
FRAMEWORK = load_framework()
SCHEMA = shape("mark_passages", FRAMEWORK)


@pytest.fixture(autouse=True)
def _keys_and_no_line_left_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY"):
        monkeypatch.setenv(name, "sk-scripted-0123456789")
    yield
    for client in clients:
        for name in ("root_client", "_client", "client"):
            inner: Any = getattr(client, name, None)
            if hasattr(inner, "close"):
                inner.close()
    clients.clear()


def way(body: dict[str, Any]) -> str:
    """In which way a request asked."""
    said = json.dumps(body)
    if '"stance_quote"' in said:
        return "schema"
    return "json" if any(f'"{word}"' in said for word in ("json_object", "json", "application/json")) else "words"


EVERY = pytest.mark.parametrize(
    ("provider", "ladder"),
    [
        ("openai", ["schema", "json", "words"]),
        ("ollama", ["schema", "json", "words"]),
        ("google_genai", ["schema", "json", "words"]),
        ("anthropic", ["schema", "words"]),
    ],
)


@EVERY
def test_the_schema_of_the_answer_is_sent_where_a_provider_can_hold_to_one(provider: str, ladder: list[str]) -> None:
    with chat_server() as chat:
        caller(chat, provider).ask(QUESTION)
    assert [way(body) for body in chat.bodies] == ladder[:1]


@EVERY
def test_no_tool_is_given_to_a_model(provider: str, ladder: list[str]) -> None:
    with chat_server() as chat:
        caller(chat, provider).ask(QUESTION)
    (body,) = chat.bodies
    assert not {"tools", "tool_choice", "functions", "toolConfig"} & {key for key in body if body[key]}


@EVERY
def test_what_a_server_refuses_is_given_up_step_by_step_and_for_good(provider: str, ladder: list[str]) -> None:
    with chat_server(*[Fails(400)] * (len(ladder) - 1)) as chat:
        asking = caller(chat, provider)
        asking.ask(QUESTION)
        asking.ask(Question("Another one.", QUESTION.prompt))
    assert [way(body) for body in chat.bodies] == [*ladder, ladder[-1]]


def test_what_is_refused_for_one_prompt_is_tried_for_the_next() -> None:
    with chat_server(Fails(400)) as chat:
        asking = caller(chat, "openai")
        asking.ask(QUESTION)
        asking.ask(Question("Another one.", "take_stance:abc"))
    assert [way(body) for body in chat.bodies] == ["schema", "json", "schema"]


def test_a_question_that_fits_in_no_way_gives_up_no_way() -> None:
    with chat_server(Says("{}"), *[Fails(400)] * 3) as chat:
        asking = caller(chat, "openai")
        asking.ask(Question("One.", "take_stance:abc"))
        with pytest.raises(QuestionUnfit):
            asking.ask(Question("x" * 100, QUESTION.prompt))
        asking.ask(QUESTION)
    assert [way(body) for body in chat.bodies] == ["schema", "schema", "json", "words", "schema"]


def test_a_question_that_does_not_fit_is_not_taken_for_a_server_without_schemas() -> None:
    with chat_server(Says("{}"), Fails(400)) as chat:
        asking = caller(chat, "openai")
        asking.ask(QUESTION)
        with pytest.raises(QuestionUnfit):
            asking.ask(Question("x" * 100, QUESTION.prompt))
        asking.ask(Question("Another one.", QUESTION.prompt))
    assert [way(body) for body in chat.bodies] == ["schema"] * 3


def test_an_answer_that_is_kept_says_nothing_about_what_the_server_takes() -> None:
    with chat_server(Says("{}"), Fails(400)) as chat:
        first = caller(chat, "openai")
        first.ask(QUESTION)
        second = Caller(first.chat, first.model, first.kept, first.now, first.pace, first.budget, first.settings)
        second.ways = caller(chat, "openai").ways
        second.ask(QUESTION)
        second.ask(Question("Another one.", QUESTION.prompt))
    assert [way(body) for body in chat.bodies] == ["schema", "schema", "json"]


def test_what_a_client_itself_cannot_do_is_given_up_too() -> None:
    with chat_server() as chat:
        asking = caller(chat, "anthropic")
        # Anthropic's client translates schemas, and breaks on some.
        asking.ways = Ways(
            lambda _: [{"response_format": {"type": "json_schema", "json_schema": {"schema": {"type": ["a"]}}}}]
        )
        assert asking.ask(QUESTION).reply
    assert [way(body) for body in chat.bodies] == ["words"]


WRONG: tuple[tuple[str, Act], ...] = (
    ("another shape", Says('{"levels": {"threat": "full"}}')),
    ("a list", Says("[1, 2]")),
    ("a refusal", Says("")),
)


@pytest.mark.parametrize("act", [pytest.param(act, id=name) for name, act in WRONG])
@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_an_answer_of_another_shape_is_repaired_though_a_schema_was_promised(provider: str, act: Act) -> None:
    with chat_server(act) as chat:
        marking = annotator(chat, provider)
        assert list(marking.annotate(None, passages(2)))
    assert "Your answer 1 could not be read" in chat.prompts[1]
    assert marking.failed(None) == set()


@pytest.mark.parametrize("finish", ["length", "content_filter"])
def test_an_answer_that_breaks_off_is_asked_for_in_halves_and_ends_nothing(finish: str) -> None:
    with chat_server() as chat:
        marking = annotator(chat, "openai")
        list(marking.annotate(None, passages(1)))
        chat.script.append(Says('{"passages":[{"id":"p1"', finish))
        asked = passages(5)[1:]
        marks = list(marking.annotate(None, asked))
    assert {mark.passage_id for mark in marks} == {one.id for one in asked}
    assert marking.failed(None) == set()
    assert len(chat.prompts) == 1 + 1 + 2


def test_what_came_of_an_answer_that_broke_off_is_counted_and_kept() -> None:
    with chat_server(Says('{"passages":[', "length")) as chat:
        asking = caller(chat, "openai")
        with pytest.raises(QuestionUnfit):
            asking.ask(QUESTION)
        assert asking.budget.spent.output == len('{"passages":[') // 4
        assert asking.ask(QUESTION).reply == '{"passages":['
    assert len(chat.prompts) == 1


def annotator(chat: ChatServer, provider: str) -> ModelAnnotator:
    return ModelAnnotator(caller(chat, provider), FRAMEWORK, Rejected(), lambda _: None, parallel=4)
