"""Tables fit the width they are given, use shapes besides colour, and are plain where they are piped."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from cruxmap.show.assessment_tables import row_of_cells
from cruxmap.show.console import line
from tests.cruxmap.conftest import Command
from tests.cruxmap.printing import STYLES, assert_fits, columns_of
from tests.cruxmap.test_hostile_text import printing

CLAIM = "Open models increase the risk of bioweapons."
TABLES = [
    pytest.param(["sources"], id="sources"),
    pytest.param(["search", "weights", "--limit", "20"], id="search"),
    pytest.param(["search", "病原体の情報"], id="search in Japanese"),
    pytest.param(["analyze", CLAIM, "--tentative", "--words", "3"], id="analyze"),
    pytest.param(["assess", "--all", "--detail"], id="assess"),
    pytest.param(["assess", "--reference"], id="reference"),
    pytest.param(["compare", "alarm.md", "calm.md", "日本語のコメント", "phishing", "defenders"], id="compare five"),
    pytest.param(["why", "alarm.md:threat"], id="why"),
    pytest.param(["config", "show"], id="config"),
    pytest.param(["info"], id="info"),
    pytest.param(["db", "status"], id="db status"),
]


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("arguments", TABLES)
def test_every_table_fits_the_columns_it_has(
    cruxmap: Command, monkeypatch: pytest.MonkeyPatch, arguments: list[str], columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, _ = cruxmap(*arguments)
    assert code == 0
    assert_fits(out, columns)
    assert not [one for one in out.splitlines() if one != one.rstrip()]


@pytest.mark.parametrize("asked", ["", "0", "-5", "wide", "3"])
def test_a_width_that_means_nothing_is_passed_over(
    cruxmap: Command, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    monkeypatch.setenv("COLUMNS", asked)
    code, out, _ = cruxmap("assess", "--all")
    assert code == 0
    assert_fits(out, 24 if asked == "3" else 80)


def test_names_of_any_script_leave_the_cells_in_their_columns() -> None:
    names = ("plain", "日本語のとても長い題名がここにあります", "e\u0301" * 30, "ﾊﾟﾋﾟ", "한국어 제목", "👩 emoji", "")
    with printing(40, styled=False) as page:
        for name in names:
            row_of_cells(name, ["⬤", "◑", "◯"], 4)
    lines = page.getvalue().splitlines()
    assert len({columns_of(line[: line.index("⬤")]) for line in lines}) == 1


def test_later_lines_of_a_paragraph_begin_below_its_first_word() -> None:
    with printing(24, styled=False) as page:
        line("weights cannot be recalled once they are out", indent=2, label="長い ")
    first, *later = page.getvalue().splitlines()
    assert first == "  長い weights cannot be"
    assert all(one.startswith(" " * 7) and not one.startswith(" " * 8) for one in later)


def run_on_a_terminal(arguments: list[str], project: Path, cache: Path, **environment: str) -> str:
    """What a person would see: the program runs with a terminal as its standard output."""
    ours, theirs = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    known |= {"CRUXMAP_PROJECT": str(project), "CRUXMAP_CACHE": str(cache), "TERM": "xterm-256color", "COLUMNS": "80"}
    with subprocess.Popen(
        [sys.executable, "-m", "cruxmap", *arguments], stdout=theirs, stderr=subprocess.PIPE, env=known | environment
    ):
        os.close(theirs)
        seen = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:
                break
            if not more:
                break
            seen += more
    os.close(ours)
    return seen.decode()


def test_a_terminal_gets_styles_unless_no_color_is_set(project: Path, encoder_cache: Path) -> None:
    styled = run_on_a_terminal(["assess", "--all"], project, encoder_cache)
    plain = run_on_a_terminal(["assess", "--all"], project, encoder_cache, NO_COLOR="1")
    assert "\x1b[" in styled
    assert "\x1b" not in plain
    assert STYLES.sub("", styled) == plain


def test_a_pipe_gets_no_styles_unless_they_are_forced(cruxmap: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    plain = cruxmap("assess", "--all").out
    assert "\x1b" not in plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    forced = cruxmap("assess", "--all").out
    assert "\x1b[" in forced
    assert STYLES.sub("", forced) == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert cruxmap("assess", "--all").out == plain


def test_every_level_and_every_lean_has_a_shape_of_its_own(cruxmap: Command) -> None:
    out = cruxmap("assess", "--all").out
    for shape in ("⬤ full", "◑ partial", "◯ absent", "· not assessed", "✓ confirmed", "▲ raises", "▽ doubts"):
        assert shape in out.replace("\n", " ")


def test_a_japanese_source_is_shown_in_its_own_letters(cruxmap: Command) -> None:
    assert "日本語のコメント" in cruxmap("sources").out
    found = cruxmap("search", "病原体に関する情報はすでに入手できる", "--limit", "1").out
    assert found.startswith("1 日本語のコメント")
    assert "教科書" in found
    assert "why: score" in found
