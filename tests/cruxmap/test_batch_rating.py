"""Documents of a batch rated whole by a chat model, as `assess --rated-by` rates one: beside their marks."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.annotate.batch_server import BatchServer, Expires, Fate, batch_server
from tests.annotate.server import Says, honest
from tests.cruxmap.conftest import Command, Ran

RATED = ("--rated-by", "model:openai:scripted", "--yes")
LETTERS = {
    "l1": "Terrorists could ask an open model for the synthesis route of a dangerous pathogen.",
    "l2": "The information on pathogens has been in libraries for decades, so models add nothing to it.",
}


@pytest.fixture(autouse=True)
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("annotate.parcels.bringing.FIRST_PAUSE", 0.01)
    rows = [{"id": name, "text": text, "desk": 3} for name, text in LETTERS.items()]
    Path("letters.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[BatchServer]:
    with batch_server() as chat:
        monkeypatch.setenv("CRUXMAP_MODEL_URL", chat.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-scripted-0123456789")
        yield chat


def rows_of(ran: Ran) -> dict[str, dict[str, Any]]:
    assert ran.code == 0, ran.err
    return {row["id"]: row for row in map(json.loads, ran.out.splitlines())}


def test_each_document_has_the_levels_of_the_model_beside_those_of_its_marks(
    cruxmap: Command, model: BatchServer
) -> None:
    plain = rows_of(cruxmap("batch", "letters.jsonl"))
    rated = rows_of(cruxmap("batch", "letters.jsonl", *RATED, "--output", "out.csv", "--dictionary", "out.json"))
    assert len(model.prompts) == 2
    for name, row in rated.items():
        assert row["rated_by"] == "openai:scripted"
        assert (row["rated_threat"], row["rated_uncertainty"]) == ("partial", "absent")
        assert row["rated_unfounded"] == ["marginal_evidence"]
        # Nothing of it counts by itself.
        assert {key: row[key] for key in plain[name].keys() - {"made_at"}}.items() <= plain[name].items()
    table = list(csv.DictReader(Path("out.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["rated_marginal_evidence"] for row in table] == ["full", "full"]
    assert "rated_by" in Path("out.json").read_text(encoding="utf-8")


def test_it_is_paid_for_once(cruxmap: Command, model: BatchServer) -> None:
    first = rows_of(cruxmap("batch", "letters.jsonl", *RATED))
    assert rows_of(cruxmap("batch", "letters.jsonl", *RATED)) == first
    cruxmap("assess", "l1", *RATED)
    assert len(model.prompts) == 2


def test_a_rating_that_cannot_be_read_leaves_its_row_and_is_tried_again(cruxmap: Command, model: BatchServer) -> None:
    model.mind = lambda prompt: "I cannot." if LETTERS["l1"] in prompt else honest(prompt)
    ran = cruxmap("batch", "letters.jsonl", *RATED)
    assert "no JSON object with levels" in ran.err
    found = rows_of(ran)
    assert (found["l1"]["rated_by"], found["l2"]["rated_by"]) == (None, "openai:scripted")
    assert json.loads(cruxmap("batch", "letters.jsonl", *RATED, "--dry-run").out)["to_do"] == 1


def test_a_dry_run_says_what_marking_and_rating_would_use_up(cruxmap: Command, model: BatchServer) -> None:
    alone, both = (
        json.loads(cruxmap("batch", "letters.jsonl", *RATED, *more, "--dry-run").out)["forecast"]["calls"]
        for more in ((), ("--annotator", "model:openai:scripted"))
    )
    assert (alone, both) == (2, 4)
    assert model.prompts == []


def test_a_cap_counts_ratings(cruxmap: Command, model: BatchServer) -> None:
    ran = cruxmap("batch", "letters.jsonl", *RATED, "--max-tokens", "100")
    assert ran.code == 1
    assert "cap of 100 tokens is reached" in ran.err
    assert model.prompts == []


@pytest.mark.parametrize("annotator", ["local", "model:openai:scripted"])
def test_ratings_are_handed_in_together_with_marks(cruxmap: Command, model: BatchServer, annotator: str) -> None:
    cruxmap("db", "finish", "--yes")
    ran = cruxmap("batch", "letters.jsonl", "--annotator", annotator, *RATED, "--provider-batch")
    assert {row["rated_by"] for row in rows_of(ran).values()} == {"openai:scripted"}
    rated = [asked for asked in model.handed_in if "You rate how far" in asked]
    assert len(rated) == 2
    assert model.prompts == []


def test_a_row_whose_rating_expired_fails_and_can_be_given_again(cruxmap: Command, model: BatchServer) -> None:
    def fate(asked: str) -> Fate:
        return Expires() if LETTERS["l1"] in asked else Says(honest(asked))

    model.fate = fate
    ran = cruxmap("batch", "letters.jsonl", *RATED, "--provider-batch")
    assert ran.code == 1
    (failed,) = map(json.loads, Path("letters.failed.jsonl").read_text(encoding="utf-8").splitlines())
    assert failed["id"] == "l1"
    assert "expired" in failed["cruxmap_error"]
    model.fate = lambda asked: Says(honest(asked))
    assert rows_of(cruxmap("batch", "letters.failed.jsonl", *RATED, "--provider-batch"))["l1"]["rated_by"]


WRONG = (
    (("--kind", "claims"), "Claims cannot be rated"),
    (("--annotator", "model:openai:other"), "“openai:other” marks and “openai:scripted” would rate"),
)


@pytest.mark.parametrize(("more", "named"), WRONG)
def test_what_cannot_be_rated_is_named_before_any_work(
    cruxmap: Command, model: BatchServer, more: tuple[str, ...], named: str
) -> None:
    ran = cruxmap("batch", "letters.jsonl", *RATED, *more)
    assert (ran.code, ran.out) == (2, "")
    assert named in ran.err
    assert model.prompts == []
