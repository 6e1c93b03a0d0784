"""Every way a command can end has its documented code, and a sentence on stderr that names the thing and the fix."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cruxmap.cli import EXIT_CODES
from store.project import open_project
from tests.cruxmap.conftest import Command

WRONG = [
    pytest.param(["nope"], "No such command 'nope'", id="unknown command"),
    pytest.param(["--nope"], "No such option '--nope'", id="unknown option"),
    pytest.param(["search", "--nope", "x"], "No such option '--nope'", id="unknown option of a command"),
    pytest.param(["search"], "Missing argument 'QUERY'", id="no query"),
    pytest.param(["search", " "], "The query is empty", id="blank query"),
    pytest.param(["search", "x", "--limit", "0"], "'--limit'", id="limit out of range"),
    pytest.param(["analyze", ""], "The claim is empty", id="empty claim"),
    pytest.param(["analyze", " \t\n"], "The claim is empty", id="blank claim"),
    pytest.param(["analyze", "risk " * 500], "The claim has 2,499 characters", id="overlong claim"),
    pytest.param(["analyze", "x", "--vector", "nope"], "no misuse vector “nope”. Known: bio", id="unknown vector"),
    pytest.param(["analyze", "x", "--baseline", "nope"], "no baseline “nope”. Known: ", id="unknown baseline"),
    pytest.param(["analyze", "x", "--direction", "up"], "'up' is not one of 'increase'", id="unknown direction"),
    pytest.param(["analyze", "0123456789ab"], "no claim “0123456789ab”. `cruxmap claims`", id="unknown claim"),
    pytest.param(["analyze", "x", "--source", "nope"], "no source “nope”. `cruxmap sources`", id="unknown source"),
    pytest.param(["assess"], "Name sources, or give --all", id="nothing to assess"),
    pytest.param(["assess", "nope"], "no source “nope”. `cruxmap sources`", id="unknown source to assess"),
    pytest.param(["assess", "comment"], "could be any of 2 sources. Give an id: ", id="ambiguous source"),
    pytest.param(["compare", "alarm.md"], "One source has nothing to be compared with", id="one source to compare"),
    pytest.param(["compare", "alarm.md", "alarm.md"], "One source has nothing", id="a source and itself"),
    pytest.param(["why", "nope"], "“nope” names no cell. Give SIDE:STEP", id="no cell"),
    pytest.param(["why", "nope:2"], "no source “nope”", id="unknown side"),
    pytest.param(["why", "for:9"], "no step “9”. Steps: threat", id="unknown step"),
    pytest.param(["why", "for:2"], "No claim was asked yet", id="no claim yet"),
    pytest.param(["why", "for:2", "--claim", "nope"], "no claim “nope”", id="why of an unknown claim"),
    pytest.param(["decide", "nope", "accept"], "no mark “nope”", id="unknown mark"),
    pytest.param(["decide", "nope", "perhaps"], "'perhaps' is not one of 'accept', 'reject'", id="unknown decision"),
    pytest.param(["db", "nope"], "No such command 'nope'", id="unknown command of a group"),
    pytest.param(["schema", "nope"], "'nope' is not one of", id="unknown schema"),
    pytest.param(["completion", "tcsh"], "'tcsh' is not one of", id="unknown shell"),
    pytest.param(["--framework", "nope.toml", "info"], "no framework file “nope.toml”", id="missing framework"),
]


@pytest.mark.parametrize(("arguments", "sentence"), WRONG)
def test_a_wrong_command_ends_with_2_and_says_what_to_do(cruxmap: Command, arguments: list[str], sentence: str) -> None:
    code, out, err = cruxmap(*arguments)
    assert (code, out) == (2, "")
    assert sentence in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        pytest.param("CRUXMAP_TRUST", "7", "trust is “7” (from environment). Give a number", id="trust too high"),
        pytest.param("CRUXMAP_TRUST", "much", "trust is “much”", id="trust no number"),
        pytest.param("CRUXMAP_TRUST", "nan", "trust is “nan”", id="trust not a number"),
        pytest.param("CRUXMAP_INDEX", "nope", "no index “nope”. Use `auto`", id="unknown index"),
        pytest.param("CRUXMAP_FRAMEWORK", "/nope.toml", "no framework file “/nope.toml”", id="missing framework"),
        pytest.param("CRUXMAP_ENCODER", "/nope", "“/nope” could not be loaded", id="missing encoder"),
    ],
)
def test_a_setting_that_cannot_work_ends_with_2(
    cruxmap: Command, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(variable, value)
    code, out, err = cruxmap("search", "weights")
    assert (code, out) == (2, "")
    assert sentence in err


def test_a_settings_file_with_a_fault_or_an_unknown_key_is_named(
    cruxmap: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    monkeypatch.setenv("CRUXMAP_CONFIG", str(file))
    for content, sentence in (("trust = ", "not readable TOML"), ("colour = 'red'", "sets colour, which")):
        file.write_text(content, encoding="utf-8")
        code, _, err = cruxmap("sources")
        assert code == 2
        assert str(file) in err
        assert sentence in err


def test_a_project_that_is_missing_is_not_made_by_looking_after_it(cruxmap: Command, tmp_path: Path) -> None:
    missing = tmp_path / "missing.cruxmap"
    for arguments in (["db", "status"], ["db", "verify"], ["db", "finish"], ["db", "backup", str(tmp_path / "copy")]):
        code, _, err = cruxmap("--project", str(missing), *arguments)
        assert code == 2
        assert f"There is no project “{missing}” yet. `cruxmap import PATH` makes it." in err
    assert not missing.exists()


def test_an_empty_project_says_how_to_fill_it(cruxmap: Command, tmp_path: Path) -> None:
    code, _, err = cruxmap("--project", str(tmp_path / "new.cruxmap"), "search", "weights")
    assert code == 2
    assert "`cruxmap import PATH` takes documents in" in err


def test_a_file_that_is_no_project_is_refused_and_left_alone(cruxmap: Command, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all, " * 200, encoding="utf-8")
    code, _, err = cruxmap("--project", str(letter), "sources")
    assert code == 2
    assert "is not a cruxmap project" in err
    assert letter.read_text(encoding="utf-8") == "Dear all, " * 200


def test_a_project_that_another_program_writes_ends_with_3(
    cruxmap: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(open_project.__kwdefaults__ or {}, "patience_ms", 50)
    other = sqlite3.connect(project, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        code, out, err = cruxmap("analyze", "Open models increase the risk of bioweapons.")
    finally:
        other.close()
    assert (code, out) == (3, "")
    assert "is being written by another program. Try again" in err


def test_documents_that_could_not_be_read_end_with_1_and_the_rest_is_there(cruxmap: Command, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    good.write_text("Open weights cannot be recalled. " * 20, encoding="utf-8")
    bad.write_bytes(b"no PDF at all")
    code, _, err = cruxmap("import", str(good), str(bad))
    assert code == 1
    assert "bad.pdf" in err
    assert "good" in cruxmap("sources").out


def test_control_c_ends_with_130_and_a_sentence(cruxmap: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from debate.session import Session

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "search", interrupted)
    code, out, err = cruxmap("search", "weights")
    assert (code, out) == (130, "")
    assert "Stopped. What was done is kept" in err


def test_control_c_in_a_process_leaves_no_traceback(project: Path, encoder_cache: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "cruxmap", "import", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "CRUXMAP_PROJECT": str(project), "CRUXMAP_CACHE": str(encoder_cache)},
    )
    with running:
        assert running.stdin is not None
        # It waits for its standard input; once the project beside it is open, it is past its imports.
        for _ in range(300):
            if project.with_name(f"{project.name}-wal").exists():
                break
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert out == b""
    assert b"Traceback" not in err


@pytest.mark.parametrize("arguments", [["sources"], ["sources", "--json"], ["schema", "analyze"], ["info"]])
def test_a_pipe_whose_reader_goes_away_is_no_error(project: Path, encoder_cache: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "cruxmap", *arguments],
            check=False,
            stdout=writing,
            stderr=subprocess.PIPE,
            env={**os.environ, "CRUXMAP_PROJECT": str(project), "CRUXMAP_CACHE": str(encoder_cache)},
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_under_the_output_is_said(project: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cruxmap", "db", "path"],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "CRUXMAP_PROJECT": str(project)},
            text=True,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("cruxmap: No space left on device.")
    assert "Exception ignored" not in done.stderr


def test_bytes_that_are_no_text_are_asked_about_as_a_sign_for_them(cruxmap: Command) -> None:
    for arguments in (["search", "weights \udcff"], ["analyze", "weights \udcff", "--actor", "\udcff"]):
        assert cruxmap(*arguments).code == 0
    assert "weights �" in cruxmap("claims").out


def test_help_documents_every_exit_code(cruxmap: Command) -> None:
    code, out, _ = cruxmap("--help")
    assert code == 0
    for number, meaning in EXIT_CODES.items():
        assert re.search(rf"^ +{number} +{re.escape(meaning)}$", out, re.MULTILINE)
