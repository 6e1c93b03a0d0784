"""Reading files of answers, leniently: a line that is no JSON object is passed over."""

import json
from collections.abc import Iterator, Mapping
from typing import Any


def objects(text: str) -> Iterator[Mapping[str, Any]]:
    """The JSON objects of a text, one a line; what is none is passed over."""
    # Not splitlines, which also cuts at characters that JSON may hold as they are.
    for line in text.split("\n"):
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            yield found


def text_in(of: Mapping[str, Any], name: str) -> str:
    """A string in an object; empty where it holds none under this name."""
    value = of.get(name)
    return value if isinstance(value, str) else ""


def inside(of: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object in an object; an empty one where it holds none under this name."""
    value = of.get(name)
    return value if isinstance(value, dict) else {}


def count_in(of: Mapping[str, Any], *names: str) -> int:
    """The first number in an object under one of these names; 0 where it holds none."""
    values = (of.get(name) for name in names)
    return next((value for value in values if isinstance(value, int) and value > 0), 0)
