"""What went wrong with a call, told from the errors of any provider's package."""

import email.utils
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotate.calls.keys import hidden
from debate.plain import clip, one_line

DEFAULT_RETRY_AFTER = 1.0
"""Seconds, where a server says *too many* and not for how long."""
LONGEST_RETRY_AFTER = 120.0
UNFIT = (400, 413, 422)
"""Status codes that speak of what was asked."""
LINE = {"ConnectionError", "TimeoutError", "TransportError", "APIConnectionError", "OSError", "JSONDecodeError"}
"""Names of errors that speak of the line."""


UNFINISHED = {"LengthFinishReasonError", "ContentFilterFinishReasonError"}
"""Names of errors that speak of an answer that broke off: it grew too long, or a filter stopped it."""


class Kind(StrEnum):
    """What can be done about it."""

    TOO_MANY = "too_many"
    """Ask again later, and less at once."""
    TROUBLE = "trouble"
    """The server or the line failed: ask again."""
    UNFIT = "unfit"
    """This question cannot be answered: too long, or held back by a filter. Another one may be."""
    UNFINISHED = "unfinished"
    """The model answers, and not this question to its end: fewer passages may do."""
    REFUSED = "refused"
    """No question would be answered: a bad key, an unknown model."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed call."""

    kind: Kind
    says: str
    retry_after: float = 0.0
    """Seconds; only for TOO_MANY."""
    by_client: bool = False
    """Whether no server said it: the client's package could not do what it was asked."""


def fault_of(error: Exception) -> Fault:
    """Read an error by its status code, which every provider's package carries in one of a few places."""
    told = next((one for one in _causes(error) if _status(one) is not None), error)
    status = _status(told)
    says = clip(hidden(one_line(str(error))) or type(error).__name__, 300).rstrip(".")
    if status == 429:
        return Fault(Kind.TOO_MANY, says, _retry_after(told))
    if status is None and any(UNFINISHED & _names(one) for one in _causes(error)):
        return Fault(Kind.UNFINISHED, "its answer broke off")
    if status is None:
        return Fault(Kind.TROUBLE, says) if _is_line_trouble(error) else Fault(Kind.REFUSED, says, by_client=True)
    if status in UNFIT:
        return Fault(Kind.UNFIT, says)
    return Fault(Kind.TROUBLE if status >= 500 or status in (408, 409, 425) else Kind.REFUSED, says)


def _status(error: BaseException) -> int | None:
    response = getattr(error, "response", None)
    for value in (getattr(error, "status_code", None), getattr(response, "status_code", None), _code(error)):
        # Of an answer that came and cannot be read, the status says nothing.
        if isinstance(value, int) and value >= 400:
            return value
    return None


def _code(error: BaseException) -> object:
    """Google's packages call it `code`, sometimes as a method."""
    code = getattr(error, "code", None)
    return code() if callable(code) else code


def _is_line_trouble(error: BaseException) -> bool:
    """Whether the error, or what caused it, is of the connection.

    A body that is no JSON is an error page of something between us and the server.
    """
    return any(LINE & _names(one) for one in _causes(error))


def _names(error: BaseException) -> set[str]:
    return {kind.__name__ for kind in type(error).__mro__}


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what caused it, outermost first: each package wraps these in names of its own."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _retry_after(error: BaseException) -> float:
    """Seconds the server asks for, from its header: a number, or a date."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    milliseconds, said = headers.get("retry-after-ms"), headers.get("retry-after")
    try:
        if milliseconds is not None:
            return _bounded(float(milliseconds) / 1000)
        if said is not None and said.strip().replace(".", "", 1).isdigit():
            return _bounded(float(said))
        if said is not None:
            return _bounded(email.utils.parsedate_to_datetime(said).timestamp() - time.time())
    except ValueError:
        pass
    return DEFAULT_RETRY_AFTER


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER)
