"""What a number of questions will use up, said before any of them is asked."""

from typing import NamedTuple, Protocol

from debate.calls import Usage


class Forecast(NamedTuple):
    """An estimate on the careful side."""

    model: str
    calls: int
    """Questions that have to be asked; those whose answer is kept are left out."""
    usage: Usage

    def plus(self, other: "Forecast") -> "Forecast":
        """Both together, of the same model."""
        return Forecast(self.model, self.calls + other.calls, self.usage.plus(other.usage))


class Agreement(Protocol):
    """Whoever has to agree before anything is paid for; raises a CruxmapError where nobody does."""

    def announce(self, coming: Forecast) -> None:
        """Agree to a whole run; what it then spends is not asked about again."""
        ...

    def spend(self, now: Forecast) -> None:
        """Agree to this, unless it is part of what was agreed to before."""
        ...


class NoQuestionAsked:
    """Agrees to everything."""

    def announce(self, coming: Forecast) -> None:
        """Agreed."""

    def spend(self, now: Forecast) -> None:
        """Agreed."""
