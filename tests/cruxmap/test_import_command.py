"""Importing, from files to marked passages: what is said, what is kept, and what an interruption leaves behind."""

import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cruxmap.show import progress
from store.project import open_project
from store.upkeep import verify
from tests.cruxmap.conftest import Command

ALARM = "Released weights cannot be recalled, and terrorists without any skill could use them. " * 12
CALM = "Textbooks have explained this for decades, and what attackers lack is material, not information. " * 12


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with two good documents of one name, one in Japanese, and three that cannot be taken in."""
    folder = tmp_path / "documents"
    for name, content in {
        "a/note.txt": ALARM,
        "b/note.txt": CALM,
        "ja.md": "# 概要\n\n" + "公開モデルの限界リスクは、既存の技術と比べて測る必要がある。" * 20,
        "bad.pdf": "no PDF at all",
        "empty.txt": "",
        "picture.png": "\x89PNG",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that is not there yet."""
    return tmp_path / "new.cruxmap"


def test_an_import_says_what_became_of_each_document_on_stderr_and_ends_with_1_when_one_was_bad(
    cruxmap: Command, documents: Path
) -> None:
    code, out, err = cruxmap("import", str(documents))
    assert (code, out) == (1, "")
    assert f"“{documents / 'bad.pdf'}”: it is not a PDF that can be read" in err
    assert f"“{documents / 'empty.txt'}”: it is empty. Remove it, or give the file that was meant." in err
    assert f"“{documents / 'picture.png'}”: files of type “.png” are not known. Run it through OCR first." in err
    assert "3 new, 0 changed, 0 known already, 3 not taken in; " in err
    assert "Encoding and marking: " in err
    listed = json.loads(cruxmap("sources", "--json").out)["sources"]
    assert [(source["id"], source["language"]) for source in listed] == [
        ("note.txt", "en"),
        ("b/note.txt", "en"),
        ("ja.md", "ja"),
    ]


def test_the_same_import_again_changes_nothing_from_wherever_it_is_given(
    cruxmap: Command, documents: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cruxmap("import", str(documents))
    before = project.read_bytes()
    monkeypatch.chdir(documents / "a")
    code, _, err = cruxmap("import", "note.txt", "..")
    assert code == 1
    assert "0 new, 0 changed, 4 known already, 3 not taken in; 0 passages cut." in err
    assert "Encoding" not in err
    assert project.read_bytes() == before


def test_a_changed_document_becomes_a_new_version_and_the_marks_on_the_old_one_are_kept_and_flagged(
    cruxmap: Command, documents: Path, project: Path
) -> None:
    file = documents / "a" / "note.txt"
    cruxmap("import", str(file))
    old = _marks(project, "note.txt")
    assert old
    file.write_text(f"{ALARM} And another thing.")
    code, _, err = cruxmap("import", str(file))
    assert code == 0
    assert "0 new, 1 changed" in err
    assert _marks(project, "note.txt") == old
    assert _marks(project, "note.txt@2")
    assert "(superseded)" in cruxmap("sources", "--superseded").out
    assert [source["id"] for source in json.loads(cruxmap("sources", "--json").out)["sources"]] == ["note.txt@2"]


def test_a_copy_is_said_to_be_one(cruxmap: Command, documents: Path) -> None:
    (documents / "b" / "copy.txt").write_text(ALARM)
    code, _, err = cruxmap("import", str(documents / "a"), str(documents / "b" / "copy.txt"))
    assert code == 0
    assert f"“{documents / 'b' / 'copy.txt'}” has the text of “note.txt”." in err


def test_standard_input_is_imported_and_found_in_japanese(
    cruxmap: Command, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((documents / "ja.md").read_bytes())))
    assert cruxmap("import", "-").code == 0
    (hit, *_) = json.loads(cruxmap("search", "限界リスク", "--json").out)["hits"]
    assert "限界リスク" in hit["passage"]["text"]
    assert hit["source"]["id"].startswith("stdin-")


def test_text_that_would_drive_a_terminal_reaches_none(cruxmap: Command, tmp_path: Path) -> None:
    bad = tmp_path / "\x1b[31m[bold]red\n\u202e.xyz"
    bad.write_text("x")
    err = cruxmap("import", str(bad)).err
    assert "[bold]red .xyz" in err
    assert not {"\x1b", "\u202e"} & set(err)


def test_nothing_to_import_is_a_wrong_command(cruxmap: Command) -> None:
    assert cruxmap("import").code == 2


