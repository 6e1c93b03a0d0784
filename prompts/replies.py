"""Reading what a model answered, leniently: the first JSON object in it, and of that only what has the right shape."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any


def find_json(text: str) -> Any:
    """The first JSON object that reads, whatever stands around it, such as a code fence; None without one."""
    decoder = json.JSONDecoder()
    for start in (match.start() for match in re.finditer(r"\{", text)):
        try:
            return decoder.raw_decode(text, start)[0]
        except (json.JSONDecodeError, RecursionError):
            continue
    return None


def rows(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list; nothing of anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def words(value: object) -> str:
    """A string on one line; empty for anything else."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def known(value: object, allowed: Collection[str], what: str, faults: list[str]) -> Iterator[str]:
    """Those of a list of names (or a single one) that are allowed; the others are noted as faults."""
    for name in value if isinstance(value, list) else [value]:
        if isinstance(name, str) and name in allowed:
            yield name
        elif name not in (None, ""):
            faults.append(f"an unknown {what} “{str(name)[:60]}”")
