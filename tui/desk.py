"""One thread that owns the session, so that screens never wait and the project is never touched from two sides."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TypeVar

from debate.session import Session

Answer = TypeVar("Answer")


class Desk:
    """Opens the session on first use and runs every call on its own thread, in order."""

    def __init__(self, open_session: Callable[[], AbstractContextManager[Session]]) -> None:
        self._opening = open_session()
        self._session: Session | None = None
        self._leaving = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="session")

    def ask(self, call: Callable[[Session], Answer]) -> "Future[Answer]":
        """Run a call with the session; the future holds its answer or its error."""
        return self._thread.submit(self._run, call)

    def close(self) -> None:
        """Let the running call finish, skip the waiting ones, and close the project on the thread that opened it."""
        self._leaving = True
        self._thread.submit(self._shut)
        self._thread.shutdown(wait=True)

    def _run(self, call: Callable[[Session], Answer]) -> Answer:
        if self._leaving:
            raise CancelledError
        if self._session is None:
            self._session = self._opening.__enter__()
        return call(self._session)

    def _shut(self) -> None:
        if self._session is not None:
            self._opening.__exit__(None, None, None)
