"""The main screens as a terminal shows them, compared line by line with the pictures beside this file.

CRUXMAP_PICTURES=draw pytest tests/tui/test_pictures.py draws them anew; look at what changed before keeping it.
"""

import os
from pathlib import Path

import pytest

from tests.tui.pressing import CLAIM, World, picture_of, press, settle, write

PICTURES = Path(__file__).with_name("pictures")
SCREENS = {
    "claims": ("escape",),
    "debate": ("down", "enter"),
    "assumption": ("down", "enter", "tab"),
    "marks": ("down", "enter", "tab", "tab", "tab"),
    "silence": ("down", "enter", "right", "right", "down"),
    "reader": ("down", "enter", "o", "n"),
    "documents": ("f4",),
    "map": ("down", "enter", "f6"),
    "arguments": ("down", "enter", "D", "down", "down", "down", "down"),
    "help": ("down", "enter", "f1"),
}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", SCREENS)
async def test_the_screen_is_as_it_was_drawn(name: str, size: tuple[int, int]) -> None:
    world = World()
    world.asked()
    app = world.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in SCREENS[name]:
            await press(pilot, key)
        drawn = "\n".join(picture_of(app)) + "\n"
    file = PICTURES / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("CRUXMAP_PICTURES") == "draw":
        PICTURES.mkdir(exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
    assert drawn.splitlines() == file.read_text(encoding="utf-8").splitlines()


async def test_a_claim_being_typed_is_as_it_was_drawn() -> None:
    world = World()
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await write(pilot, CLAIM)
        drawn = "\n".join(picture_of(app)) + "\n"
    file = PICTURES / "typing-80x24.txt"
    if os.environ.get("CRUXMAP_PICTURES") == "draw":
        file.write_text(drawn, encoding="utf-8")
    assert drawn.splitlines() == file.read_text(encoding="utf-8").splitlines()
