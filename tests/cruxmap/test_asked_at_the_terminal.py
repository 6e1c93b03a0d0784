"""A person at a real terminal is asked before a chat model is paid for, in words she can read while a bar is drawn."""

import os
import pty
import select
import sys
import time
from pathlib import Path

import pytest

from tests.annotate.server import ChatServer, chat_server


def at_a_terminal(environment: dict[str, str], answer: bytes, *arguments: str) -> tuple[int, str]:
    """Run a command on a terminal, answer its first question, and give back its exit code and all it wrote."""
    child, terminal = pty.fork()
    if not child:
        os.execve(sys.executable, [sys.executable, "-m", "cruxmap", *arguments], environment)  # noqa: S606
    written, answered, deadline = b"", False, time.monotonic() + 120
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        written += piece
        if not answered and b"[Y/n]" in written:
            os.write(terminal, answer)
            answered = True
    else:
        os.kill(child, 9)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), written.decode(errors="replace")


@pytest.fixture
def environment(project: Path, encoder_cache: Path) -> dict[str, str]:
    return {
        **os.environ,
        "CRUXMAP_PROJECT": str(project),
        "CRUXMAP_CACHE": str(encoder_cache),
        "CRUXMAP_ANNOTATOR": "model:openai:scripted",
        "OPENAI_API_KEY": "sk-scripted-0123456789",
        "TERM": "xterm-256color",
        "COLUMNS": "100",
    }


def finish(chat: ChatServer, environment: dict[str, str], answer: bytes) -> tuple[int, str]:
    return at_a_terminal({**environment, "CRUXMAP_MODEL_URL": chat.url}, answer, "db", "finish")


def test_who_says_no_pays_nothing_and_reads_what_it_would_have_been(environment: dict[str, str]) -> None:
    with chat_server() as chat:
        code, written = finish(chat, environment, b"n\n")
    assert "question to openai:scripted" in written
    assert "tokens in" in written
    assert "Nothing was asked" in written
    assert (code, chat.prompts) == (2, [])


def test_who_says_yes_is_asked_once(environment: dict[str, str]) -> None:
    with chat_server() as chat:
        code, written = finish(chat, environment, b"y\n")
    assert code == 0, written
    assert written.count("[Y/n]") == 1
    assert chat.prompts
