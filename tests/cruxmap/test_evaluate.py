"""`cruxmap evaluate` on files of a few lines: tables, JSON, and what is said of files that are no gold."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from annotate.quality.gold_files import read_documents, read_passages
from cruxmap.cli import run
from cruxmap.commands.evaluate import FORMATS
from cruxmap.commands.schema import FOLDER
from cruxmap.show.console import console
from debate.framework import load_framework
from tests.annotate.scripted import write_lines
from tests.cruxmap.conftest import Ran
from tests.cruxmap.printing import assert_fits, assert_harmless

Evaluate = Callable[..., Ran]
HOSTILE = "\x1b[2J\x1b]0;owned\x07[red]weights\u202e cannot be recalled"
ADA = {"stance": "raises", "steps": ["marginal_evidence"], "assumptions": [{"slot": "reversibility", "pole": "raises"}]}
BO = {"stance": "mixed", "steps": ["marginal_evidence", "uncertainty"], "assumptions": []}
PASSAGES: list[dict[str, Any]] = [
    ADA | {"id": "memo_1", "text": "Once released, weights cannot be recalled, and nobody can monitor their use."},
    {
        "id": "memo_2",
        "text": "The picnic is on Sunday; bring a chair.",
        "relevant": False,
        "stance": None,
        "steps": [],
        "assumptions": [],
    },
    {
        "id": "手紙_1",
        "text": "公開された重みは回収できず、悪用を監視することもできない。",
        "stance": "raises",
        "steps": ["marginal_evidence", "existing_risk"],
        "assumptions": [],
    },
    {
        "id": HOSTILE,
        "text": HOSTILE + " and terrorists will use them to make pathogens.",
        "spans": [HOSTILE],
        "stance": "doubts",
        "steps": ["existing_defenses"],
        "assumptions": [{"slot": "actor", "pole": "doubts"}],
    },
]
DOCUMENTS: list[dict[str, Any]] = [
    {
        "id": "memo",
        "levels": {"threat": "partial", "marginal_evidence": "partial", "uncertainty": "absent"},
        "criteria": ["1a", "4c"],
        "assumptions": [{"slot": "reversibility", "pole": "raises"}],
        "text": "Terrorists could make pathogens with open models. Once released, weights cannot be recalled.",
    },
    {"id": HOSTILE, "levels": {"threat": "full"}, "text": "公開された重みは回収できない。"},
]
CORPUS = [
    {"_id": "p1", "doc_id": "a", "text": "Released weights cannot be recalled."},
    {"_id": "p2", "doc_id": "a", "title": "Dinner", "text": "Lobster tastes delicious."},
    {"_id": "p3", "doc_id": "b", "text": "回収できない重みが公開された。"},
    {"_id": "p4", "doc_id": "b", "text": "Watermarks do not survive finetuning."},
]
QUERIES = [
    {"_id": "q1", "text": "Can released weights be recalled?"},
    {"_id": "q2", "text": "重みは回収できるか"},
    {"_id": "q3", "text": "Do watermarks survive?"},
]


@pytest.fixture
def evaluate(encoder_cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Evaluate:
    """Runs `cruxmap evaluate` with these arguments, 80 columns wide."""
    monkeypatch.setenv("CRUXMAP_CACHE", str(encoder_cache))
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)

    def command(*arguments: object) -> Ran:
        console.cache_clear()
        capsys.readouterr()
        code = run(["evaluate", *map(str, arguments)])
        return Ran(code, *capsys.readouterr())

    return command


@pytest.fixture
def passages(tmp_path: Path) -> Path:
    people = {"annotators": [ADA, BO]}
    return write_lines(tmp_path / "gold.jsonl", PASSAGES[0] | people, PASSAGES[1] | people, *PASSAGES[2:])


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "docs.jsonl", *DOCUMENTS)


@pytest.fixture
def judged(tmp_path: Path) -> list[str]:
    """The options that name a small judged corpus."""
    corpus = write_lines(tmp_path / "corpus.jsonl", *CORPUS)
    queries = write_lines(tmp_path / "queries.jsonl", *QUERIES)
    qrels = tmp_path / "qrels.tsv"
    qrels.write_text("query-id\tcorpus-id\tscore\nq1\tp1\t1\nq2\tp3\t1\nq3\tp4\t1\nq3\tgone\t1\n")
    return ["--corpus", str(corpus), "--queries", str(queries), "--qrels", str(qrels)]


def value_of(ran: Ran, name: str) -> Any:
    """The JSON value that was printed, checked against its schema."""
    assert ran.code == 0, ran.err
    schema = json.loads((FOLDER / f"evaluate-{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    value = json.loads(ran.out)
    jsonschema.validate(value, schema)
    return value


def test_marks_are_measured_as_json(evaluate: Evaluate, passages: Path) -> None:
    found = value_of(evaluate("marks", passages, "--json"), "marks")
    assert (found["passages"], found["documents"], found["annotator"]) == (4, 3, "local")
    assert 0 <= found["steps"]["macro_f1"] <= 1
    assert set(found["steps"]["per_label"]) == {step.id for step in load_framework().steps}
    assert sum(sum(row.values()) for row in found["stance"]["confusion"].values()) == 4
    assert found["kappa"]["ceiling"]["f1"]["stance"] == 0.0
    assert found["languages"]["ja"]["passages"] == 1
    assert found["floor"]["assumptions.micro_f1"] > 0
    assert "annotators" not in found


def test_a_limit_on_errors_is_kept(evaluate: Evaluate, passages: Path) -> None:
    assert len(value_of(evaluate("marks", passages, "--json", "--errors", 2), "marks")["errors"]) == 2
    assert value_of(evaluate("marks", passages, "--json", "--errors", 0), "marks")["errors"] == []


def test_trust_is_the_threshold_of_what_is_shown(
    evaluate: Evaluate, passages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRUXMAP_TRUST", "0.99")
    shown = value_of(evaluate("marks", passages, "--json"), "marks")["shown"]
    assert shown["trust"] == 0.99
    monkeypatch.setenv("CRUXMAP_TRUST", "0")
    assert value_of(evaluate("marks", passages, "--json"), "marks")["shown"]["all"]["shown"] > shown["all"]["shown"]


def test_an_annotator_named_twice_is_measured_once(evaluate: Evaluate, passages: Path) -> None:
    found = value_of(evaluate("marks", passages, "--annotator", "local", "--annotator", "local", "--json"), "marks")
    assert "annotators" not in found


def test_the_table_of_marks_shows_every_part_and_fits(evaluate: Evaluate, passages: Path) -> None:
    code, out, _ = evaluate("marks", passages)
    assert code == 0
    for part in (
        "4 passages of 3 documents",
        "steps, macro-F1",
        "ceiling",
        "floor",
        "4 Marginal evidence",
        "Confusion: rows are the gold",
        "reversibility:raises",
        "Calibration",
        "Abstaining below a confidence",
        "person 2",
        "By language",
        "Worst errors",
        "cannot be recalled",
    ):
        assert part in out
    assert_fits(out, 80)


def test_coverage_is_measured_as_json(evaluate: Evaluate, documents: Path) -> None:
    found = value_of(evaluate("coverage", documents, "--json"), "coverage")
    assert found["documents"] == 2
    assert found["levels"]["cells"] == len(found["cells"]) == 4
    assert 0 <= found["levels"]["exact"] <= 1
    assert {"f1", "per_step", "per_label"} <= set(found["criteria"])
    assert found["assumptions"]["support"] == 1


def test_the_table_of_coverage_shows_every_part_and_fits(evaluate: Evaluate, documents: Path) -> None:
    code, out, _ = evaluate("coverage", documents)
    assert code == 0
    for part in ("2 documents", "levels, weighted kappa", "1 Threat", "Criteria", "Cells that differ: "):
        assert part in out
    assert_fits(out, 80)


def test_texts_of_documents_may_stand_in_a_file_of_their_own(evaluate: Evaluate, tmp_path: Path) -> None:
    gold = write_lines(tmp_path / "docs.jsonl", {"id": "memo", "levels": {"threat": "partial"}})
    texts = write_lines(tmp_path / "texts.jsonl", {"id": "memo", "text": DOCUMENTS[0]["text"]})
    assert value_of(evaluate("coverage", gold, "--documents", texts, "--json"), "coverage")["documents"] == 1
    alone = evaluate("coverage", gold)
    assert alone.code == 2
    assert "line 1, field “text”" in alone.err
    assert "--documents" in alone.err


def test_retrieval_is_measured_as_json(evaluate: Evaluate, judged: list[str]) -> None:
    found = value_of(evaluate("retrieval", *judged, "--json"), "retrieval")
    assert (found["queries"], found["passages"], found["unanswered"]) == (3, 4, 0)
    assert set(found["systems"]) == {"shipped", "bm25", "dense", "rrf"}
    assert found["systems"]["shipped"] == {"ndcg@10": 1.0, "recall@10": 1.0, "mrr": 1.0}
    low, high = found["intervals"]["dense"]["mrr"]
    assert 0 <= low <= found["systems"]["dense"]["mrr"] <= high <= 1


def test_sides_are_counted_beside_the_ranking(evaluate: Evaluate, judged: list[str], tmp_path: Path) -> None:
    sides = (("q1", "p1", "support"), ("q1", "p4", "undermine"), ("q3", "p4", "not_valid"))
    names = ("claim_id", "perspective_id", "stance")
    rows = [dict(zip(names, side, strict=True)) for side in sides]
    stances = write_lines(tmp_path / "stances.jsonl", *rows)
    found = value_of(evaluate("retrieval", *judged, "--stances", stances, "--json"), "retrieval")
    assert found["sides"]["claims"] == 1
    assert found["sides"]["sides"]["weaker_side@20"] == 1.0
    out = evaluate("retrieval", *judged, "--stances", stances).out
    assert "Both sides of 1 claims" in out
    assert_fits(out, 80)


def test_within_a_document_only_its_passages_are_ranked(evaluate: Evaluate, judged: list[str], tmp_path: Path) -> None:
    qrels = tmp_path / "within.tsv"
    qrels.write_text("q1|a\tp1\t1\nq3|b\tp4\t1\n")
    found = value_of(evaluate("retrieval", *judged[:4], "--qrels", qrels, "--within-document", "--json"), "retrieval")
    assert (found["queries"], found["systems"]["shipped"]["mrr"]) == (2, 1.0)
    whole = evaluate("retrieval", *judged, "--within-document")
    assert whole.code == 2
    assert "names no document" in whole.err


def test_vectors_are_kept_for_the_next_measurement(
    evaluate: Evaluate, judged: list[str], encoder_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = evaluate("retrieval", *judged, "--json")
    kept = {path: path.stat().st_size for path in encoder_cache.glob("vectors-*.bin")}
    assert kept
    again = evaluate("retrieval", *judged, "--json")
    assert again.out == first.out
    assert {path: path.stat().st_size for path in encoder_cache.glob("vectors-*.bin")} == kept


def test_nothing_that_a_file_holds_drives_the_terminal(
    evaluate: Evaluate, passages: Path, documents: Path, tmp_path: Path
) -> None:
    for ran in (evaluate("marks", passages), evaluate("coverage", documents)):
        assert ran.code == 0
        assert_harmless(ran.out)
    bad = write_lines(tmp_path / "bad.jsonl", PASSAGES[0] | {"stance": HOSTILE})
    refused = evaluate("marks", bad)
    assert refused.code == 2
    assert_harmless(refused.err)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is empty"),
        ("{", "line 1 is not JSON"),
        ('{"id": "a", "text": "Words.", "steps": ["danger"]}', "field “steps”: there is no step “danger”"),
    ],
)
def test_a_gold_file_with_a_fault_is_named_with_what_to_do(
    evaluate: Evaluate, tmp_path: Path, content: str, says: str
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(content)
    code, out, err = evaluate("marks", gold, "--json")
    assert (code, out) == (2, "")
    assert says in err
    assert "gold.jsonl" in err


@pytest.mark.parametrize("command", ["marks", "coverage"])
def test_a_gold_file_that_is_not_there_is_named(evaluate: Evaluate, command: str, tmp_path: Path) -> None:
    code, out, err = evaluate(command, tmp_path / "nowhere.jsonl")
    assert (code, out) == (2, "")
    assert "nowhere.jsonl" in err


def test_a_corpus_that_is_not_there_is_named_and_a_missing_option_asked_for(
    evaluate: Evaluate, judged: list[str], tmp_path: Path
) -> None:
    gone = evaluate("retrieval", "--corpus", tmp_path / "nowhere.jsonl", *judged[2:])
    assert gone.code == 2
    assert "nowhere.jsonl" in gone.err
    late = evaluate("retrieval", *judged, "--stances", tmp_path / "nowhere.jsonl")
    assert late.code == 2
    assert "Encoding" not in late.err
    unnamed = evaluate("retrieval", *judged[:4])
    assert unnamed.code == 2
    assert "--qrels" in unnamed.err


@pytest.mark.parametrize("name", ["oracle", "model:", "model:nonesuch:model"])
def test_an_annotator_that_cannot_be_had_says_how_to_name_one(evaluate: Evaluate, passages: Path, name: str) -> None:
    code, out, err = evaluate("marks", passages, "--annotator", name)
    assert (code, out) == (2, "")
    assert "provider:" in err


def test_the_formats_name_every_word_that_a_gold_file_may_use(evaluate: Evaluate) -> None:
    code, out, _ = evaluate("formats")
    assert (code, out) == (0, FORMATS.read_text(encoding="utf-8"))
    framework = load_framework()
    for word in [step.id for step in framework.steps] + [slot.id for slot in framework.slots]:
        assert word in out
    assert_fits(out, 80)


def test_the_examples_of_the_formats_can_be_read(tmp_path: Path) -> None:
    passages, documents, *_ = examples(FORMATS.read_text(encoding="utf-8"))
    framework = load_framework()
    assert read_passages(write_lines(tmp_path / "gold.jsonl", passages), framework)[0].labels.stance == "raises"
    assert read_documents(write_lines(tmp_path / "docs.jsonl", documents), framework)[0].ratings.criteria


def examples(page: str) -> list[Any]:
    """The JSON objects that stand in a page."""
    decoder, found, start = json.JSONDecoder(), list[Any](), page.find('{"')
    while start >= 0:
        value, end = decoder.raw_decode(page, start)
        found.append(value)
        start = page.find('{"', end)
    return found
