import pytest

from tests.tui.pressing import World


@pytest.fixture
def world() -> World:
    return World()