def test_many_problems_of_one_kind_are_counted_and_not_listed(cruxmap: Command, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(25):
        (folder / f"{number}.png").touch()
    code, _, err = cruxmap("import", str(folder))
    assert code == 1
    assert err.count("are not known") == 20
    assert "And 5 more of which this holds: Run it through OCR first." in err
    assert "25 not taken in" in err


def _marks(project: Path, source_id: str) -> list[str]:
    with open_project(project) as opened:
        passages = [passage.id for passage in opened.passages_of([source_id])]
        return [mark.id for mark in opened.marks_on(passages, [None])]


SLOW = """
import sys, time
import cruxmap.wiring
from annotate.local import LocalAnnotator
from tests.retrieval.record import TopicEncoder

class Slow(TopicEncoder):
    name = "all-MiniLM-L6-v2"  # the one that the trained heads know
    dimensions = 384

    def encode_spans(self, texts, spans):
        time.sleep(0.01 * len(texts))
        return super().encode_spans(texts, spans)

LocalAnnotator.at_once = 10
cruxmap.wiring.encoder_of = lambda settings, tell: Slow()
from cruxmap.cli import run
sys.exit(run(sys.argv[1:]))
"""
"""The command line with an encoder that needs nothing and takes its time."""
TOPICS = ("weights", "safeguards", "screening", "phishing", "licences", "audits", "forecasts", "incidents")


@pytest.fixture
def docket(tmp_path: Path) -> Path:
    """Twelve documents of some ten passages each."""
    path = tmp_path / "docket.jsonl"
    texts = (
        " ".join(f"Comment {n} says of {t} that point {k} holds." for k in range(20) for t in TOPICS) for n in range(12)
    )
    path.write_text("\n".join(json.dumps({"id": f"c{n}", "text": text}) for n, text in enumerate(texts)))
    return path


def start(project: Path, *paths: Path) -> "subprocess.Popen[str]":
    arguments = [sys.executable, "-c", SLOW, "--project", str(project), "import", *map(str, paths)]
    return subprocess.Popen(
        arguments, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def stop(running: "subprocess.Popen[str]", project: Path, sources: int, how: signal.Signals) -> str:
    """Stop an import once so many sources are kept; what it had to say."""
    with running:
        for _ in range(2000):
            if running.poll() is not None or (project.exists() and _kept(project) >= sources):
                break
            time.sleep(0.01)
        running.send_signal(how)
        _, err = running.communicate(timeout=60)
    return err


def _kept(project: Path) -> int:
    with open_project(project) as opened:
        return len(opened.sources())


def test_a_killed_import_leaves_a_project_that_opens_and_the_same_command_finishes(docket: Path, project: Path) -> None:
    for sources in (0, 4, 12):
        running = start(project, docket)
        stop(running, project, sources, signal.SIGKILL)
        assert running.returncode == -signal.SIGKILL
        if project.exists():
            with open_project(project) as opened:
                assert verify(opened) == []
    with start(project, docket) as last:
        out, err = last.communicate(timeout=120)
    assert (last.returncode, out) == (0, "")
    assert "Traceback" not in err
    with open_project(project) as opened:
        assert verify(opened) == []
        assert len(opened.sources()) == 12
        passages = [passage.id for passage in opened.passages_of(source.id for source in opened.sources())]
        assert opened.unannotated("local", _version()) == []
        assert opened.vector_count("topics@1") == len(passages) > 100


def _version() -> str:
    from annotate.local import LocalAnnotator

    return LocalAnnotator.shipped_version()


@pytest.mark.parametrize("sources", [3, 12], ids=["while reading", "while marking"])
def test_an_interrupted_import_ends_with_130_keeps_what_was_done_and_goes_on(
    docket: Path, project: Path, sources: int
) -> None:
    running = start(project, docket)
    err = stop(running, project, sources, signal.SIGINT)
    assert running.returncode == 130
    assert "Stopped. What was done is kept; the same command continues." in err
    assert "Traceback" not in err
    with open_project(project) as opened:
        assert verify(opened) == []
    with start(project, docket) as again:
        _, err = again.communicate(timeout=120)
    assert again.returncode == 0
    assert "known already" in err
    with open_project(project) as opened:
        assert len(opened.sources()) == 12
        assert verify(opened) == []


def test_two_imports_at_once_both_succeed_and_nothing_is_there_twice(
    docket: Path, project: Path, documents: Path
) -> None:
    with start(project, docket, documents / "a") as one, start(project, docket, documents / "b") as two:
        _, errors_of_one = one.communicate(timeout=120)
        _, errors_of_two = two.communicate(timeout=120)
    assert (one.returncode, two.returncode) == (0, 0), errors_of_one + errors_of_two
    with open_project(project) as opened:
        assert verify(opened) == []
        names = [source.name for source in opened.sources()]
        assert len(names) == len(set(names)) == 14
        assert {"note.txt"} < set(names)
        assert opened.unannotated("local", _version()) == []


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that have passed, as the test sets them."""
    seconds = [0.0]
    monkeypatch.setattr("cruxmap.show.progress.time.monotonic", lambda: seconds[0])
    return seconds


def test_progress_in_a_log_says_rate_and_time_left_now_and_then(
    capsys: pytest.CaptureFixture[str], clock: list[float]
) -> None:
    with progress.bar("Marking", "passages", None) as advance:
        for done in range(0, 1000, 10):
            clock[0] += 1
            advance(done + 10, 2000)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 11
    assert lines[0] == "Marking: 100 of 2,000 passages, 10 a second, 3:10 left"
    assert lines[-1] == "Marking: 1,000 passages in 100.0 s, 10 a second."


def test_progress_without_an_end_in_sight_says_the_rate_alone() -> None:
    assert progress.so_far(30, None, 2.0, "documents") == "30 documents, 15 a second"
    assert progress.so_far(1, None, 1.0, "documents") == "1 document, 1 a second"
    assert progress.so_far(0, 10, 0.0, "documents") == "0 of 10 documents, 0 a second"
