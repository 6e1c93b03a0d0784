"""Screens that ask the desk and are told when the answer is there."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from textual.screen import Screen

from debate.session import Session
from tui.desk import Desk

if TYPE_CHECKING:
    from tui.app import CruxmapApp

Answer = TypeVar("Answer")


class AskingScreen(Screen[None]):
    """A screen whose calls run on the session's thread and whose answers come back to the screen's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def ask(self, call: Callable[[Session], Answer], then: Callable[[Answer], None]) -> None:
        """Run a call behind the screen; show its error, or hand its answer on."""
        self.run_worker(self._await(call, then), exit_on_error=False)

    async def _await(self, call: Callable[[Session], Answer], then: Callable[[Answer], None]) -> None:
        self.set_class(True, "waiting")
        try:
            answer = await asyncio.wrap_future(self.desk.ask(call))
        except Exception as wrong:  # a failing call is shown, whatever it is, and never ends the program
            cast("CruxmapApp", self.app).complain(wrong)
        else:
            then(answer)
        finally:
            self.set_class(False, "waiting")
