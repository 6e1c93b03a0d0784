"""`--provider-batch`: a provider answers a whole batch at half its price, and nothing is paid twice."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from cruxmap.prices import batch_share
from tests.annotate.batch_server import BatchServer, Expires, batch_server
from tests.annotate.server import Fails, Says, honest
from tests.cruxmap.conftest import Command, Ran

BIO = "Compared with search engines, open models increase the risk of bioweapons made by terrorists."
MAIL = "Open models do not change the risk of phishing by criminals."
HANDED_IN = ("--provider-batch", "--yes")


@pytest.fixture(autouse=True)
def _soon_and_somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("annotate.parcels.bringing.FIRST_PAUSE", 0.01)
    monkeypatch.setattr("annotate.parcels.trying.FIRST_PAUSE", 0.01)


@pytest.fixture(params=["openai", "anthropic"])
def model(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[BatchServer]:
    with batch_server() as chat:
        monkeypatch.setenv("CRUXMAP_ANNOTATOR", f"model:{request.param}:scripted")
        monkeypatch.setenv("CRUXMAP_MODEL_URL", chat.url if request.param == "openai" else chat.ollama_url)
        for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
            monkeypatch.setenv(name, "sk-scripted-0123456789")
        yield chat


openai_alone = pytest.mark.parametrize("model", ["openai"], indirect=True)


@pytest.fixture
def claims(tmp_path: Path) -> str:
    rows = [{"id": "a", "claim": BIO}, {"id": "b", "claim": MAIL}]
    Path("claims.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return "claims.jsonl"


def rows_of(ran: Ran) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in ran.out.splitlines()]
    return sorted(found, key=lambda row: int(row["row"]))


def under_way(project: Path) -> list[str]:
    with sqlite3.connect(project) as db:
        return [batch_id for (batch_id,) in db.execute("SELECT batch_id FROM parcels")]


def test_a_batch_of_claims_comes_to_the_same_as_asking_one_by_one_and_asks_nothing_so(
    cruxmap: Command, model: BatchServer, claims: str, project: Path
) -> None:
    ran = cruxmap("batch", claims, *HANDED_IN)
    assert ran.code == 0, ran.err
    assert model.prompts == []
    assert len(model.names) == len(set(model.names))
    # Marks first, on which it depends which stances are asked for.
    kinds = ["stance" if "You say which stance" in asked else "marks" for asked in model.handed_in]
    assert kinds == sorted(kinds)
    assert len(model.batches) == 2
    again = cruxmap("batch", claims, "--again", "--yes")
    assert model.prompts == []
    for row, other in zip(rows_of(ran), rows_of(again), strict=True):
        assert {**row, "made_at": ""} == {**other, "made_at": ""}
    assert under_way(project) == []


@openai_alone
def test_rows_are_the_same_as_those_of_a_run_without_it(
    cruxmap: Command, model: BatchServer, claims: str, project: Path, tmp_path: Path
) -> None:
    untouched = project.read_bytes()
    handed_in = rows_of(cruxmap("batch", claims, *HANDED_IN))
    (tmp_path / "other.cruxmap").write_bytes(untouched)
    ordinary = rows_of(cruxmap("--project", str(tmp_path / "other.cruxmap"), "batch", claims, "--yes"))
    assert model.prompts
    assert [{**row, "made_at": ""} for row in handed_in] == [{**row, "made_at": ""} for row in ordinary]


def test_its_answers_are_priced_at_half_when_they_are_read(
    cruxmap: Command, model: BatchServer, claims: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRUXMAP_MODEL_PRICE", "2,10,1")
    cruxmap("batch", claims, *HANDED_IN, "--limit", "1")
    cruxmap("batch", claims, "--yes")
    days = json.loads(cruxmap("usage", "--json").out)["days"]
    assert [day["batched"] for day in days] == [False, True]
    for day in days:
        whole = ((day["input"] - day["cached"]) * 2 + day["cached"] * 1 + day["output"] * 10) / 1e6
        assert day["cost"] == pytest.approx(whole / (2 if day["batched"] else 1))
    monkeypatch.setenv("COLUMNS", "120")
    assert "scripted (batch)" in cruxmap("usage").out


def test_the_lower_price_counts_from_the_day_on_which_there_was_one() -> None:
    assert [batch_share("openai:gpt-4o", day) for day in ("2024-01-01", "2024-04-15", "")] == [1.0, 0.5, 0.5]
    assert batch_share("ollama:qwen3") == 1.0


@openai_alone
def test_a_dry_run_hands_nothing_in_and_says_half_of_the_price(
    cruxmap: Command, model: BatchServer, claims: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRUXMAP_MODEL_PRICE", "2,10")
    costs = [
        json.loads(cruxmap("batch", claims, "--dry-run", *options).out)["forecast"]["cost"]
        for options in ((), ("--provider-batch",))
    ]
    assert costs[1] == pytest.approx(costs[0] / 2)
    assert model.batches == {}


def test_what_expired_fails_its_rows_and_the_same_command_hands_in_only_that(
    cruxmap: Command, model: BatchServer, claims: str, project: Path
) -> None:
    model.fate = lambda asked: Expires() if "stance" in asked[:40] and MAIL in asked else Says(honest(asked))
    ran = cruxmap("batch", claims, *HANDED_IN)
    assert ran.code == 1
    assert "expired" in ran.err
    good, bad = rows_of(ran)
    assert "for_threat" in good
    assert "did not bring all its answers" in bad["error"]
    assert bad["fix"] == "Give the row again."
    failed = [json.loads(line) for line in Path("claims.failed.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in failed] == ["b"]
    assert under_way(project) == []
    before = len(model.handed_in)
    model.fate = lambda asked: Says(honest(asked))
    assert cruxmap("batch", "claims.failed.jsonl", *HANDED_IN).code == 0
    assert all(MAIL in asked for asked in model.handed_in[before:])
    assert model.prompts == []


@openai_alone
def test_documents_are_marked_and_assessed_in_one_round(cruxmap: Command, model: BatchServer) -> None:
    text = "Terrorists could ask an open model for the synthesis route of a dangerous pathogen."
    Path("letters.jsonl").write_text(json.dumps({"id": "l1", "text": text}) + "\n", encoding="utf-8")
    ran = cruxmap("batch", "letters.jsonl", *HANDED_IN)
    assert ran.code == 0, ran.err
    (row,) = rows_of(ran)
    assert (row["source"], row["threat"], row["unread"]) == ("l1", "full", 0)
    assert model.prompts == []


@openai_alone
def test_a_cap_is_kept_by_the_estimate_before_anything_is_handed_in(
    cruxmap: Command, model: BatchServer, claims: str
) -> None:
    ran = cruxmap("batch", claims, "--provider-batch", "--max-tokens", "100")
    assert ran.code != 0
    assert "cap of 100 tokens is reached" in ran.err
    assert model.batches == {}


@openai_alone
def test_half_of_the_price_counts_toward_a_cap_on_money(
    cruxmap: Command, model: BatchServer, claims: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRUXMAP_MODEL_PRICE", "2,10")
    assert cruxmap("db", "finish", *HANDED_IN).code == 0
    said = json.loads(cruxmap("batch", claims, "--dry-run", "--provider-batch").out)["forecast"]
    ran = cruxmap("batch", claims, "--provider-batch", "--max-cost", str(1.1 * said["cost"]))
    assert ran.code == 0, ran.err


def test_without_a_person_or_a_yes_nothing_is_handed_in(cruxmap: Command, model: BatchServer, claims: str) -> None:
    ran = cruxmap("batch", claims, "--provider-batch")
    assert ran.code == 2
    assert "--yes" in ran.err
    assert model.batches == {}


@pytest.mark.parametrize(
    ("annotator", "named"), [("local", "asks no provider"), ("model:ollama:qwen3", "openai or anthropic")]
)
def test_where_there_is_no_batch_endpoint_it_says_so_before_any_work(
    cruxmap: Command, claims: str, annotator: str, named: str
) -> None:
    ran = cruxmap("batch", claims, "--annotator", annotator, *HANDED_IN)
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err
    assert "Leave --provider-batch out" in ran.err


@openai_alone
def test_a_compatible_server_without_the_endpoint_is_named_with_the_way_out(
    cruxmap: Command, model: BatchServer, claims: str, project: Path
) -> None:
    model.script.append(Fails(404))
    ran = cruxmap("batch", claims, *HANDED_IN)
    assert ran.code == 2
    assert "takes no batch" in ran.err
    assert "--provider-batch" in ran.err
    assert under_way(project) == []


@openai_alone
def test_a_hopeless_model_is_given_up_after_the_first_round(
    cruxmap: Command, model: BatchServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotate.model.HOPELESS", 1)
    model.fate = lambda _: Says("I would rather not.")
    ran = cruxmap("db", "finish", *HANDED_IN)
    assert ran.code == 2
    assert "could be read" in ran.err
    assert len(model.batches) == 1


@openai_alone
def test_two_runs_do_not_hand_in_the_same_questions(
    cruxmap: Command, model: BatchServer, claims: str, project: Path
) -> None:
    with FileLock(project.with_name(f"{project.name}.parcels.lock")):
        ran = cruxmap("batch", claims, *HANDED_IN)
    assert ran.code == 2
    assert "Another run hands in questions" in ran.err
    assert model.batches == {}


def test_kills_while_questions_are_handed_in_have_none_handed_in_twice(
    cruxmap: Command, model: BatchServer, claims: str, project: Path
) -> None:
    model.looks, model.ponders = 0, 0.1
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-m", "cruxmap", "batch", claims, *HANDED_IN],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            before, deadline = len(model.batches), time.monotonic() + 60
            # From when the parcel is written down until after its name was heard.
            while not under_way(project) and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.005)
            time.sleep(random.uniform(0, 2 * model.ponders))  # noqa: S311
            process.kill()
        assert len(model.batches) <= before + 1
    ran = cruxmap("batch", claims, *HANDED_IN)
    assert ran.code == 0, ran.err
    assert len(model.names) == len(set(model.names))
    assert model.prompts == []
    assert [row["unread"] for row in rows_of(ran)] == [0, 0]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_ended_while_it_waits_leaves_the_batch_and_the_next_one_brings_it(
    cruxmap: Command, model: BatchServer, claims: str, project: Path, how: signal.Signals
) -> None:
    model.looks = 1_000_000
    with subprocess.Popen(
        [sys.executable, "-m", "cruxmap", "batch", claims, *HANDED_IN],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        deadline = time.monotonic() + 60
        while not any(under_way(project)) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(how)
        _, err = process.communicate(timeout=60)
    assert under_way(project) == ["batch_0"], err
    assert process.returncode == (130 if how is signal.SIGINT else -9)
    model.looks = model.batches["batch_0"].looks = 0
    ran = cruxmap("batch", claims, *HANDED_IN)
    assert ran.code == 0, ran.err
    assert "an earlier run handed" in ran.err
    assert len(model.names) == len(set(model.names))
    assert model.prompts == []
    assert [row["unread"] for row in rows_of(ran)] == [0, 0]
