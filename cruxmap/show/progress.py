"""A progress bar on stderr with rate and time left; a line now and then where stderr is not a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

Advance = Callable[[int, int | None], None]
"""Called with what is done and the total, None when it is not known."""
EVERY = 10.0
"""Seconds between two lines where there is no terminal to draw on."""

_DRAWN: "list[Progress]" = []
"""What is drawn now."""


@contextmanager
def bar(
    name: str, unit: str, total: int | None, more: Callable[[], str] = str, *, draws: bool = True
) -> Iterator[Advance]:
    """Draw progress while the block runs; at its end say in a line how much was done, and how fast.

    `more` is said behind the rest each time. Without `draws` only lines are written, for a block that writes data to
    the same terminal.
    """
    started = time.monotonic()
    last = {"done": 0}
    draw = _drawn if draws and sys.stderr.isatty() else _written
    with draw(name, unit, total, more) as inner:

        def advance(done: int, of: int | None) -> None:
            last["done"] = done
            inner(done, of)

        yield advance
    seconds = time.monotonic() - started
    if last["done"]:
        rate = _rate(last["done"], seconds)
        sys.stderr.write(f"{name}: {_counted(last['done'], unit)} in {seconds:.1f} s, {rate} a second{more()}.\n")


@contextmanager
def _written(name: str, unit: str, total: int | None, more: Callable[[], str]) -> Iterator[Advance]:
    started = spoke = time.monotonic()

    def advance(done: int, of: int | None) -> None:
        nonlocal spoke
        now = time.monotonic()
        if now - spoke >= EVERY:
            spoke = now
            sys.stderr.write(f"{name}: {so_far(done, of or total, now - started, unit)}{more()}\n")
            sys.stderr.flush()

    yield advance


def so_far(done: int, total: int | None, seconds: float, unit: str) -> str:
    """How far, how fast, and how long still, as `1,200 of 4,800 passages, 90 a second, 0:40 left`."""
    rate = _rate(done, seconds)
    if not total:
        return f"{_counted(done, unit)}, {rate} a second"
    left = round((total - done) * seconds / done) if done else None
    remaining = f", {left // 60}:{left % 60:02} left" if left is not None else ""
    return f"{done:,} of {_counted(total, unit)}, {rate} a second{remaining}"


def _rate(done: int, seconds: float) -> str:
    """Done in a second; of a slow one, tenths too."""
    rate = done / max(seconds, 1e-9)
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}".removesuffix(".0")


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit.removesuffix('s') if number == 1 else unit}"


@contextmanager
def paused() -> Iterator[None]:
    """Take what is drawn off the terminal while somebody is asked something there."""
    drawn = list(_DRAWN)
    for progress in drawn:
        progress.stop()
    try:
        yield
    finally:
        for progress in drawn:
            progress.start()


@contextmanager
def _drawn(name: str, unit: str, total: int | None, more: Callable[[], str]) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(20),
        TextColumn("{task.fields[far]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(name, total=total or None, far="")
        started = time.monotonic()

        def advance(done: int, of: int | None) -> None:
            far = so_far(done, of or total, time.monotonic() - started, unit) + more()
            progress.update(task, completed=done, total=of, far=far)

        _DRAWN.append(progress)
        try:
            yield advance
        finally:
            _DRAWN.remove(progress)
