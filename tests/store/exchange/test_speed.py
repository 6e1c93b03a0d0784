"""A map of ten thousand marks is written in each format while its reader waits."""

import time
import tracemalloc

import pytest

from debate.handout import Handout
from store.exchange.formats import FORMATS, Format, render, render_table
from store.exchange.tables import tables_of
from tests.store.exchange.debates import large

SECONDS = 4.0
"""Of the processor. Two are wanted, and met on a quiet machine; tests share theirs."""
BYTES = 500_000_000


@pytest.fixture(scope="module")
def debate() -> Handout:
    return large()


def written(form: Format, handout: Handout) -> int:
    if form.tabular:
        return sum(len(render_table(form, table)) for table in tables_of(handout))
    return len(render(form, handout))


@pytest.mark.parametrize("name", FORMATS)
def test_ten_thousand_marks_are_written_soon(name: str, debate: Handout) -> None:
    began = time.process_time()
    assert written(FORMATS[name], debate) > 1_000
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("name", ["html", "w3c"])
def test_ten_thousand_marks_take_little_memory(name: str, debate: Handout) -> None:
    tracemalloc.start()
    written(FORMATS[name], debate)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < BYTES
