"""Marking in a process of its own: it holds the interpreter for long stretches, and keys would wait for it.

`python -m cruxmap.marking_apart` is that process. It is given its settings on standard input, says how far it is in
lines of JSON, and ends when nobody reads them any more. A plain process, because a terminal application has no
standard streams that multiprocessing could hand on.
"""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import suppress

from cruxmap.settings import Settings
from debate.errors import CruxmapError
from debate.importing import Progress
from debate.session import Session

WORTH_A_PROCESS = 200
"""Passages from which another process, which takes seconds to start, pays."""
POLITE = 10
"""By how much it steps back behind the program that answers keys."""
PATIENCE = 10.0
"""Seconds for what is under way when it is stopped; the record writes all or nothing."""


def catch_up_apart(settings: Settings, session: Session) -> Generator[Progress, None, None]:
    """As the session's own, elsewhere where it is much; what is left when that process dies is done here."""
    alone = settings["annotator"] != "local" or (os.cpu_count() or 1) < 2
    if not alone and len(session.pending()) >= WORTH_A_PROCESS:
        yield from _followed(settings)
    yield from session.catch_up()


def _followed(settings: Settings) -> Generator[Progress, None, None]:
    # -P: nothing is imported from the folder that she happens to be in.
    command = [sys.executable, "-P", "-m", "cruxmap.marking_apart"]
    with subprocess.Popen(  # noqa: S603 -- this very program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            if process.stdin is None or process.stdout is None:
                return
            with suppress(BrokenPipeError), process.stdin as given:
                pickle.dump(settings, given)
            for line in process.stdout:
                yield _told(json.loads(line))
        finally:
            _end(process)


def _told(said: dict[str, object]) -> Progress:
    """Progress, or the error that a person is meant to read."""
    if "error" in said:
        raise CruxmapError(str(said["error"]), str(said["hint"]))
    return Progress(int(str(said["done"])), int(str(said["total"])))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Without a reader it stops at its next step."""
    if process.stdout is not None:
        process.stdout.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


def main() -> None:
    """Mark what is pending in the project of the given settings."""
    # What other libraries print is not for the one who reads here.
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    os.nice(POLITE)
    settings = pickle.load(sys.stdin.buffer)  # noqa: S301 -- from the program that started this one
    with suppress(BrokenPipeError):
        for said in _steps(settings):
            lines.write(json.dumps(said) + "\n")
            lines.flush()


def _steps(settings: Settings) -> Iterator[dict[str, object]]:
    from cruxmap.batch.working import compute_alone

    compute_alone()
    from cruxmap.wiring import open_session

    try:
        with open_session(settings, lambda _: None) as session:
            for progress in session.catch_up():
                yield {"done": progress.done, "total": progress.total}
    except CruxmapError as wrong:
        yield {"error": wrong.message, "hint": wrong.hint}


if __name__ == "__main__":
    main()
