"""The grammar of BibTeX: entries, values in braces or quotes, and strings that stand for others."""

import re
from collections.abc import Iterator, Mapping

from store.exchange.errors import NotReadable

_ENTRY = re.compile(r"@\s*(\w+)\s*([{(])", re.ASCII)
_NAME = re.compile(r"\s*([^\s=,{}()\"#%']+)\s*=\s*")
_KEY = re.compile(r"\s*([^,})\n]*)(?:,|(?=[})\n]))")
_BARE = re.compile(r"[^\s,#{}()\"]+")
_BLANK = re.compile(r"\s*")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def entries(text: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Type, key and fields of each entry; names are lower-case, values as they are written.

    What stands between entries is comment, as in BibTeX itself. Raises NotReadable with a line number.
    """
    strings = {month: month for month in MONTHS}
    at = 0
    while found := _ENTRY.search(text, at):
        kind = found[1].lower()
        if kind in ("comment", "preamble"):
            at = _closing(text, found.end() - 1)
            continue
        key, at = ("", found.end()) if kind == "string" else _key(text, found.end())
        fields, at = _fields(text, at, strings, found.start())
        if kind == "string":
            strings |= fields
        else:
            yield kind, key, fields


def _key(text: str, at: int) -> tuple[str, int]:
    found = _KEY.match(text, at)
    if not found:
        raise _unended(text, at)
    return found[1].strip(), found.end()


def _fields(text: str, at: int, strings: Mapping[str, str], start: int) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    while True:
        at = _skip(text, at)
        if at >= len(text):
            raise _unended(text, start)
        if text[at] in "})":
            return fields, at + 1
        if text[at] == ",":
            at += 1
            continue
        found = _NAME.match(text, at)
        if not found:
            raise _unended(text, at)
        value, at = _value(text, found.end(), strings)
        fields[found[1].lower()] = value


def _value(text: str, at: int, strings: Mapping[str, str]) -> tuple[str, int]:
    """Pieces joined by `#`: in braces, in quotes, a number, or the name of a string."""
    pieces = []
    while True:
        at = _skip(text, at)
        if at < len(text) and text[at] == "{":
            end = _closing(text, at)
            pieces.append(text[at + 1 : end - 1])
        elif at < len(text) and text[at] == '"':
            end = _closing(text, at, '"')
            pieces.append(text[at + 1 : end - 1])
        elif found := _BARE.match(text, at):
            end = found.end()
            pieces.append(strings.get(found[0].lower(), found[0]))
        else:
            raise _unended(text, at)
        at = _skip(text, end)
        if at >= len(text) or text[at] != "#":
            return "".join(pieces), at
        at += 1


def _closing(text: str, at: int, mark: str = "}") -> int:
    """The place after the brace, parenthesis or quote that ends what opens at this place."""
    depth = 0
    wanted = ")" if text[at] == "(" else mark
    for place in range(at + 1, len(text)):
        character = text[place]
        if character == wanted and depth == 0:
            return place + 1
        depth += (character == "{") - (character == "}")
        if depth < 0:
            break
    raise _unended(text, at)


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _unended(text: str, at: int) -> NotReadable:
    line = text.count("\n", 0, at) + 1
    return NotReadable(f"Line {line}: the entry does not end, or has no value there.", "Look for a missing brace.")
