"""A shell that sources the printed script completes commands, options and choices."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cruxmap.cli import COMMANDS, SUMMARIES
from tests.cruxmap.conftest import Command


@pytest.fixture
def on_the_path(tmp_path: Path) -> dict[str, str]:
    """An environment in which `cruxmap` is this program."""
    script = tmp_path / "bin" / "cruxmap"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cruxmap "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return {**os.environ, "PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}"}


def answers(environment: dict[str, str], shell: str, words: str, position: int) -> list[str]:
    """What the program tells a shell that asks how the word at this position goes on."""
    asked = {"_CRUXMAP_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": str(position)}
    done = subprocess.run(["cruxmap"], env=environment | asked, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell_is_printed(cruxmap: Command, shell: str) -> None:
    code, out, _ = cruxmap("completion", shell)
    assert code == 0
    assert "_CRUXMAP_COMPLETE" in out
    assert f"{shell}_complete" in out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_its_shell_reads(cruxmap: Command, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = cruxmap("completion", shell).out
    subprocess.run([shell, "-n"], input=script, text=True, check=True)


def test_commands_options_and_choices_are_completed(on_the_path: dict[str, str]) -> None:
    assert answers(on_the_path, "bash", "cruxmap a", 1) == ["plain,analyze", "plain,assess"]
    assert answers(on_the_path, "bash", "cruxmap --pro", 1) == ["plain,--project"]
    assert answers(on_the_path, "bash", "cruxmap analyze --di", 2) == ["plain,--direction"]
    assert answers(on_the_path, "bash", "cruxmap analyze --direction in", 3) == ["plain,increase"]
    assert answers(on_the_path, "bash", "cruxmap db ver", 2) == ["plain,verify"]
    assert answers(on_the_path, "bash", "cruxmap decide x re", 3) == ["plain,reject"]


def test_fish_is_told_what_a_command_does(on_the_path: dict[str, str]) -> None:
    asked = {"_CRUXMAP_COMPLETE": "fish_complete", "COMP_WORDS": "cruxmap ", "COMP_CWORD": "wh"}
    done = subprocess.run(["cruxmap"], env=on_the_path | asked, capture_output=True, text=True, check=True)
    assert SUMMARIES["why"] in done.stdout


def test_a_bash_that_sourced_the_script_completes_a_command(cruxmap: Command, on_the_path: dict[str, str]) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    script = cruxmap("completion", "bash").out
    typed = 'COMP_WORDS=(cruxmap sea); COMP_CWORD=1; _cruxmap_completion cruxmap; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(
        ["bash", "-c", f"{script}\n{typed}"], env=on_the_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["search"]


def test_help_and_completion_know_every_command(cruxmap: Command) -> None:
    assert list(COMMANDS) == list(SUMMARIES)
    out = cruxmap("--help").out
    for name, summary in SUMMARIES.items():
        assert f"  {name}" in out
        assert summary in out
        code, described, _ = cruxmap(name, "--help")
        assert code == 0
        assert described.startswith(f"Usage: cruxmap {name}")
