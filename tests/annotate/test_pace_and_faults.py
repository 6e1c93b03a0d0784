"""As many questions at once as the server bears; every failure told by what can be done about it."""

import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest

from annotate.calls.faults import LONGEST_RETRY_AFTER, Kind, fault_of
from annotate.calls.pace import FIRST, Pace


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class ServerError(Exception):
    """As the packages of OpenAI and Anthropic have it."""

    def __init__(self, status: int, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"status {status}")
        self.status_code = status
        self.response = SimpleNamespace(status_code=status, headers=headers or {})


def test_the_pace_grows_by_one_an_answer_until_the_server_first_says_no() -> None:
    pace = Pace(most=100)
    for _ in range(10):
        pace.went_well()
    assert pace.limit == FIRST + 10


def test_many_refusals_of_one_moment_halve_the_pace_once() -> None:
    pace = Pace(most=100, clock=Clock())
    with pace.turn() as first, pace.turn() as second:
        pace.too_many(first, 0)
        pace.too_many(second, 0)
    assert pace.limit == FIRST / 2
    pace.went_well()
    assert pace.limit == FIRST / 2 + 1 / (FIRST / 2)


def test_the_pace_never_falls_below_one_question_and_never_rises_above_the_most() -> None:
    clock = Clock()
    pace = Pace(most=5, clock=clock)
    for _ in range(9):
        pace.went_well()
    assert pace.limit == 5
    for generation in range(9):
        pace.too_many(generation, 0)
    assert pace.limit == 1


def test_trouble_on_the_servers_side_pauses_growth_and_no_more() -> None:
    clock = Clock()
    pace = Pace(most=10, clock=clock)
    pace.in_trouble()
    pace.went_well()
    assert pace.limit == FIRST
    clock.now = 60
    pace.went_well()
    assert pace.limit == FIRST + 1


def test_a_question_over_the_limit_waits_for_a_turn() -> None:
    pace = Pace(most=1)
    order: list[str] = []
    waiting = threading.Event()

    def second() -> None:
        waiting.set()
        with pace.turn():
            order.append("second")

    with pace.turn():
        thread = threading.Thread(target=second)
        thread.start()
        waiting.wait()
        order.append("first")
    thread.join(timeout=5)
    assert order == ["first", "second"]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (429, Kind.TOO_MANY),
        (500, Kind.TROUBLE),
        (503, Kind.TROUBLE),
        (408, Kind.TROUBLE),
        (401, Kind.REFUSED),
        (400, Kind.UNFIT),
        (413, Kind.UNFIT),
        (404, Kind.REFUSED),
    ],
)
def test_a_status_code_says_what_can_be_done(status: int, kind: Kind) -> None:
    assert fault_of(ServerError(status)).kind is kind


def test_the_server_says_how_long_to_wait_in_seconds_milliseconds_or_as_a_date() -> None:
    in_a_minute = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert fault_of(ServerError(429, {"retry-after": "7"})).retry_after == 7
    assert fault_of(ServerError(429, {"retry-after-ms": "250", "retry-after": "1"})).retry_after == 0.25
    assert fault_of(ServerError(429, {"retry-after": in_a_minute})).retry_after == pytest.approx(60, abs=3)
    assert fault_of(ServerError(429, {"retry-after": "soon"})).retry_after == 1
    assert fault_of(ServerError(429, {"retry-after": "999999"})).retry_after == LONGEST_RETRY_AFTER


def test_a_broken_line_is_trouble_however_deep_the_package_wraps_it() -> None:
    class Wrapped(Exception):
        pass

    wrapped = Wrapped("could not talk")
    wrapped.__cause__ = ConnectionResetError("reset")
    assert fault_of(wrapped).kind is Kind.TROUBLE
    assert fault_of(ValueError("no such model")).kind is Kind.REFUSED
