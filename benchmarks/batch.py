"""A batch of claims with the local annotator, with a chat model on loopback, and killed at random moments.

    python -m benchmarks.batch --documents documents.jsonl [--claims 1000] [--kills 50]

The chat server answers after 200 ms and takes so many questions at once; it runs in a process of its own. What it
could answer at most is that number through the latency; printed is which share of it the whole command came to, its
start and end included, and which share from its first question to its last answer.
"""

import argparse
import csv
import hashlib
import itertools
import json
import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from tests.annotate.batch_server import batch_server

LATENCY, AT_ONCE = 0.2, 16
BLOCK, CACHED_FROM = 4 * 128, 4 * 1024
LOOKS = 3
"""How often a batch is looked at before it has ended."""
PARTS = ["local", "model", "killed", "killed-asking", "killed-handed-in"]
MISUSES = ("bioweapons", "cyber attacks", "disinformation", "phishing", "voice cloning scams", "intimate images")
ACTORS = ("terrorists", "criminals", "states", "lone actors", "teenagers", "organised crime")
BASELINES = ("Compared with the Internet, ", "Compared with hosted models, ", "Compared with textbooks, ", "")
MODELS = ("open model weights", "freely downloadable models", "released weights of large models")
MOVES = ("increase", "do not change", "reduce")


@dataclass(frozen=True)
class Ran:
    """One command, with what it took."""

    code: int
    seconds: float
    cpu: float
    """Seconds of all its processes together."""
    peak: int
    """Bytes of memory of all its processes together, mapped files left out, at their most."""
    err: str


def write_claims(path: Path, number: int) -> None:
    """So many claims, no two alike, always the same ones."""
    every = list(itertools.product(BASELINES, MODELS, MOVES, MISUSES, ACTORS))
    drawn = random.Random(0).sample(every, min(number, len(every)))  # noqa: S311
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "claim"])
        for place in range(number):
            baseline, model, moves, misuse, actor = drawn[place % len(drawn)]
            again = f" by {2026 + place // len(drawn)}" if place >= len(drawn) else ""
            rows.writerow([place, f"{baseline}{model} {moves} the risk of {misuse} by {actor}{again}."])


def cruxmap(environment: dict[str, str], *arguments: str) -> Ran:
    """Run one command to its end."""
    before = os.times()
    started = time.monotonic()
    process = start(environment, *arguments)
    peak = [0]
    watching = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watching.start()
    _, err = process.communicate()
    seconds = time.monotonic() - started
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Ran(process.returncode, seconds, cpu, peak[0], err)


