"""Through the real clients of Anthropic and Google, as through OpenAI's: answers, trouble, refusals, and keys."""

from collections.abc import Iterator
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError

from annotate.asking import BATCH
from annotate.calls.budget import Budget
from annotate.calls.caller import Caller, ModelSilent, Question
from annotate.calls.pace import Pace
from annotate.chat import SETTINGS, chat_model
from annotate.model import ModelAnnotator
from annotate.shaping import ways_of
from debate.framework import load_framework
from debate.marks import MarkKind
from tests.annotate.server import Act, ChatServer, Cuts, Fails, Raw, Says, chat_server
from tests.annotate.test_caller import KeptCalls
from tests.annotate.test_model_annotator import Rejected
from tests.annotate.test_providers import passages

KEY = "sk-scripted-0123456789"
QUESTION = Question("What is said here? Answer with JSON.", "mark_passages:abc")
BOTH = pytest.mark.parametrize("provider", ["anthropic", "google_genai"])


clients: list[Any] = []


@pytest.fixture(autouse=True)
def _keys_and_no_line_left_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY"):
        monkeypatch.setenv(name, KEY)
    yield
    for client in clients:
        # Each package keeps its lines under another name.
        for name in ("root_client", "_client", "client"):
            inner: Any = getattr(client, name, None)
            if hasattr(inner, "close"):
                inner.close()
    clients.clear()


def caller(chat: ChatServer, provider: str, *, stream: bool = False) -> Caller:
    client = chat_model(f"{provider}:scripted", chat.url if provider == "openai" else chat.ollama_url, stream=stream)
    clients.append(client)
    return Caller(
        chat=client,
        model=f"{provider}:scripted",
        kept=KeptCalls(),
        now=lambda: "2026-01-02T03:04:05Z",
        pace=Pace(most=8),
        budget=Budget(),
        settings=SETTINGS,
        ways=ways_of(f"{provider}:scripted", load_framework()),
        sleep=lambda _: None,
    )


@BOTH
def test_passages_come_back_as_marks(provider: str) -> None:
    with chat_server() as chat:
        marking = ModelAnnotator(caller(chat, provider), load_framework(), Rejected(), lambda _: None, parallel=4)
        marks = list(marking.annotate(None, passages(BATCH * 3)))
    assert len({mark.passage_id for mark in marks if mark.kind is MarkKind.STEP}) == BATCH * 3
    assert {key.removeprefix("Bearer ") for key in chat.keys} == {KEY}


@BOTH
def test_tokens_are_counted_as_the_server_counts_them(provider: str) -> None:
    with chat_server(Says("An answer.")) as chat:
        usage = caller(chat, provider).ask(QUESTION).usage
    assert (usage.input, usage.output) == (len(QUESTION.text) // 4, len("An answer.") // 4)


PASSING: tuple[tuple[str, Act], ...] = (
    ("too many", Fails(429, (("Retry-After", "0"),))),
    ("down", Fails(500)),
    ("overloaded", Fails(529)),
    ("cut in the middle", Cuts()),
    ("a page of something between", Raw("<html>gateway</html>")),
)


@BOTH
@pytest.mark.parametrize("act", [pytest.param(act, id=name) for name, act in PASSING])
def test_what_passes_is_asked_again(provider: str, act: Act) -> None:
    with chat_server(act, Says("At last.")) as chat:
        assert caller(chat, provider).ask(QUESTION).reply == "At last."
    assert len(chat.prompts) == 2


@BOTH
def test_a_refusal_names_the_model_and_never_the_key(provider: str) -> None:
    with chat_server(Fails(401)) as chat, pytest.raises(ModelSilent, match=f"{provider}:scripted") as said:
        caller(chat, provider).ask(QUESTION)
    assert KEY not in f"{said.value!r} {said.value} {said.value.__cause__!r}"
    assert len(chat.prompts) == 1


PIECE_BY_PIECE = pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])


@PIECE_BY_PIECE
def test_an_answer_that_comes_piece_by_piece_is_the_same_and_counted(provider: str) -> None:
    said = "An answer of some length, in English and 日本語. " * 4
    with chat_server(Says(said)) as chat:
        call = caller(chat, provider, stream=True).ask(QUESTION)
    assert call.reply == said
    assert (call.usage.input, call.usage.output) == (len(QUESTION.text) // 4, len(said) // 4)
    assert chat.bodies[0]["stream"] is True


@PIECE_BY_PIECE
def test_an_answer_cut_between_its_pieces_is_asked_for_again(provider: str) -> None:
    with chat_server(Cuts(), Says("At last.")) as chat:
        assert caller(chat, provider, stream=True).ask(QUESTION).reply == "At last."
    assert len(chat.prompts) == 2


class Drawer(KeyringBackend):  # type: ignore[misc]  # the package is untyped
    """A keyring with one key in it, or without a place for any."""

    priority = 1
    key: str | None = KEY

    def get_password(self, service: str, username: str) -> str | None:
        if self.key is None:
            raise NoKeyringError("No recommended backend was available.")
        return self.key if (service, username) == ("cruxmap", "openai") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("a key was stored")


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Drawer]:
    monkeypatch.delenv("OPENAI_API_KEY")
    before, ours = keyring.get_keyring(), Drawer()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


def test_a_key_in_the_keyring_is_used_where_the_environment_has_none(drawer: Drawer) -> None:
    with chat_server() as chat:
        caller(chat, "openai").ask(QUESTION)
    assert chat.keys == {f"Bearer {KEY}"}


def test_a_machine_without_a_place_for_keys_asks_a_local_server_all_the_same(drawer: Drawer) -> None:
    drawer.key = None
    with chat_server() as chat:
        caller(chat, "openai").ask(QUESTION)
    assert chat.keys == {"Bearer none"}
