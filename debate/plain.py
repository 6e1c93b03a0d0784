"""Text from outside, made safe to print: it can drive neither a terminal nor a reader's eye."""

import re
import unicodedata

_UNSAFE = re.compile(
    "\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?"  # OSC: titles, links, clipboard
    "|\x1b[PX^_].*?(?:\x1b\\\\|$)"  # DCS, SOS, PM, APC
    "|\x1b\\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    "|\x1b[ -/]*[0-~]"  # other escapes
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # C0 without tab and newline, DEL, C1
    "|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"  # zero-width, direction
    "|[\ud800-\udfff]"  # halves of characters, which no terminal can be sent
    "|[\U000e0000-\U000e007f]",  # invisible tags
    re.DOTALL,
)
EMOJI_STYLE = "\ufe0f"
"""Makes a narrow sign before it a wide emoji, so it is counted as a column of its own."""


def plain(text: str) -> str:
    """The text without escape sequences, control characters, or invisible direction changes; lines stay."""
    return _UNSAFE.sub("", text)


def one_line(text: str) -> str:
    """Plain text on a single line, runs of blanks folded."""
    return " ".join(plain(text).split())


def width(text: str) -> int:
    """How many terminal columns plain text takes: wide East Asian characters two, combining marks none."""
    # Most words are ASCII, and every sign of it takes one column.
    return len(text) if text.isascii() else sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if character == EMOJI_STYLE:
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def clip(text: str, columns: int) -> str:
    """The text cut to at most this many columns, with … where something was cut off."""
    if width(text) <= columns:
        return text
    if text.isascii():
        return text[: max(columns - 1, 0)].rstrip() + "…"
    kept, used = [], 0
    for character in text:
        used += _columns(character)
        if used > columns - 1:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"
