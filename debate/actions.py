"""What a person did, by name: the lines of the project's journal, which can be done again on another project."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from debate.errors import CruxmapError


class NotAJournal(CruxmapError):
    """A line that should be an action cannot be read as one."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to be done, with all it takes to do it here or on another project."""

    name: str
    details: Mapping[str, object]
    """Plain JSON values. A mark is named by its id and, for other projects, by its source and its words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An action that was done."""

    action: Action
    by: str
    made_at: str
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a person wrote about something; the newest on a thing stands, an empty one takes it away."""

    about: str
    """`mark:ID`, `claim:ID`, `source:ID` or `passage:ID`."""
    text: str
    by: str
    made_at: str


def entry_line(entry: Entry) -> str:
    """The entry as one line of JSON."""
    said = {"action": entry.action.name, "by": entry.by, "at": entry.made_at, **entry.action.details}
    return json.dumps(said, ensure_ascii=False)


def entry_from_line(line: str, number: int = 1) -> Entry:
    """The entry that a line holds; raises NotAJournal with the number of the line."""
    try:
        said = json.loads(line)
        name, by, made_at = str(said.pop("action")), str(said.pop("by", "")), str(said.pop("at", ""))
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise NotAJournal(
            f"Line {number} is not an action of a journal.",
            "Each line is a JSON object with “action”, as `cruxmap journal` prints them.",
        ) from wrong
    return Entry(Action(name, said), by, made_at)
