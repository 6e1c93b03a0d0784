"""What may be told of what a server says: never a key."""

import pytest

from annotate.calls.faults import fault_of
from annotate.calls.keys import HIDDEN, fetched, hidden

KEY = "sk-0123456789-abcdefghij"


def test_every_key_in_the_environment_is_hidden_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_PROVIDER_API_KEY", KEY)
    monkeypatch.setenv("OTHER_API_KEY", f"{KEY}-longer")
    assert hidden(f"a{KEY}b {KEY}-longer {KEY}") == f"a{HIDDEN}b {HIDDEN} {HIDDEN}"


def test_a_key_from_the_keyring_is_hidden_once_it_was_fetched() -> None:
    assert hidden("kept-in-a-drawer-4711") == "kept-in-a-drawer-4711"
    fetched("kept-in-a-drawer-4711")
    assert hidden("It is kept-in-a-drawer-4711.") == f"It is {HIDDEN}."


@pytest.mark.parametrize(("name", "value"), [("OPENAI_API_KEY", "none"), ("LANGUAGE_NAME", "a-word-of-the-text")])
def test_what_is_no_key_stays(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert hidden(f"There is {value}.") == f"There is {value}."


def test_a_fault_is_cut_short_only_after_its_keys_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    said = fault_of(ValueError("x" * 290 + KEY)).says
    assert "sk-" not in said
