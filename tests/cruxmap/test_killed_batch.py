"""A batch that is killed at any moment goes on where it was, and pays for no answer twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotate.asking import STANCE_BATCH
from cruxmap.cli import run
from store.project import open_project
from tests.annotate.server import PASSAGE, ChatServer, chat_server

ROWS = 12
PARALLEL = 4


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    path = tmp_path / "claims.jsonl"
    rows = [
        {"id": n, "claim": f"Open models raise the risk of bioweapons, says witness number {n}."} for n in range(ROWS)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def environment(project: Path, encoder_cache: Path) -> dict[str, str]:
    return {**os.environ, "CRUXMAP_PROJECT": str(project), "CRUXMAP_CACHE": str(encoder_cache)}


def started(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "cruxmap", "batch", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kept(project: Path) -> dict[str, str]:
    with open_project(project) as opened:
        return dict(opened.file.rows("SELECT key, result FROM batch_results"))


def killed_when_some_are_done(process: subprocess.Popen[str], wanted: int, project: Path) -> None:
    """Kill the process, and nothing else of its group, once so many results are kept, at a random moment after."""
    deadline = time.monotonic() + 120
    while process.poll() is None and len(kept(project)) < wanted and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(random.uniform(0, 0.03))  # noqa: S311
    process.send_signal(signal.SIGKILL)
    process.communicate()


def finished(environment: dict[str, str], *arguments: str) -> list[dict[str, object]]:
    process = started(environment, *arguments)
    out, err = process.communicate(timeout=240)
    assert process.returncode == 0, err
    return [json.loads(line) for line in out.splitlines()]


def test_kills_lose_and_repeat_nothing_and_leave_no_worker_behind(
    claims: Path, project: Path, environment: dict[str, str]
) -> None:
    before: dict[str, str] = {}
    for wanted in (2, 6):
        process = started(environment, str(claims), "--jobs", "2")
        killed_when_some_are_done(process, wanted, project)
        after = kept(project)
        assert before.items() <= after.items()
        assert len(after) >= wanted
        before = after
        await_the_end_of_group(process.pid)
    rows = finished(environment, str(claims), "--jobs", "2")
    assert sorted(str(row["id"]) for row in rows) == sorted(str(n) for n in range(ROWS))
    assert before.items() <= kept(project).items()
    assert len(kept(project)) == ROWS


def test_a_worker_that_is_killed_does_not_end_the_batch(
    claims: Path, project: Path, environment: dict[str, str]
) -> None:
    process = started(environment, str(claims), "--jobs", "2")
    deadline = time.monotonic() + 120
    while len(kept(project)) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(workers_of(process.pid)[0], signal.SIGKILL)
    out, err = process.communicate(timeout=240)
    assert process.returncode == 0, err
    assert len(out.splitlines()) == len(kept(project)) == ROWS


def workers_of(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="utf-8").split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def await_the_end_of_group(group: int) -> None:
    """Raises when processes of a killed batch are still there after a while."""
    for _ in range(300):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("workers outlived the batch that was killed")


@pytest.fixture
def asking_a_model(environment: dict[str, str]) -> dict[str, str]:
    return {
        **environment,
        "CRUXMAP_ANNOTATOR": "model:openai:scripted",
        "CRUXMAP_MODEL_PARALLEL": str(PARALLEL),
        "OPENAI_API_KEY": "sk-scripted-0123456789",
    }


def paid_twice(chat: ChatServer) -> int:
    """How often something was asked again, be it about the same passages in another order."""
    asked = [
        (prompt.partition("The claim under debate:\n")[2].partition("\n")[0], text)
        for prompt in chat.prompts
        for _, text in PASSAGE.findall(prompt)
    ]
    return len(asked) - len(set(asked))


def test_another_process_asks_the_same_of_a_claim_and_so_pays_for_nothing_again(
    claims: Path, asking_a_model: dict[str, str]
) -> None:
    with chat_server() as chat:
        environment = {**asking_a_model, "CRUXMAP_MODEL_URL": chat.url}
        finished({**environment, "PYTHONHASHSEED": "1"}, str(claims), "--yes", "--limit", "4")
        asked = len(chat.prompts)
        finished({**environment, "PYTHONHASHSEED": "2"}, str(claims), "--yes", "--limit", "4", "--again")
    assert len(chat.prompts) == asked


def test_after_a_kill_only_the_questions_that_were_under_way_are_asked_again(
    claims: Path, project: Path, asking_a_model: dict[str, str]
) -> None:
    with chat_server(latency=0.05) as chat:
        environment = {**asking_a_model, "CRUXMAP_MODEL_URL": chat.url}
        process = started(environment, str(claims), "--yes", "--jobs", "2")
        killed_when_some_are_done(process, 3, project)
        assert len(kept(project)) >= 3
        rows = finished(environment, str(claims), "--yes", "--jobs", "2")
    assert len(rows) == ROWS
    assert {row["annotator"] for row in rows} == {"openai:scripted"}
    assert paid_twice(chat) <= PARALLEL * STANCE_BATCH


def test_a_cap_stops_cleanly_with_what_was_found_and_a_higher_one_goes_on(
    claims: Path, project: Path, asking_a_model: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with chat_server() as chat:
        for name, value in {**asking_a_model, "CRUXMAP_MODEL_URL": chat.url}.items():
            monkeypatch.setenv(name, value)
        assert run(["db", "finish", "--yes"]) == 0
        read = len(chat.prompts)
        assert run(["batch", str(claims), "--max-tokens", "12000", "--output", "first.jsonl", "--jobs", "1"]) == 1
        found = Path("first.jsonl").read_text(encoding="utf-8").splitlines()
        assert 0 < len(found) < ROWS
        assert run(["batch", str(claims), "--yes", "--output", "all.jsonl"]) == 0
    assert len(Path("all.jsonl").read_text(encoding="utf-8").splitlines()) == ROWS
    assert paid_twice(chat) == 0
    assert len(chat.prompts) > read


def test_without_a_person_or_a_yes_a_model_is_not_paid(
    claims: Path, asking_a_model: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with chat_server() as chat:
        for name, value in {**asking_a_model, "CRUXMAP_MODEL_URL": chat.url}.items():
            monkeypatch.setenv(name, value)
        assert run(["batch", str(claims)]) == 2
    assert "--yes" in capsys.readouterr().err
    assert chat.prompts == []


def test_no_key_gets_into_the_project_or_onto_the_screen(
    claims: Path, project: Path, asking_a_model: dict[str, str], tmp_path: Path
) -> None:
    with chat_server() as chat:
        process = started({**asking_a_model, "CRUXMAP_MODEL_URL": chat.url}, str(claims), "--yes", "--limit", "1")
        out, err = process.communicate(timeout=240)
    assert chat.keys == {"Bearer sk-scripted-0123456789"}
    kept_files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"sk-scripted" not in kept_files + out.encode() + err.encode()
