"""The lines of an Argdown file: without comments, in blocks, and each block in its parts."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from store.exchange.argdown_text import DATA, LINK

_COMMENT = "\0"
"""Stands where a comment was, until lines are put into blocks."""
_FRONT = re.compile(r"\A\s*===+[ \t]*\n([\s\S]*?)\n===+[ \t]*(?=\n|\Z)")
_SIGNS = re.compile(rf"\\.|{LINK}|\[[^\n\[\]]+\]:?|<[^!\n<>-][^\n<>]*>:?|{DATA}|(?P<comment><!--|/\*|//)")
_ENDS = {"<!--": "-->", "/*": "*/", "//": "\n"}
"""How a comment opens -> before or with what it closes."""
_RELATION = re.compile(r"^([ \t]*)(\+>|->|<\+|<-|><|_>|<_|\+|-|_(?=\s))[ \t]*(.*)$", re.DOTALL)
NUMBER = re.compile(r"^[ \t]*\(\d+\)[ \t]*(.*)$", re.DOTALL)
RULE = re.compile(r"^[ \t]*-{2,}[ \t]*$")
HEADING = re.compile(r"^#+ +(.*)$")
ITEM = re.compile(r"^([ \t]+)(?:\*|\d+\.)[ \t]+(.*)$")


class Line(NamedTuple):
    """A line with its number in the file."""

    number: int
    text: str


class Front(NamedTuple):
    """What stands before the first statement, and what comes after it, with its lines where they were."""

    title: str
    body: str


def front_of(text: str) -> Front:
    """The title of the front matter, and the rest of the file."""
    found = _FRONT.match(text)
    return Front(_title(found[1]), "\n" * found[0].count("\n") + text[found.end() :]) if found else Front("", text)


def _title(front: str) -> str:
    found = re.search(r"^title:[ \t]*(.*(?:\n[ \t]+.*)*)", front, re.MULTILINE)
    said = " ".join(found[1].split()) if found else ""
    try:
        return str(json.loads(said)) if said.startswith('"') else said
    except ValueError:
        return said


def without_comments(text: str) -> str:
    """The text with comments gone and every line where it was; a line that held one alone is no empty line."""
    kept, at, found = [], 0, _SIGNS.search(text)
    while found:
        end = found.end()
        if found["comment"]:
            closing = _ENDS[found["comment"]]
            last = text.find(closing, end)
            # A comment that does not close is one to the end, so that nothing is looked for twice.
            end = len(text) if last < 0 else last if closing == "\n" else last + len(closing)
            kept += [
                text[at : found.start()],
                _COMMENT,
                *(f"\n{_COMMENT}" for _ in range(text.count("\n", found.start(), end))),
            ]
            at = end
        found = _SIGNS.search(text, end)
    return "".join([*kept, text[at:]])


def blocks_of(text: str) -> Iterator[list[Line]]:
    """Runs of lines between empty ones; a heading is a block of its own."""
    block: list[Line] = []
    for number, raw in enumerate([*text.split("\n"), ""], 1):
        line = raw.replace(_COMMENT, "")
        if line != raw and not line.strip():
            continue
        heading = HEADING.match(line)
        if block and (heading or not line.strip()):
            yield block
            block = []
        if heading:
            yield [Line(number, line)]
        elif line.strip():
            block.append(Line(number, line))


def items_of(lines: list[Line]) -> Iterator[tuple[int, int, str, str]]:
    """Line number, indentation, sign and words of each statement of a block; a line without a sign goes on."""
    number, indent, sign, words = lines[0].number, -1, "", list[str]()
    for line in lines:
        found = None if RULE.match(line.text) else _RELATION.match(line.text)
        if found and (words or line is lines[0]):
            if words:
                yield number, indent, sign, " ".join(words)
            number, indent, sign, words = line.number, len(found[1].expandtabs(4)), found[2], [found[3].strip()]
        else:
            words.append(line.text.strip())
    yield number, indent, sign, " ".join(words)


def parts_of(block: list[Line]) -> Iterator[list[Line] | str]:
    """Numbered statements as lines, and between them the inference rules; a rule may be empty."""
    lines: list[Line] = []
    inside: list[str] | None = None
    for position, line in enumerate(block):
        numbered = NUMBER.match(line.text)
        if RULE.match(line.text) and inside is None:
            if lines:
                yield lines
            lines = []
            following = block[position + 1].text if position + 1 < len(block) else ""
            if NUMBER.match(following) or len(line.text.strip()) >= 4:
                yield ""
            else:
                inside = []
        elif inside is not None:
            if RULE.match(line.text):
                yield " ".join(inside)
                inside = None
            else:
                inside.append(line.text.strip())
        elif numbered:
            if lines:
                yield lines
            lines = [Line(line.number, numbered[1])]
        else:
            lines.append(line)
    if lines:
        yield lines
