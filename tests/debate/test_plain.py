"""Text from documents can drive neither a terminal nor a reader's eye."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debate.plain import clip, one_line, plain, width


@pytest.mark.parametrize(
    ("hostile", "safe"),
    [
        pytest.param("\x1b[31mred\x1b[0m", "red", id="colour"),
        pytest.param("\x1b]52;c;ZXZpbA==\x07copied", "copied", id="clipboard"),
        pytest.param("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link", id="hyperlink"),
        pytest.param("\x1b[2J\x1b[Hgone", "gone", id="clear screen"),
        pytest.param("\x9b31mc1", "31mc1", id="C1 introducer"),
        pytest.param("a\u202egnp.exe", "agnp.exe", id="right-to-left override"),
        pytest.param("a\u200bb\ufeff", "ab", id="zero width"),
        pytest.param("a\u061cb\u2066c\u206a", "abc", id="direction marks of every kind"),
        pytest.param("half\ud83d", "half", id="half a character"),
        pytest.param("soft\u00adhyphen", "softhyphen", id="a hyphen that is not there"),
        pytest.param("bell\x07\x08\x00", "bell", id="control characters"),
        pytest.param("日本語のまま", "日本語のまま", id="Japanese stays"),
        pytest.param("[bold]stays[/bold]", "[bold]stays[/bold]", id="markup is text"),
    ],
)
def test_what_could_drive_the_terminal_is_taken_out(hostile: str, safe: str) -> None:
    assert plain(hostile) == safe


@given(st.text())
def test_no_escape_and_no_control_character_survives(text: str) -> None:
    assert not any(ord(c) < 32 and c not in "\n\t" for c in plain(text))
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("日本", 4), ("é", 1), ("e\u0301", 1), ("❤\ufe0f", 2)])
def test_width_counts_terminal_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@given(st.text(alphabet="ab日本 e\u0301"), st.integers(1, 12))
def test_clipped_text_never_takes_more_columns_than_allowed(text: str, columns: int) -> None:
    assert width(clip(text, columns)) <= columns
