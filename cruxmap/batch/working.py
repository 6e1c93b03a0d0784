"""One item after another, or several at once: in threads that wait for a model, in processes that compute."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from cruxmap.batch.columns import claim_result, document_result
from cruxmap.batch.items import Item
from cruxmap.batch.remembering import RememberingRetriever
from cruxmap.settings import Settings
from cruxmap.wiring import Parts, open_parts
from debate.errors import CruxmapError, CutShort
from debate.session import Session

WAITING = 4
"""Items handed out for each worker: none is idle, and a stop comes soon."""
WORTH_A_PROCESS = 40
"""Items from which starting another process, which takes seconds, pays."""

LIVES = 4
"""How often worker processes are started in one run; what kills more of them will kill the next ones too."""


class WorkersLost(CutShort):
    """A worker process died."""


@dataclass(frozen=True, slots=True)
class Task:
    """One item with its place in the batch, and what its documents became."""

    place: int
    item: Item
    source_ids: tuple[str, ...] = ()


class Failure(NamedTuple):
    """Why nothing came of an item."""

    reason: str
    fix: str


class Done(NamedTuple):
    """What came of a task."""

    place: int
    result: dict[str, Any] | Failure


def result_of(session: Session, task: Task) -> dict[str, Any]:
    """Map the claim, or assess the document."""
    item = task.item
    if item.claim is None:
        return document_result(session.assess(task.source_ids)[0])
    if item.sides:
        return claim_result(session.confront(item.claim, item.sides))
    return claim_result(session.analyze(item.claim, item.sources))


def attempt(session: Session, task: Task) -> Done:
    """The result, or why there is none; only what would stop every other item too is raised."""
    try:
        return Done(task.place, result_of(session, task))
    except CutShort:
        raise
    except CruxmapError as wrong:
        return Done(task.place, Failure(wrong.message, wrong.hint))
    except Exception as wrong:
        return Done(task.place, Failure(f"{type(wrong).__name__}: {wrong}", "Run it alone to see more."))


def work(parts: Parts, settings: Settings, tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
    """What comes of every task, as each is finished."""
    if jobs == 1 or len(tasks) < 2:
        yield from (attempt(parts.session, task) for task in tasks)
    elif settings["annotator"] == "local":
        yield from _in_processes(settings, tasks, jobs)
    else:
        with ThreadPoolExecutor(jobs, thread_name_prefix="batch") as threads:
            yield from _spread(threads, lambda task: attempt(parts.session, task), tasks, jobs)


def _in_processes(settings: Settings, tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
    """Work in processes; when one of them dies, as of too little memory, the rest goes on in new ones."""
    waiting = {task.place: task for task in tasks}
    for lives_left in range(LIVES)[::-1]:
        try:
            with ProcessPoolExecutor(
                jobs, multiprocessing.get_context("spawn"), initializer=_open_here, initargs=(settings,)
            ) as processes:
                for done in _spread(processes, _attempt_here, list(waiting.values()), jobs):
                    del waiting[done.place]
                    yield done
        except WorkersLost:
            if not lives_left:
                raise
        else:
            return


def _spread(pool: Executor, do: Callable[[Task], Done], tasks: Iterable[Task], jobs: int) -> Iterator[Done]:
    """Keep every worker busy, and hand out no more than that."""
    waiting = iter(tasks)
    under_way: set[Future[Done]] = {pool.submit(do, task) for task in islice(waiting, jobs * WAITING)}
    try:
        while under_way:
            finished, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            under_way |= {pool.submit(do, task) for task in islice(waiting, len(finished))}
            # What is done counts, also beside something that stops the batch.
            yield from (future.result() for future in sorted(finished, key=lambda one: one.exception() is not None))
    except BrokenProcessPool as lost:
        raise WorkersLost(
            "Worker processes died, again and again.", "What is done is kept; go on with --jobs 1."
        ) from lost
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_here: Parts | None = None
"""The parts of this worker process."""


def compute_alone() -> None:
    """Have numpy use one thread, before it is loaded: several processes share the cores, and its threads spin."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _open_here(settings: Settings) -> None:
    global _here  # noqa: PLW0603 -- what a worker process has is set up once, before its first task
    # An interruption is the parent's to handle: it lets what is under way come to its end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    compute_alone()
    threading.Thread(target=end_with_parent, daemon=True).start()
    _here = ExitStack().enter_context(open_parts(settings, lambda _: None, around=RememberingRetriever))


def end_with_parent() -> None:
    """A worker whose parent was killed would wait for its next task for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _attempt_here(task: Task) -> Done:
    if _here is None:
        raise WorkersLost("A worker process was not set up.", "Go on with --jobs 1.")
    return attempt(_here.session, task)
