"""The pieces screens are made of: wrapped text, overlaid spans, long lists, long texts."""

import gc
import random
import time
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from tui.finding import Findings
from tui.lines import LOOKS, tidy
from tui.rows import Rows
from tui.spans import Overlaid, Span
from tui.sweeping import Sweeper
from tui.textview import TextView
from tui.wrapping import Wrapped

TEXTS = st.text(alphabet=st.sampled_from("ab \n\t。日本語é\u0301\u200b-“”x"), max_size=200)


@given(TEXTS, st.integers(4, 30))
def test_wrapping_loses_nothing_and_no_line_is_wider_than_asked(text: str, width: int) -> None:
    wrapped = Wrapped(text, width)
    spans = [wrapped.span(line) for line in range(len(wrapped))]
    assert "".join(text[start:end] for start, end in spans) == text
    for start, end in spans:
        assert cell_len(tidy(text[start:end]).rstrip()) <= width


@given(TEXTS, st.integers(4, 30))
def test_the_line_and_column_of_a_character_lead_back_to_it(text: str, width: int) -> None:
    wrapped = Wrapped(text, width)
    for offset, character in enumerate(text):
        if cell_len(tidy(character)) and character != "\n":
            line = wrapped.line_of(offset)
            assert wrapped.offset_at(line, wrapped.column_of(offset)) <= offset
            assert wrapped.span(line)[0] <= offset < wrapped.span(line)[1]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("abc")), max_size=12))
def test_every_character_has_exactly_the_roles_of_the_spans_on_it(raw: list[tuple[int, int, str]]) -> None:
    spans = [Span(start, end, role) for start, end, role in raw if start < end]
    painted = list(Overlaid(spans).between(3, 37))
    assert [piece.start for piece in painted[1:]] == [piece.end for piece in painted[:-1]]
    for piece in painted:
        for place in range(piece.start, piece.end):
            assert set(piece.roles.split()) == {s.roles for s in spans if s.start <= place < s.end}


@pytest.mark.parametrize(
    ("wanted", "places"),
    [("open weights", [(0, 12), (20, 32)]), ("WEIGHTS", [(5, 12), (25, 32)]), ("none", []), ("  ", [])],
)
def test_words_are_found_across_line_ends_and_case(wanted: str, places: list[tuple[int, int]]) -> None:
    assert Findings("open weights .... \n\nOPEN\nweights", wanted).places == places


def test_going_on_from_the_last_place_begins_anew() -> None:
    found = Findings("a b a b a", "a")
    assert [found.next_start(offset, 1) for offset in (0, 4, 8)] == [4, 8, 0]
    assert [found.next_start(offset, -1) for offset in (0, 4, 8)] == [8, 0, 4]


class Holder(App[None]):
    """One list and one text."""

    CSS_PATH = "../../tui/cruxmap.tcss"
    COMPONENT_CLASSES: ClassVar[set[str]] = set(LOOKS)

    def __init__(self) -> None:
        super().__init__()
        self.drawn = 0

    def get_theme_variable_defaults(self) -> dict[str, str]:
        from tui.themes import DARK

        return dict(DARK.variables)

    def compose(self) -> ComposeResult:
        yield Rows(self.draw, key=lambda item: item, id="rows")
        yield TextView(id="view")

    def draw(self, item: int, columns: int) -> list[list[tuple[str, str]]]:
        self.drawn += 1
        return [[(f"row {item}", "")]]


async def test_a_list_of_ten_thousand_draws_only_what_is_in_sight() -> None:
    app = Holder()
    async with app.run_test(size=(80, 40)) as pilot:
        rows = app.query_one("#rows", Rows)
        rows.show(list(range(10_000)))
        rows.focus()
        await pilot.press("end")
        await pilot.pause()
        assert rows.item == 9_999
        assert "row 9999" in "".join(rows.render_line(y).text for y in range(rows.size.height))
        assert app.drawn < 200


async def test_the_cursor_stays_on_its_item_when_others_come_and_go() -> None:
    app = Holder()
    async with app.run_test(size=(80, 40)) as pilot:
        rows = app.query_one("#rows", Rows)
        rows.show([1, 2, 3, 4])
        rows.cursor = 2
        rows.show([0, 3, 9])
        assert rows.item == 3
        rows.show([0, 9])
        assert rows.item == 9
        rows.show([])
        assert rows.item is None
        await pilot.press("down", "enter")


async def test_a_text_of_a_hundred_thousand_words_is_there_at_once() -> None:
    chance = random.Random(1)  # noqa: S311 -- the same text every time
    text = " ".join("".join(chance.choices("etaoin", k=5)) for _ in range(100_000))
    app = Holder()
    async with app.run_test(size=(80, 40)) as pilot:
        view = app.query_one("#view", TextView)
        began = time.process_time()
        view.show(text, [Span(at, at + 20, "marked") for at in range(0, len(text), 60)], at=500_000)
        await pilot.pause()
        assert time.process_time() - began < 1.5
        view.focus()
        await pilot.press("end", "home", "w")
        assert view.caret == 6


def test_everything_is_collected_only_while_she_reads_and_not_all_the_time() -> None:
    moments = iter([0.0, 100.0, 102.0, 103.5, 104.0, 120.0, 140.0])
    sweeper = Sweeper(lambda: next(moments))
    sweeper.touch()
    done = []
    for _ in range(5):
        # A collection of young objects, as happens when many were made.
        gc.collect(1)
        done.append(sweeper.sweep())
    assert done == [False, True, False, False, True]


def test_nothing_is_collected_where_nothing_was_made() -> None:
    moments = iter([0.0, 100.0])
    sweeper = Sweeper(lambda: next(moments))
    gc.collect()
    assert not sweeper.sweep()
