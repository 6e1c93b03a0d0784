"""Figures as a reader of tables expects them: two or three digits, no zero before the point, a dash for none."""

from typing import Protocol

NONE = "–"


class Bounded(Protocol):
    """A figure with the bounds of its interval."""

    @property
    def value(self) -> float:
        """The figure."""
        ...

    @property
    def low(self) -> float:
        """The lower bound."""
        ...

    @property
    def high(self) -> float:
        """The upper bound."""
        ...


def figure(value: float | None, digits: int = 2) -> str:
    """`.66`, `-.02`, `1.00`; a dash when there is none."""
    if value is None:
        return NONE
    shown = f"{round(value, digits) + 0.0:.{digits}f}"
    return shown.replace("-0.", "-.", 1) if shown.startswith("-") else shown.removeprefix("0")


def gain(value: float, digits: int = 3) -> str:
    """A difference with its sign: `+.021`; none before nothing."""
    return ("+" if round(value, digits) > 0 else "") + figure(value, digits)


def bounds(found: Bounded | None, digits: int = 3) -> str:
    """The interval of a figure: `.601 – .711`."""
    return "" if found is None else f"{figure(found.low, digits)} – {figure(found.high, digits)}"
