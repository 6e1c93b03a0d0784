"""The one family of errors a person is meant to read."""

from typing import ClassVar


class CruxmapError(Exception):
    """Something a person can mend: `message` names the thing, `hint` says what to do about it."""

    passing: ClassVar[bool] = False
    """Whether it may be over by itself, so that the fix is to try the same again later."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UnknownName(CruxmapError):
    """A claim, source, mark, step or setting was named that does not exist."""


class CutShort(CruxmapError):
    """An annotator had to stop on the way: what it said until then counts, and it knows what it did not read."""


class TakenMeanwhile(CruxmapError):
    """Another program kept something else under the same name a moment ago."""
