"""What holds when a program dies in the middle, and when two write at once."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from store.project import Project, open_project
from store.upkeep import verify
from tests.store.building import ALARM, keep

WRITER = """
import sys
from pathlib import Path
from store.project import open_project
from tests.store.building import keep, step_mark
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with open_project(path) as project:
    for n in range(count):
        sentences = tuple(f"Sentence {n}.{k} of {name}, on released weights." for k in range(20))
        passages = keep(project, f"{name}-{n}", sentences)
        ids = [passage.id for passage in passages]
        project.add_vectors("mini", ids, [b"1234" * 8] * len(ids))
        project.add_marks([step_mark(passage) for passage in passages], annotated=ids, by=("local", "1"))
        print(n, flush=True)
"""


def start(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    arguments = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(arguments, cwd=root, stdout=subprocess.PIPE, text=True)


def test_a_killed_import_leaves_a_project_that_opens_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "killed.cruxmap"
    kept = 0
    for round_, after in enumerate((0, 1, 7, 3, 12)):
        with start(path, f"round{round_}", 1_000_000) as writer:
            assert writer.stdout
            for _ in range(after):
                writer.stdout.readline()
            time.sleep(0.003 * round_)
            writer.send_signal(signal.SIGKILL)
        with open_project(path) as project:
            assert verify(project) == []
            sources = project.sources()
            assert len(sources) >= kept + after
            kept = len(sources)
            assert len(project.passages_of(source.id for source in sources)) == 20 * kept
            marked = len(project.marks_on([p.id for p in project.passages_of(s.id for s in sources)], [None]))
            assert marked + len(project.unannotated("local", "1")) == 20 * kept


def test_two_programs_that_write_at_once_both_succeed(tmp_path: Path) -> None:
    path = tmp_path / "shared.cruxmap"
    with start(path, "one", 25) as one, start(path, "two", 25) as two:
        assert one.wait() == two.wait() == 0
    with open_project(path) as project:
        assert len(project.sources()) == 50
        assert project.vector_count("mini") == 1000
        assert verify(project) == []


def test_threads_do_not_end_up_in_each_others_transactions(project: Project) -> None:
    keep(project, "alarm", ALARM)
    begun, done = threading.Event(), threading.Event()
    seen: list[str | None] = []

    def read_meanwhile() -> None:
        begun.wait(5)
        seen.append(project.recall("unfinished"))
        done.set()

    reader = threading.Thread(target=read_meanwhile)
    reader.start()
    with project.file.writing() as db:
        db.table("settings").insert({"key": "unfinished", "value": "yes"})
        begun.set()
        assert done.wait(5)
    reader.join()
    assert seen == [None]
    assert project.recall("unfinished") == "yes"
