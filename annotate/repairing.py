"""An answer that cannot be read is asked for again, with what was wrong with it."""

from collections.abc import Callable
from typing import TypeVar

from annotate.calls.caller import Caller, Question

REPAIRS = 2
REPAIR = "\n\nYour answer {number} could not be read: {fault}. Answer again with the JSON object alone."
"""Numbered, so that a second repair is another question than the first and not answered from what is kept."""

T = TypeVar("T")


def ask_until_read(
    caller: Caller, question: Question, read: Callable[[str], T], fault_of: Callable[[T], str | None]
) -> T:
    """What an answer holds; after two repairs, what the last one holds, readable or not."""
    asked = question
    for number in range(1, 2 + REPAIRS):
        found = read(caller.ask(asked).reply)
        fault = fault_of(found)
        if fault is None:
            break
        asked = Question(question.text + REPAIR.format(number=number, fault=fault), question.prompt)
    return found
