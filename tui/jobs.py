"""Long work behind the screens, with progress, that can be stopped and never blocks; imports are such work."""

import threading
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from debate.actions import Action, Entry
from debate.importing import Kept, Known, Progress
from debate.plain import one_line
from debate.session import Session
from debate.sources import Problem
from tui.house import House
from tui.messages import JobEnded, JobWent

Each = TypeVar("Each")
Step = Kept | Known | Problem | Progress


class Job(ABC, Generic[Each]):
    """Runs on the bench, step by step, and says how far it is."""

    begins = "Working …"
    """What is said until the first step is done."""
    imports = False
    """Whether new sources or marks may have come of it."""

    def __init__(self, app: House) -> None:
        self._app = app
        self._stop = threading.Event()

    def start(self) -> None:
        """Begin; the screens stay free."""
        self._app.bench.work_through(self._steps, self._note, self._stop).add_done_callback(
            lambda future: self._app.post_message(
                JobEnded(self._summary(), self._first_problem(), future.exception(), imported=self.imports)
            )
        )

    def stop(self) -> None:
        """Stop after the present step; what is done is kept."""
        self._stop.set()

    @abstractmethod
    def _steps(self, session: Session) -> Iterator[Each]:
        """The work, on the bench's thread."""

    @abstractmethod
    def _note(self, step: Each) -> None:
        """Called after each step, on the bench's thread."""

    @abstractmethod
    def _summary(self) -> str:
        """What came of it."""

    def _first_problem(self) -> str:
        """What went wrong with a part of it, and how to mend it; empty when nothing did."""
        return ""

    def _say(self, sentence: str) -> None:
        self._app.post_message(JobWent(sentence))


class ImportJob(Job[Step]):
    """Takes paths in, the shipped library where there are none.

    Without paths at all (None) it only encodes and marks what an earlier import left.
    """

    imports = True

    def __init__(self, app: House, paths: Sequence[str] | None) -> None:
        super().__init__(app)
        self.begins = "Reading …" if paths is not None else "Marking …"
        self._paths = paths
        self._said: list[str] = []
        self._seen: Counter[str] = Counter()
        self._problems: list[Problem] = []
        self._began = 0.0
        self._done_before = 0

    def _steps(self, session: Session) -> Iterator[Step]:
        if self._paths is not None:
            yield from self._take_in(session, self._paths)
        yield from self._app.outside.catch_up(session)

    def _take_in(self, session: Session, paths: Sequence[str]) -> Iterator[Step]:
        outside = self._app.outside
        yield from session.keep(outside.read(paths) if paths else outside.library())
        # After the documents, so that labels find the words they are on.
        for brought in outside.bring(session, paths):
            if isinstance(brought, Problem):
                yield brought
            else:
                self._said.append(brought)
        said = Action("import", {"paths": [str(Path(path).expanduser().absolute()) for path in paths]})
        session.store.log(Entry(said, outside.who, session.now()))

    def _note(self, step: Step) -> None:
        if isinstance(step, Progress):
            self._say(self._rate(step))
            return
        if isinstance(step, Problem):
            self._problems.append(step)
        self._seen["problems" if isinstance(step, Problem) else "known" if isinstance(step, Known) else "new"] += 1
        self._say(f"reading: {sum(self._seen.values())} documents")

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
        stopped = ["Stopped; the same import continues."] if self._stop.is_set() else []
        counted = (
            f"{self._seen['new']} sources new, {self._seen['known']} known already, "
            f"{self._seen['problems']} not taken in."
        )
        done = counted if self._paths is not None else "What was left is encoded and marked."
        return "Import: " + " ".join([done if not stopped else counted, *self._said, *stopped])

    def _first_problem(self) -> str:
        if not self._problems:
            return ""
        first = self._problems[0]
        more = f" (and {len(self._problems) - 1} more)" if len(self._problems) > 1 else ""
        return f"“{one_line(first.origin)}”: {one_line(first.reason)}. {one_line(first.fix)}{more}"