def start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    """Start one command in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "cruxmap", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _watch(process: subprocess.Popen[str], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(_resident(pid) for pid in _group(process.pid)))
        time.sleep(0.2)


def _group(leader: int) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == leader:
                yield int(entry.name)


def _resident(pid: int) -> int:
    """Bytes of a process's own; pages of the project that several connections have mapped would count several times."""
    try:
        status = (Path("/proc") / str(pid) / "status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("RssAnon")), 0)


def _serve(pipe: Connection) -> None:
    with batch_server(latency=LATENCY, most_at_once=AT_ONCE, looks=LOOKS) as chat:
        pipe.send(chat.url)
        while pipe.recv() == "count":
            handed_in = (len(chat.names), len(set(chat.names)))
            asked = (len(chat.prompts), len(set(chat.prompts)))
            share = read_before([one for one in chat.prompts if "You say which stance" in one])
            pipe.send(Seen(*asked, chat.refused, chat.peak, tuple(chat.began), share, *handed_in))


@contextmanager
def server() -> Iterator[tuple[str, Connection]]:
    """A chat server in a process of its own: its address, and where to ask what it saw."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(there,), daemon=True)
    process.start()
    try:
        yield here.recv(), here
    finally:
        here.send("end")
        process.join()


class Seen(NamedTuple):
    """What a chat server saw since it began."""

    questions: int
    different: int
    refused: int
    most_at_once: int
    began: tuple[float, ...]
    """When each request came."""
    read_before: float
    """Share of what was sent in stance questions with which an earlier one began."""
    handed_in: int
    """Questions of batches that the provider was to answer together."""
    handed_in_once: int


def seen(pipe: Connection) -> Seen:
    """What the server saw until now."""
    pipe.send("count")
    found: Seen = pipe.recv()
    return found


def used(project: Path) -> tuple[int, int]:
    """Input and output tokens kept in a project."""
    with sqlite3.connect(project) as db:
        found = db.execute("SELECT coalesce(sum(input), 0), coalesce(sum(output), 0) FROM calls").fetchone()
    return int(found[0]), int(found[1])


def results(project: Path) -> dict[str, str]:
    """Results kept in a project."""
    with sqlite3.connect(project) as db:
        return dict(db.execute("SELECT key, result FROM batch_results"))


def local(environment: dict[str, str], claims: Path, number: int, jobs: int) -> dict[str, Any]:
    """The local annotator."""
    ran = cruxmap(environment, "batch", str(claims), "--jobs", str(jobs))
    assert ran.code == 0, ran.err
    return {
        "jobs": jobs,
        "claims a second": round(number / ran.seconds, 2),
        "CPU seconds a claim": round(ran.cpu / number, 3),
        "cores used": round(ran.cpu / ran.seconds, 2),
        "peak MB": ran.peak // 1_000_000,
    }


def read_before(prompts: Sequence[str]) -> float:
    """Share of the tokens sent, 0 to 1, with which another question began: at most what a provider's cache saves.

    As OpenAI has it: from 1,024 tokens on, in blocks of 128, a token being four characters.
    """
    known: set[bytes] = set()
    whole = saved = 0
    for prompt in prompts:
        digest, same = hashlib.sha256(), 0
        for end in range(BLOCK, len(prompt) + 1, BLOCK):
            digest.update(prompt[end - BLOCK : end].encode())
            same = end if digest.digest() in known else same
            known.add(digest.digest())
        whole += len(prompt)
        saved += same if same >= CACHED_FROM else 0
    return saved / max(whole, 1)


def asking_at(url: str, environment: dict[str, str]) -> dict[str, str]:
    """The environment in which the chat model at this address is asked."""
    return {
        **environment,
        "CRUXMAP_ANNOTATOR": "model:openai:scripted",
        "CRUXMAP_MODEL_URL": url,
        "CRUXMAP_MODEL_PARALLEL": str(AT_ONCE),
        "CRUXMAP_MODEL_ASK": "no",
        "OPENAI_API_KEY": "none",
    }


def model(environment: dict[str, str], project: Path, claims: Path, number: int) -> dict[str, Any]:
    """A chat model: first all passages are marked, then the claims are mapped."""
    most = AT_ONCE / LATENCY
    found: dict[str, Any] = {"most calls a second": most}
    with server() as (url, pipe):
        asking = asking_at(url, environment)
        for name, command in (("marking", ["db", "finish"]), ("batch", ["batch", str(claims)])):
            before, tokens = seen(pipe), used(project)
            ran = cruxmap(asking, *command)
            assert ran.code == 0, ran.err
            answered = seen(pipe)
            asked, after = answered.questions - before.questions, used(project)
            # The answer to the last question takes its time too.
            asking_for = answered.began[-1] - answered.began[len(before.began)] + LATENCY
            found[name] = {
                "calls": asked,
                "seconds": round(ran.seconds, 1),
                "share of the limit": round(asked / ran.seconds / most, 3),
                "share while asking": round(asked / asking_for / most, 3),
                "CPU ms a call": round(1000 * ran.cpu / max(asked, 1), 2),
                "peak MB": ran.peak // 1_000_000,
            }
        spent = [new - old for new, old in zip(after, tokens, strict=True)]
        found["batch"]["tokens a claim"] = {"in": spent[0] // number, "out": spent[1] // number}
        found["batch"]["claims a second"] = round(number / ran.seconds, 2)
        found["batch"]["share of its input that was read before"] = round(answered.read_before, 3)
        found["refused"], found["most at once"] = answered.refused, answered.most_at_once
    return found


def killed(environment: dict[str, str], project: Path, claims: Path, number: int, kills: int) -> dict[str, Any]:
    """Kill the batch at random moments until it was killed often enough, then let it end."""
    lost = changed = 0
    before: dict[str, str] = {}
    for _ in range(kills):
        process = start(environment, "batch", str(claims))
        time.sleep(random.uniform(0.5, 8))  # noqa: S311
        process.send_signal(signal.SIGKILL)
        process.communicate()
        after = results(project)
        lost += len(before.keys() - after.keys())
        changed += sum(after.get(key) != result for key, result in before.items())
        before = after
    ran = cruxmap(environment, "batch", str(claims), "--output", str(claims.with_suffix(".done.jsonl")))
    rows = [json.loads(line) for line in claims.with_suffix(".done.jsonl").read_text(encoding="utf-8").splitlines()]
    left = list(_group(process.pid))
    return {
        "kills": kills,
        "kept at the last kill": len(before),
        "lost": lost,
        "made again": changed,
        "exit code": ran.code,
        "rows": len(rows),
        "different rows": len({row["row"] for row in rows}),
        "workers left": len(left),
        "as many as claims": len(rows) == number,
    }


def killed_asking(
    environment: dict[str, str], project: Path, claims: Path, number: int, kills: int, *options: str
) -> dict[str, Any]:
    """The same with a chat model: what is asked again can only be what was under way."""
    lost = waiting = 0
    in_vain, before = [0], dict[str, str]()
    with server() as (url, pipe):
        asking = asking_at(url, environment)
        ran = cruxmap(asking, "db", "finish")
        assert ran.code == 0, ran.err
        for _ in range(kills):
            process = start(asking, "batch", str(claims), *options)
            time.sleep(random.uniform(0.5, 8))  # noqa: S311
            process.send_signal(signal.SIGKILL)
            process.communicate()
            # Answers that the server still gives to nobody.
            time.sleep(LATENCY)
            after = results(project)
            lost += sum(after.get(key) != result for key, result in before.items())
            before = after
            waiting += bool(under_way(project))
            in_vain.append(seen(pipe).questions - answers(project))
        table = claims.with_suffix(".done.jsonl")
        ran = cruxmap(asking, "batch", str(claims), *options, "--output", str(table))
        found, kept = seen(pipe), answers(project)
    return {
        "kills": kills,
        "rows kept at the last kill": len(before),
        "lost or made again": lost,
        "exit code": ran.code,
        "rows": len(table.read_text(encoding="utf-8").splitlines()),
        "claims": number,
        "different questions": found.different,
        "answers kept": kept,
        "asked again": found.questions - found.different,
        "most asked again after one kill": max(new - old for old, new in itertools.pairwise(in_vain)),
        "most under way": found.most_at_once,
        "kills while a batch was under way": waiting,
        "left under way": under_way(project),
        "handed in to be answered together": found.handed_in,
        "handed in twice": found.handed_in - found.handed_in_once,
    }


def under_way(project: Path) -> int:
    """Batches that the provider was handed, or was about to be."""
    with sqlite3.connect(project) as db:
        return int(db.execute("SELECT count(*) FROM parcels").fetchone()[0])


def answers(project: Path) -> int:
    """Answers kept in a project."""
    with sqlite3.connect(project) as db:
        return int(db.execute("SELECT count(*) FROM calls").fetchone()[0])


def main() -> None:
    """Measure, and print one JSON object a part."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=Path, help="JSONL with one document a row")
    options.add_argument("--project", type=Path, help="a project that was imported already; it is copied")
    options.add_argument("--claims", type=int, default=1000)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--part", choices=PARTS, action="append")
    chosen = options.parse_args()
    parts = chosen.part or PARTS
    with tempfile.TemporaryDirectory(prefix="cruxmap-batch-") as name:
        folder = Path(name)
        claims = folder / "claims.csv"
        write_claims(claims, chosen.claims)
        imported = folder / "imported.cruxmap"
        environment = {**os.environ, "CRUXMAP_PROJECT": str(imported), "CRUXMAP_CONFIG": str(folder / "none.toml")}
        if chosen.project:
            shutil.copy(chosen.project, imported)
        else:
            print(json.dumps({"import": cruxmap(environment, "import", str(chosen.documents)).seconds}), flush=True)

        def copied(part: str) -> tuple[dict[str, str], Path]:
            project = Path(shutil.copy(imported, folder / f"{part}.cruxmap"))
            return {**environment, "CRUXMAP_PROJECT": str(project)}, project

        for part in parts:
            if part == "local":
                for jobs in (1, 2):
                    found = local(copied(f"local{jobs}")[0], claims, chosen.claims, jobs)
                    print(json.dumps({"local": found}), flush=True)
            elif part == "model":
                print(json.dumps({"model": model(*copied(part), claims, chosen.claims)}), flush=True)
            elif part != "killed":
                extra = ["--provider-batch"] if part == "killed-handed-in" else []
                found = killed_asking(*copied(part), claims, chosen.claims, chosen.kills, *extra)
                print(json.dumps({part: found}), flush=True)
            else:
                print(json.dumps({part: killed(*copied(part), claims, chosen.claims, chosen.kills)}), flush=True)


if __name__ == "__main__":
    main()
