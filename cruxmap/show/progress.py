"""A progress bar on stderr with rate and time left; quiet where stderr is not a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int, int | None], None]
"""Called with what is done and the total, None when it is not known."""


@contextmanager
def bar(name: str, unit: str, total: int | None) -> Iterator[Advance]:
    """Draw progress while the block runs; at its end say in a line how much was done, and how fast."""
    started = time.monotonic()
    last = {"done": 0}
    draw = _drawn if sys.stderr.isatty() else _silent
    with draw(name, unit, total) as inner:

        def advance(done: int, of: int | None) -> None:
            last["done"] = done
            inner(done, of)

        yield advance
    seconds = time.monotonic() - started
    if last["done"]:
        rate = last["done"] / max(seconds, 1e-9)
        sys.stderr.write(f"{name}: {last['done']:,} {unit} in {seconds:.1f} s, {rate:,.0f} a second.\n")


@contextmanager
def _silent(name: str, unit: str, total: int | None) -> Iterator[Advance]:
    del name, unit, total
    yield lambda *_: None


@contextmanager
def _drawn(name: str, unit: str, total: int | None) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(name, total=total or None, rate="")
        started = time.monotonic()

        def advance(done: int, of: int | None) -> None:
            rate = done / max(time.monotonic() - started, 1e-9)
            progress.update(task, completed=done, total=of, rate=f"{rate:,.0f} {unit}/s")

        yield advance
