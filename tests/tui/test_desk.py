"""The thread that owns the session: what still runs when the application is left is known, and not waited for long."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from debate.session import Session
from tests.debate.memory import MemoryStore
from tests.tui.pressing import session_on
from tui import desk as desks
from tui.desk import Desk


@contextmanager
def opened() -> Iterator[Session]:
    yield session_on(MemoryStore())


def test_a_call_that_outlives_the_application_is_known_and_an_idle_desk_is_not_at_work() -> None:
    thinks, done = threading.Event(), threading.Event()
    busy, idle = Desk(opened, "busy"), Desk(opened, "idle")
    assert idle.ask(lambda session: len(session.sources())).result(5) == 0
    idle.close()
    assert not idle.at_work

    def think(_: Session) -> bool:
        thinks.set()
        return done.wait(30)

    answer = busy.ask(think)
    assert thinks.wait(5)
    leaving = threading.Thread(target=busy.close)
    leaving.start()
    leaving.join(desks.PATIENCE + 2)
    assert not leaving.is_alive()
    assert busy.at_work
    done.set()
    assert answer.result(5)
