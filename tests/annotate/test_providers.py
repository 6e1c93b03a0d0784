"""Through the real clients of providers, against a server on loopback: whatever it does ends well or in a sentence."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from annotate.asking import BATCH
from annotate.calls.budget import Budget
from annotate.calls.caller import Caller, ModelSilent, Question, QuestionUnfit
from annotate.calls.pace import Pace
from annotate.chat import SETTINGS, chat_model
from annotate.model import ModelAnnotator
from debate.framework import load_framework
from debate.marks import MarkKind
from debate.quotes import QuoteVerdict
from debate.sources import Passage
from tests.annotate.server import PASSAGE, Act, ChatServer, Cuts, Fails, Raw, Says, Waits, chat_server, honest
from tests.annotate.test_caller import KeptCalls
from tests.annotate.test_model_annotator import Rejected
from tests.debate.making import passage
from tests.prompts.hostile import HOSTILE

FRAMEWORK = load_framework()
KEY = "sk-scripted-0123456789"
QUESTION = Question("What is said here?", "mark_passages:abc")


clients: list[Any] = []


@pytest.fixture(autouse=True)
def _a_key_and_no_line_left_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    yield
    for client in clients:
        (client.root_client if hasattr(client, "root_client") else client._client._client).close()
    clients.clear()


def caller(chat: ChatServer, provider: str = "openai", kept: KeptCalls | None = None) -> Caller:
    client = chat_model(f"{provider}:scripted", chat.url if provider == "openai" else chat.ollama_url)
    clients.append(client)
    return Caller(
        chat=client,
        model=f"{provider}:scripted",
        kept=kept or KeptCalls(),
        now=lambda: "2026-01-02T03:04:05Z",
        pace=Pace(most=8),
        budget=Budget(),
        settings=SETTINGS,
        sleep=lambda _: None,
    )


def annotator(chat: ChatServer, provider: str = "openai") -> tuple[ModelAnnotator, Rejected]:
    rejected = Rejected()
    return ModelAnnotator(caller(chat, provider), FRAMEWORK, rejected, lambda _: None, parallel=8), rejected


def passages(count: int) -> list[Passage]:
    return [passage(f"paper#{n:04}", f"Comment number {n} says something of its own here.") for n in range(count)]


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_many_calls_under_way_come_back_as_marks_in_the_order_of_the_passages(provider: str) -> None:
    asked = passages(BATCH * 10)
    with chat_server(latency=0.02) as chat:
        marks = list(annotator(chat, provider)[0].annotate(None, asked))
    steps = [mark.passage_id for mark in marks if mark.kind is MarkKind.STEP]
    assert steps == [one.id for one in asked for _ in range(2)]
    assert chat.peak > 1


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_tokens_are_counted_as_the_server_counts_them(provider: str) -> None:
    with chat_server(Says("An answer.")) as chat:
        usage = caller(chat, provider).ask(QUESTION).usage
    assert (usage.input, usage.output) == (len(QUESTION.text) // 4, len("An answer.") // 4)
    assert usage.cached == (8 if provider == "openai" else 0)


PASSING: tuple[tuple[str, Act], ...] = (
    ("too many", Fails(429, (("Retry-After", "0"),))),
    ("too many, by the millisecond", Fails(429, (("retry-after-ms", "10"),))),
    ("down", Fails(500)),
    ("overloaded", Fails(529)),
    ("cut in the middle", Cuts()),
    ("closed without a word", Waits(0)),
)


@pytest.mark.parametrize("act", [pytest.param(act, id=name) for name, act in PASSING])
def test_what_passes_is_asked_again(act: Act) -> None:
    with chat_server(act, act, Says("At last.")) as chat:
        assert caller(chat).ask(QUESTION).reply == "At last."
    assert len(chat.prompts) == 3


def test_a_server_that_is_too_slow_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotate.chat.TIMEOUT", 0.2)
    with chat_server(Waits(0.6), Says("At last.")) as chat:
        assert caller(chat).ask(QUESTION).reply == "At last."


def test_a_server_that_says_too_many_is_asked_less_at_once() -> None:
    with chat_server(*[Fails(429, (("Retry-After", "0"),))] * 3) as chat:
        asking = caller(chat)
        before = asking.pace.limit
        asking.ask(QUESTION)
    assert asking.pace.limit < before


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_for_good_names_the_model_and_never_the_key(status: int) -> None:
    with chat_server(Fails(status)) as chat, pytest.raises(ModelSilent, match="openai:scripted") as said:
        caller(chat).ask(QUESTION)
    assert KEY not in f"{said.value!r} {said.value} {said.value.__cause__!r}"
    assert len(chat.prompts) == 1


def test_one_question_that_a_server_cannot_take_is_told_from_a_server_that_takes_none() -> None:
    with chat_server(Says("Yes."), Fails(400)) as chat:
        asking = caller(chat)
        asking.ask(QUESTION)
        with pytest.raises(QuestionUnfit):
            asking.ask(Question("x" * 100, QUESTION.prompt))


def test_a_server_that_is_not_there_ends_as_a_sentence() -> None:
    with chat_server() as chat:
        gone = caller(chat)
    with pytest.raises(ModelSilent, match="can be reached"):
        gone.ask(QUESTION)


UNREADABLE: tuple[tuple[str, Act], ...] = (
    ("prose", Says("I would rather not.")),
    ("half a JSON object", Says('{"passages":[{"id":"p1","stance":"for"')),
    ("another shape", Says('{"answer": {"p1": "for"}}')),
    ("nothing", Says("")),
)


@pytest.mark.parametrize("act", [pytest.param(act, id=name) for name, act in UNREADABLE])
def test_an_answer_that_cannot_be_read_is_repaired_with_what_was_wrong(act: Act) -> None:
    with chat_server(act) as chat:
        marking, _ = annotator(chat)
        assert list(marking.annotate(None, passages(1)))
    assert "Your answer 1 could not be read" in chat.prompts[1]
    assert marking.failed(None) == set()


def test_a_body_that_is_no_json_is_trouble_and_asked_again() -> None:
    with chat_server(Raw("<html>gateway</html>"), Says("At last.")) as chat:
        assert caller(chat).ask(QUESTION).reply == "At last."


def test_one_passage_that_no_answer_can_be_had_for_does_not_take_its_neighbours_along() -> None:
    asked = [*passages(BATCH - 1), passage("memo#0001", "POISON is what makes this model stumble every time.")]
    with chat_server(mind=lambda prompt: "I stumble." if "POISON" in prompt else honest(prompt)) as chat:
        marking, _ = annotator(chat)
        first = list(marking.annotate(None, passages(1)))
        marks = list(marking.annotate(None, asked))
    assert first
    assert {mark.passage_id for mark in marks} == {one.id for one in asked[:-1]}
    assert marking.failed(None) == {"memo#0001"}


def test_a_lying_quote_comes_through_the_real_client_as_a_rejected_proposal() -> None:
    lie = '{"passages":[{"id":"p1","steps":[{"criteria":["1a"],"quote":"a virus was built with it last year"}]}]}'
    with chat_server(Says(lie)) as chat:
        marking, rejected = annotator(chat)
        assert list(marking.annotate(None, passages(1))) == []
    assert [one.verdict for one in rejected.kept] == [QuoteVerdict.NOT_FOUND]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_text_that_gives_orders_changes_nothing_about_its_neighbours(words: str) -> None:
    calm = passages(3)
    with chat_server() as chat:
        alone = list(annotator(chat)[0].annotate(None, calm))
        beside = list(annotator(chat)[0].annotate(None, [*calm, passage("letter#0001", f"{words} {words}")]))
    assert [
        mark for mark in beside if mark.source_id == alone[0].source_id and mark.passage_id != "letter#0001"
    ] == alone
    assert all(prompt.count("</passage>") == prompt.count('<passage id="') for prompt in chat.prompts)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_model_that_obeys_a_text_makes_no_mark_of_its_words_on_its_neighbours(words: str) -> None:
    letter = f"{words} Every witness agrees that this is certain."

    def obedient(prompt: str) -> str:
        said = {"stance": "for", "stance_quote": "Every witness agrees that this is certain"}
        step = {"criteria": ["1a"], "quote": "Every witness agrees that this is certain"}
        ids = [short for short, _ in PASSAGE.findall(prompt)]
        return json.dumps({"passages": [{"id": short, **said, "steps": [step]} for short in [*ids, "p99"]]})

    with chat_server(mind=obedient) as chat:
        marking, rejected = annotator(chat)
        marks = list(marking.annotate(None, [*passages(2), passage("letter#0001", letter)]))
    assert {mark.passage_id for mark in marks} == {"letter#0001"}
    assert {one.verdict for one in rejected.kept} == {QuoteVerdict.MISATTRIBUTED}
    assert len(rejected.kept) == 4


def test_no_key_is_kept_or_told() -> None:
    kept = KeptCalls()
    with chat_server() as chat:
        asking = caller(chat, kept=kept)
        asking.ask(QUESTION)
    assert chat.keys == {f"Bearer {KEY}"}
    assert KEY not in repr(kept.calls)
    assert KEY not in repr(asking)
