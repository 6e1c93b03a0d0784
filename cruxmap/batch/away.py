"""A retriever in a process of its own, so that what it computes takes no time from the calls to a chat model."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from multiprocessing.util import Finalize

from cruxmap.batch.remembering import RememberingRetriever
from cruxmap.batch.working import WORTH_A_PROCESS, compute_alone, end_with_parent
from cruxmap.settings import Settings
from cruxmap.wiring import encoder_of, retriever_of
from debate.ports import Hit, Retriever
from debate.sources import Passage


class AwayRetriever:
    """Searches there; here until it is ready, and again when it died."""

    def __init__(self, here: Retriever, process: ProcessPoolExecutor) -> None:
        self._here, self._process = here, process
        self.ready = process.submit(os.getpid)

    def index(self, passages: Sequence[Passage]) -> None:
        """Make passages findable: the other process sees it from the record."""
        self._here.index(passages)

    def missing(self) -> list[str]:
        """Ids of the passages that are not findable yet."""
        return self._here.missing()

    def search(
        self,
        queries: Sequence[str],
        limit: int,
        source_ids: Sequence[str] | None = None,
        per_source: int | None = None,
    ) -> list[list[Hit]]:
        """For each query its best passages, best first."""
        if self.ready.done():
            try:
                return self._process.submit(_search_there, queries, limit, source_ids, per_source).result()
            except BrokenProcessPool:
                pass
        return self._here.search(queries, limit, source_ids, per_source)


@contextmanager
def retriever_around(settings: Settings, rows: int) -> Iterator[Callable[[Retriever], Retriever]]:
    """What to put around the retriever of a batch: it remembers answers, and with a chat model works elsewhere."""
    if settings["annotator"] == "local" or rows < WORTH_A_PROCESS or (os.cpu_count() or 1) < 2:
        yield RememberingRetriever
        return
    with searching_process(settings) as process:
        yield lambda here: RememberingRetriever(AwayRetriever(here, process))


def searching_process(settings: Settings) -> ProcessPoolExecutor:
    """A process with a retriever over the project that the settings name."""
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, spawn, initializer=_open_there, initargs=(settings,))


_there: Retriever | None = None
"""The retriever of this process, when it is one that searches for another."""


def _open_there(settings: Settings) -> None:
    global _there  # noqa: PLW0603 -- what the process has is set up once, before its first search
    from store.project import open_project

    # An interruption is the parent's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    compute_alone()
    threading.Thread(target=end_with_parent, daemon=True).start()
    opened = ExitStack()
    project = opened.enter_context(open_project(settings.project))
    # The parent closed its own by then, and the last one to close takes the write-ahead log into the file.
    Finalize(None, opened.close, exitpriority=0)
    encoder = encoder_of(settings, _say_nothing)
    _there = retriever_of(settings, project, settings.project, encoder, _say_nothing)


def _search_there(
    queries: Sequence[str], limit: int, source_ids: Sequence[str] | None, per_source: int | None
) -> list[list[Hit]]:
    if _there is None:
        raise BrokenProcessPool("The retriever was not set up.")
    return _there.search(queries, limit, source_ids, per_source)


def _say_nothing(sentence: str) -> None:
    del sentence
