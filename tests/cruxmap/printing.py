"""What may be printed: lines that fit, without anything that a terminal obeys."""

import re

from wcwidth import wcswidth

STYLES = re.compile("\x1b\\[[0-9;]*m")
"""What a console may add by itself: colours and weights."""
DRIVES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Controls other than a line's end, and marks that turn the direction of what follows."""


def columns_of(line: str) -> int:
    return wcswidth(STYLES.sub("", line))


def assert_harmless(printed: str) -> None:
    found = DRIVES.search(STYLES.sub("", printed))
    assert found is None, f"{found.group()!r} in {printed[max(found.start() - 40, 0) : found.end() + 40]!r}"


def assert_fits(printed: str, columns: int) -> None:
    for line in printed.splitlines():
        assert 0 <= columns_of(line) <= columns, f"{columns_of(line)} columns: {line!r}"
