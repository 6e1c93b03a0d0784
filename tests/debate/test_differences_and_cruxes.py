"""Assumptions are aligned slot by slot, and a crux is measured by flipping its slot."""

import pytest

from debate.coverage import Examined, Level, cover
from debate.cruxes import Crux, find_cruxes
from debate.differences import Alignment, Difference, Position, align, differ
from debate.framework import load_framework
from debate.marks import Mark, Pole
from debate.sides import AGAINST, FOR, Placing
from tests.debate.making import assumption_mark, judged, step_mark

FRAMEWORK = load_framework()
SIDES = (FOR, AGAINST)


def place() -> Placing:
    def side(passage_id: str) -> tuple[str, ...]:
        return tuple(side.id for side in SIDES if passage_id.startswith(side.id))

    return Placing(mark=lambda mark: side(mark.passage_id), passage=lambda passage: side(passage.id))


def differences(*marks: Mark) -> tuple[Difference, ...]:
    return differ(FRAMEWORK, SIDES, [judged(mark) for mark in marks], place(), trust=0.6)


@pytest.mark.parametrize(
    ("poles", "alignment"),
    [
        pytest.param(("raises", "doubts"), Alignment.CONTESTED, id="opposite poles"),
        pytest.param(("doubts", "doubts"), Alignment.SHARED, id="the same pole"),
        pytest.param(("raises", None), Alignment.ONE_SIDED, id="only one speaks"),
        pytest.param((None, None), Alignment.SILENT, id="nobody speaks"),
        pytest.param(("raises", None, "raises"), Alignment.SHARED, id="two of three sources agree"),
        pytest.param(("raises", "raises", "doubts"), Alignment.CONTESTED, id="one of three dissents"),
    ],
)
def test_sides_are_aligned_by_their_poles(poles: tuple[str | None, ...], alignment: Alignment) -> None:
    positions = [Position(str(n), Pole(p) if p else None, False, (), 0.0) for n, p in enumerate(poles)]
    assert align(positions) is alignment


def test_every_slot_is_there_contested_ones_first() -> None:
    found = differences(assumption_mark("for1", "actor", "raises"), assumption_mark("against1", "actor", "doubts"))
    assert len(found) == len(FRAMEWORK.slots)
    assert (found[0].slot_id, found[0].alignment) == ("actor", Alignment.CONTESTED)
    assert {difference.alignment for difference in found[1:]} == {Alignment.SILENT}


def test_a_side_that_argues_both_poles_is_read_by_the_stronger_and_says_so() -> None:
    marks = [
        assumption_mark("for1", "actor", "raises", 0.9),
        assumption_mark("for2", "actor", "raises", 0.8),
        assumption_mark("for3", "actor", "doubts", 0.95),
    ]
    position = differences(*marks)[0].positions[0]
    assert (position.pole, position.both) == (Pole.RAISES, True)
    assert position.mark_ids == (marks[0].id, marks[1].id, marks[2].id)


def cruxes_of(*marks: Mark) -> tuple[Crux, ...]:
    judged_marks = [judged(mark) for mark in marks]
    cells = cover(
        FRAMEWORK, SIDES, judged_marks, place(), Examined(frozenset({"threat"}), {"for": 1, "against": 1}), 0.6
    )
    return find_cruxes(
        FRAMEWORK, differences(*marks), cells, judged_marks, {"for": "For", "against": "Against"}.__getitem__
    )


def test_a_crux_names_the_cells_that_fall_when_its_slot_is_flipped() -> None:
    (crux,) = cruxes_of(
        assumption_mark("for1", "bottleneck", "raises"),
        assumption_mark("against1", "bottleneck", "doubts"),
        step_mark("for1", "threat", "1a", "1d"),
        step_mark("for2", "threat", "1c"),
        step_mark("against1", "threat", "1a"),
    )
    falls = {(change.side_id, change.before, change.after) for change in crux.changes}
    assert falls == {("for", Level.FULL, Level.PARTIAL), ("against", Level.PARTIAL, Level.ABSENT)}
    assert crux.explanation == "For would lose 1 mark: Threat ⬤→◑; Against would lose 1 mark: Threat ◑→◯"
    # For rests half of its confidence on the slot, Against all of it, and both press it equally: (½ + 1) / 2.
    assert crux.score == pytest.approx(0.75)
    assert "Internet arm" in crux.settled_by


def test_a_slot_outside_the_steps_it_bears_on_moves_no_cell() -> None:
    (crux,) = cruxes_of(
        assumption_mark("for1", "benefit_weight", "raises"),
        assumption_mark("against1", "benefit_weight", "doubts"),
        step_mark("for1", "threat", "1a"),
    )
    assert (crux.score, crux.changes) == (0.0, ())
    assert "no cell rests on it" in crux.explanation


def test_a_slot_both_sides_press_equally_ranks_above_one_that_is_hardly_disputed() -> None:
    cruxes = cruxes_of(
        *(assumption_mark(f"for{n}", "actor", "raises") for n in range(5)),
        assumption_mark("against1", "actor", "doubts", 0.61),
        assumption_mark("for1", "bottleneck", "raises"),
        assumption_mark("against1", "bottleneck", "doubts"),
        step_mark("for1", "threat", "1a"),
        step_mark("against1", "threat", "1a"),
    )
    assert [crux.slot_id for crux in cruxes] == ["bottleneck", "actor"]


def test_shared_and_one_sided_slots_are_no_cruxes() -> None:
    assert cruxes_of(assumption_mark("for1", "actor", "raises"), assumption_mark("against1", "actor", "raises")) == ()
