"""A thread that owns a session, so that screens never wait and one session is never used from two sides."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import AbstractContextManager
from queue import SimpleQueue
from typing import TypeVar

from debate.session import Session

Answer = TypeVar("Answer")
OpenSession = Callable[[], AbstractContextManager[Session]]

PATIENCE = 3.0
"""Seconds that leaving waits for a running call. What is cut off then is safe: the record writes all or nothing."""


class Desk:
    """Opens the session on first use and runs every call on its own thread, in order."""

    def __init__(self, open_session: OpenSession, name: str) -> None:
        self._open_session = open_session
        self._name = name
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._opened: AbstractContextManager[Session] | None = None
        self._session: Session | None = None
        self._leaving = threading.Event()

    def ask(self, call: Callable[[Session], Answer]) -> "Future[Answer]":
        """Run a call with the session; the future holds its answer or its error."""
        future: Future[Answer] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(call(self._ready()))
            except BaseException as wrong:
                # Whatever went wrong belongs to whoever asked; the thread goes on.
                future.set_exception(wrong)

        if self._thread is None:
            # A daemon, so that a call which never ends cannot keep the program from ending.
            self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()
        self._calls.put(run)
        return future

    def work_through(
        self, call: Callable[[Session], Iterator[Answer]], each: Callable[[Answer], None], stop: threading.Event
    ) -> "Future[None]":
        """Run a call that yields as it goes, until it ends, `stop` is set, or the program is left."""

        def run(session: Session) -> None:
            for answer in call(session):
                each(answer)
                if stop.is_set() or self._leaving.is_set():
                    return

        return self.ask(run)

    def close(self) -> None:
        """Skip what waits, give the running call a moment, and close the project on the thread that opened it."""
        self._leaving.set()
        if self._thread is not None:
            self._calls.put(None)
            self._thread.join(PATIENCE)

    @property
    def at_work(self) -> bool:
        """Whether a call still runs, as one that waits for a chat model may after leaving."""
        return self._thread is not None and self._thread.is_alive()

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            call()
        if self._opened is not None:
            self._opened.__exit__(None, None, None)

    def _ready(self) -> Session:
        if self._leaving.is_set():
            raise CancelledError
        if self._session is None:
            opened = self._open_session()
            self._session = opened.__enter__()
            self._opened = opened
        return self._session
