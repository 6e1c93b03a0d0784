"""How fast the application answers: first paint of a cold start, and key to repaint in every pane.

    python -m benchmarks.tui_speed PROJECT        an existing project
    python -m benchmarks.tui_speed --made         10,000 marks in one cell and a document of 100,000 words
    python -m benchmarks.tui_speed --made 100000  and so many passages besides, for the start and the atlas

The program runs in a terminal of its own, as a person has it. A key's time ends with the last byte of its repaint,
so that a pane which follows later counts too.
"""

import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

QUIET = 0.06
"""Seconds without output after which a repaint is over."""
UP, DOWN, RIGHT, LEFT, PAGE_DOWN = b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[6~"
TAB, ENTER, ESCAPE, BACKSPACE = b"\t", b"\r", b"\x1b", b"\x7f"
F2, F3, F4, F5, F6 = b"\x1bOQ", b"\x1bOR", b"\x1bOS", b"\x1b[15~", b"\x1b[17~"
CTRL_Q = b"\x11"


class Press(NamedTuple):
    """What one key took."""

    seconds: float
    """From the key to the last byte of its repaint; 0 when nothing changed."""
    work: float
    """Seconds of processor time, which another busy program does not change."""


class Pane(NamedTuple):
    """One pane: how to get there from the pane before, and what is pressed in it."""

    name: str
    there: Sequence[bytes]
    keys: Sequence[bytes]


JOURNEY = (
    Pane("claims, typing", (), (b"w",)),
    Pane("claims, fields", (TAB,), (RIGHT, LEFT)),
    Pane("claims, list", (ESCAPE, DOWN), (DOWN, UP)),
    Pane("debate, matrix", (ENTER,), (DOWN, RIGHT, UP, LEFT)),
    Pane("debate, assumptions", (TAB,), (DOWN, DOWN, UP)),
    Pane("debate, cruxes", (TAB,), (DOWN, UP)),
    Pane("debate, marks", (TAB,), (DOWN, UP)),
    Pane("debate, passage", (TAB,), (b"w", DOWN, UP)),
    Pane("reader", (b"o",), (b"n", PAGE_DOWN, DOWN)),
    Pane("arguments", (ESCAPE, b"D"), (DOWN, UP)),
    Pane("blind, skipping", (ESCAPE, b"B"), (b"s",)),
    Pane("map", (ESCAPE, F6), (DOWN, UP)),
    Pane("search, typing", (F5,), (b"r", BACKSPACE)),
    Pane("search, found", (b"r", b"i", b"s", b"k", ENTER, DOWN), (DOWN, UP)),
    Pane("documents", (F4,), (DOWN, RIGHT, UP, LEFT)),
)
MADE = (
    Pane("documents", (F4,), (DOWN, UP, RIGHT, LEFT)),
    Pane("10,000 marks, moving", (ENTER,), (DOWN, PAGE_DOWN, UP)),
    Pane("10,000 marks, filtering", (b"/",), (b"a", BACKSPACE)),
    Pane("100,000 words, reading", (ESCAPE, TAB, b"o"), (b"n", PAGE_DOWN, DOWN, b"w")),
    Pane("100,000 words, finding", (b"/",), (b"w", b"o", BACKSPACE, BACKSPACE)),
)


class Terminal:
    """The program in a terminal of its own."""

    def __init__(self, project: Path, columns: int, lines: int, data: Path) -> None:
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        environment = {**os.environ, "CRUXMAP_DATA": str(data), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        command = [sys.executable, "-m", "cruxmap", "--project", str(project), "open"]
        self.began = time.perf_counter()
        self.program = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
        os.close(theirs)

    def wait_for(self, wanted: bytes, seconds: float = 120) -> float:
        """Seconds from the start until these bytes were drawn."""
        seen, end = b"", time.monotonic() + seconds
        while wanted not in seen:
            if time.monotonic() > end:
                raise SystemExit(f"“{wanted.decode()}” was not drawn within {seconds:.0f} s.")
            seen += self._read(0.05)
        return time.perf_counter() - self.began

    def press(self, key: bytes) -> Press:
        """Press a key, and read until its repaint is over."""
        before = self.worked
        os.write(self.ours, key)
        pressed = last = time.perf_counter()
        first = True
        while got := self._read(0.5 if first else QUIET):
            del got
            last, first = time.perf_counter(), False
        return Press(last - pressed, self.worked - before)

    def settle(self, seconds: float = 0.4, most: float = 6.0) -> None:
        """Read until nothing comes for a while; a cursor may go on blinking."""
        end = time.monotonic() + most
        while self._read(seconds) and time.monotonic() < end:
            pass

    @property
    def worked(self) -> float:
        """Seconds of processor time so far."""
        tasks = Path(f"/proc/{self.program.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9

    @property
    def memory(self) -> tuple[int, int]:
        """Megabytes of its own, and those of files it has mapped: the project and libraries."""
        status = Path(f"/proc/{self.program.pid}/status").read_text(encoding="ascii")
        own, mapped = (int(status.split(f"{name}:")[1].split()[0]) // 1024 for name in ("RssAnon", "RssFile"))
        return own, mapped

    def _read(self, seconds: float) -> bytes:
        if not select.select([self.ours], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self.ours, 1 << 16)
        except OSError:
            return b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.write(self.ours, CTRL_Q)
        self.settle(0.3)
        try:
            self.program.wait(10)
        except subprocess.TimeoutExpired:
            self.program.kill()
        os.close(self.ours)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path)
    parser.add_argument("--made", nargs="?", const=0, type=int, metavar="PASSAGES")
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--presses", type=int, default=40)
    asked = parser.parse_args()
    columns, lines = map(int, asked.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        project = asked.project
        if asked.made is not None:
            project = Path(folder) / "made.cruxmap"
            # Only here, because it takes the whole program in.
            from benchmarks.made_project import make

            make(project, asked.made)
        if project is None:
            parser.error("name a project, or --made")
        starts(project, columns, lines, Path(folder), asked.starts)
        for journey in [JOURNEY] if asked.made is None else [JOURNEY, MADE]:
            with tempfile.TemporaryDirectory() as data:
                presses(project, columns, lines, Path(data), asked.presses, journey)


def starts(project: Path, columns: int, lines: int, data: Path, times: int) -> None:
    """Print the median time to the first paint, and to the list of claims."""
    painted, ready, worked = [], [], []
    for _ in range(times):
        with Terminal(project, columns, lines, data) as terminal:
            painted.append(terminal.wait_for(b"Claims"))
            worked.append(terminal.worked)
            ready.append(terminal.wait_for(b"Enter shows"))
    work = statistics.median(worked)
    print(f"first paint, cold   {statistics.median(painted):6.2f} s   best {min(painted):.2f}   processor {work:.2f}")
    print(f"claims listed       {statistics.median(ready):6.2f} s   best {min(ready):.2f}")


def presses(project: Path, columns: int, lines: int, data: Path, times: int, journey: Sequence[Pane]) -> None:
    """Print key to repaint for every pane of a journey."""
    print(f"{'ms':<28}{'key to repaint':>24}  {'processor':>24}")
    print(f"{'':<28}{'median':>8}{'p95':>8}{'most':>8}  {'median':>8}{'p95':>8}{'most':>8}")
    with Terminal(project, columns, lines, data) as terminal:
        terminal.wait_for(b"Enter shows")
        terminal.settle()
        for pane in journey:
            for key in pane.there:
                terminal.press(key)
                terminal.settle()
            pressed = [terminal.press(key) for key in _repeated(pane.keys, times)]
            moved = [one for one in pressed if one.seconds] or pressed
            print(f"{pane.name:<28}{_spread([one.seconds for one in moved])}  {_spread([one.work for one in moved])}")
        own, mapped = terminal.memory
        print(f"memory {own} MB, and {mapped} MB of mapped files")


def _spread(seconds: Sequence[float]) -> str:
    """Median, 95th percentile and maximum, in ms."""
    ordered = sorted(one * 1000 for one in seconds)
    p95 = ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
    return f"{statistics.median(ordered):8.1f}{p95:8.1f}{ordered[-1]:8.1f}"


def _repeated(keys: Sequence[bytes], times: int) -> Iterator[bytes]:
    for number in range(times):
        yield keys[number % len(keys)]


if __name__ == "__main__":
    main()
