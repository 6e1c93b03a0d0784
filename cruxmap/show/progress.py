"""A progress bar on stderr with rate and time left; a line now and then where stderr is not a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int, int | None], None]
"""Called with what is done and the total, None when it is not known."""
EVERY = 10.0
"""Seconds between two lines where there is no terminal to draw on."""


@contextmanager
def bar(name: str, unit: str, total: int | None) -> Iterator[Advance]:
    """Draw progress while the block runs; at its end say in a line how much was done, and how fast."""
    started = time.monotonic()
    last = {"done": 0}
    draw = _drawn if sys.stderr.isatty() else _written
    with draw(name, unit, total) as inner:

        def advance(done: int, of: int | None) -> None:
            last["done"] = done
            inner(done, of)

        yield advance
    seconds = time.monotonic() - started
    if last["done"]:
        rate = last["done"] / max(seconds, 1e-9)
        sys.stderr.write(f"{name}: {_counted(last['done'], unit)} in {seconds:.1f} s, {rate:,.0f} a second.\n")


@contextmanager
def _written(name: str, unit: str, total: int | None) -> Iterator[Advance]:
    started = spoke = time.monotonic()

    def advance(done: int, of: int | None) -> None:
        nonlocal spoke
        now = time.monotonic()
        if now - spoke >= EVERY:
            spoke = now
            sys.stderr.write(f"{name}: {so_far(done, of or total, now - started, unit)}\n")
            sys.stderr.flush()

    yield advance


def so_far(done: int, total: int | None, seconds: float, unit: str) -> str:
    """How far, how fast, and how long still, as `1,200 of 4,800 passages, 90 a second, 0:40 left`."""
    rate = done / max(seconds, 1e-9)
    if not total:
        return f"{_counted(done, unit)}, {rate:,.0f} a second"
    left = round((total - done) / rate) if rate else None
    remaining = f", {left // 60}:{left % 60:02} left" if left is not None else ""
    return f"{done:,} of {_counted(total, unit)}, {rate:,.0f} a second{remaining}"


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit.removesuffix('s') if number == 1 else unit}"


@contextmanager
def _drawn(name: str, unit: str, total: int | None) -> Iterator[Advance]:
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
            far = so_far(done, of or total, time.monotonic() - started, unit)
            progress.update(task, completed=done, total=of, far=far)

        yield advance
