"""Gold files, read and checked: raises GoldError with the line and the field at fault."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from annotate.quality.gold import GoldDocument, GoldError, GoldPassage
from annotate.quality.gold_lines import Line
from debate.framework import Framework

PLACE_IN_DOCUMENT = re.compile(r"[_#][^_#]*$")
"""What a passage's id has after that of its document."""
FORMATS = "`cruxmap evaluate formats` shows what goes into it."


def read_passages(path: Path, framework: Framework) -> list[GoldPassage]:
    """The passages of a gold file."""
    return [
        GoldPassage(
            id=(name := line.new_id()),
            text=line.text("text"),
            document=line.optional_text("document") or PLACE_IN_DOCUMENT.sub("", name),
            labels=line.labels(),
            annotators=tuple(one.labels() for one in line.annotators()),
            spans=tuple(str(span) for span in line.items("spans") or ()),
            language=_primary_tag(line.optional_text("language")),
        )
        for line in _lines(path, framework)
    ]


def read_documents(
    path: Path, framework: Framework, text_of: Callable[[str], str | None] | None = None
) -> list[GoldDocument]:
    """The documents of a gold file; a text that is not in the row is asked of `text_of`, by id."""
    found = []
    for line in _lines(path, framework):
        name = line.new_id()
        text = line.optional_text("text") or (text_of(name) if text_of else None)
        if not text:
            raise line.error("text", "there is none", "Add it, or name a file of id and text with --documents")
        annotators = tuple(one.ratings() for one in line.annotators())
        found.append(GoldDocument(name, text, line.ratings(), annotators))
    return found


def texts_from(path: Path, framework: Framework) -> Callable[[str], str | None]:
    """A `text_of` for `read_documents`, from a JSONL file of rows with `id` and `text`."""
    return {line.new_id(): line.optional_text("text") for line in _lines(path, framework)}.get


def _primary_tag(language: str | None) -> str | None:
    return None if language is None else language.partition("-")[0].lower()


def _lines(path: Path, framework: Framework) -> Iterator[Line]:
    """Every line that holds something; a file without one is refused."""
    seen: set[str] = set()
    found = False
    for number, row in _rows(path):
        found = True
        yield Line(f"“{path}”, line {number}", row, framework, seen)
    if not found:
        raise GoldError(f"“{path}” is empty.", FORMATS)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as wrong:
        raise GoldError(f"“{path}” cannot be read: {wrong.strerror}.", "Check the path.") from wrong
    except UnicodeDecodeError as wrong:
        raise GoldError(f"“{path}” is not UTF-8 text: {wrong}.", FORMATS) from wrong
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _row(line, f"“{path}”, line {number}")


def _row(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        raise GoldError(f"{place} is not JSON: {wrong}.", f"Write one object a line; {FORMATS}") from wrong
    if not isinstance(row, dict):
        raise GoldError(f"{place} is no object.", "Write one {…} a line.")
    return row
