import gc

import pytest

from tests.tui.pressing import World

# Looking through all objects takes a third of the time of these tests, as it would of the application's keys.
gc.set_threshold(50_000, 20, 1_000)


@pytest.fixture
def world() -> World:
    return World()
