"""Prompts are text files; a prompt's version is the hash of its text. Filling is plain substitution."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from debate.errors import CruxmapError, UnknownName

FOLDER = Path(__file__).parent
_BLANK = re.compile(r"\{\{(\w+)\}\}")


class PromptError(CruxmapError):
    """A prompt was filled with too little or too much."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt as it stands in its file."""

    name: str
    text: str

    @property
    def version(self) -> str:
        """`name:` and twelve hexadecimal digits of the text's SHA-256; stored with every mark it led to."""
        return f"{self.name}:{hashlib.sha256(self.text.encode()).hexdigest()[:12]}"

    @property
    def blanks(self) -> frozenset[str]:
        """The names to be filled in."""
        return frozenset(_BLANK.findall(self.text))


@cache
def prompt(name: str) -> Prompt:
    """The prompt with this name; raises UnknownName with the known ones."""
    path = FOLDER / f"{name}.txt"
    if not re.fullmatch(r"\w+", name) or not path.is_file():
        raise UnknownName(f"There is no prompt “{name}”.", f"Prompts: {', '.join(names())}.")
    return Prompt(name, path.read_text(encoding="utf-8"))


def names() -> list[str]:
    """Every prompt there is."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def fill(template: Prompt, values: Mapping[str, str]) -> str:
    """Put the values into the blanks, once: a value that looks like a blank stays text."""
    if template.blanks != set(values):
        wrong = ", ".join(sorted(template.blanks ^ set(values)))
        raise PromptError(
            f"Prompt “{template.name}” and its values disagree on: {wrong}.", "Give each blank one value."
        )
    return _BLANK.sub(lambda blank: values[blank.group(1)], template.text)
