"""Long work behind the screens: imports, with progress, that can be stopped and never block."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from debate.importing import Kept, Known, Progress
from debate.plain import one_line
from debate.session import Session
from debate.sources import Document, Problem
from tui.messages import JobEnded, JobWent

if TYPE_CHECKING:
    from tui.backstage import Backstage

Step = Kept | Known | Problem | Progress


class ImportJob:
    """Takes documents in on the bench, and says how far it is."""

    def __init__(self, app: "Backstage", documents: Callable[[], Iterable[Document | Problem]]) -> None:
        self._app = app
        self._documents = documents
        self._stop = threading.Event()
        self._seen: Counter[str] = Counter()
        self._problems: list[Problem] = []
        self._began = 0.0
        self._done_before = 0

    def start(self) -> None:
        """Begin; the screens stay free."""
        self._app.bench.work_through(self._steps, self._note, self._stop).add_done_callback(
            lambda future: self._app.post_message(JobEnded(self._summary(), self._first_problem(), future.exception()))
        )

    def stop(self) -> None:
        """Stop after the present step; what is done is kept, and the same import continues."""
        self._stop.set()

    def _steps(self, session: Session) -> Iterator[Step]:
        yield from session.keep(self._documents())
        yield from session.catch_up()

    def _note(self, step: Step) -> None:
        """Called on the bench's thread."""
        if isinstance(step, Progress):
            self._app.post_message(JobWent(self._rate(step)))
            return
        if isinstance(step, Problem):
            self._problems.append(step)
        self._seen["problems" if isinstance(step, Problem) else "known" if isinstance(step, Known) else "new"] += 1
        self._app.post_message(JobWent(f"reading: {sum(self._seen.values())} documents"))

    def _rate(self, step: Progress) -> str:
        now = time.monotonic()
        if not self._began:
            self._began, self._done_before = now, step.done
        spent, done = now - self._began, step.done - self._done_before
        said = f"marking {step.done:,} of {step.total:,} passages"
        if done and spent > 1:
            rate = done / spent
            left = (step.total - step.done) / rate
            said += (
                f" · {rate:.0f}/s · {left / 60:.0f} min left" if left > 90 else f" · {rate:.0f}/s · {left:.0f} s left"
            )
        return said

    def _summary(self) -> str:
        stopped = " Stopped; the same import continues." if self._stop.is_set() else ""
        return (
            f"{self._seen['new']} sources new, {self._seen['known']} known already, "
            f"{self._seen['problems']} not taken in.{stopped}"
        )

    def _first_problem(self) -> str:
        if not self._problems:
            return ""
        first = self._problems[0]
        more = f" (and {len(self._problems) - 1} more)" if len(self._problems) > 1 else ""
        return f"“{one_line(first.origin)}”: {one_line(first.reason)}. {one_line(first.fix)}{more}"
