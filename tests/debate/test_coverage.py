"""Coverage is computed from marks by the framework's rules, and each silence says why it is one."""

import pytest

from debate.coverage import Cell, Examined, Level, Silence, cover, rate, talking_past
from debate.framework import load_framework
from debate.marks import AuthorKind
from debate.sides import AGAINST, FOR, Placing
from debate.verdicts import Decision, JudgedMark
from tests.debate.making import judged, step_mark

FRAMEWORK = load_framework()
SIDES = (FOR, AGAINST)
EVERY_STEP = frozenset(step.id for step in FRAMEWORK.steps)


def by_prefix() -> Placing:
    """Passages named `for…` belong to For, and so on."""

    def side(passage_id: str) -> tuple[str, ...]:
        return tuple(side.id for side in SIDES if passage_id.startswith(side.id))

    return Placing(mark=lambda mark: side(mark.passage_id), passage=lambda passage: side(passage.id))


def cells_of(
    *marks: JudgedMark, read: dict[str, int] | None = None, sought: frozenset[str] = EVERY_STEP
) -> dict[tuple[str, str], Cell]:
    examined = Examined(sought, read or {"for": 3, "against": 3})
    cells = cover(FRAMEWORK, SIDES, marks, by_prefix(), examined, trust=0.6)
    return {(cell.side_id, cell.step_id): cell for cell in cells}


@pytest.mark.parametrize(
    ("step", "criteria", "level"),
    [
        pytest.param("threat", {"1a", "1d"}, Level.FULL, id="a specific misuse and the actors' skill"),
        pytest.param("threat", {"1a", "1b"}, Level.PARTIAL, id="a misuse without actors"),
        pytest.param("threat", {"1c"}, Level.PARTIAL, id="actors without a misuse"),
        pytest.param(
            "existing_defenses", {"3a", "3b", "3c"}, Level.FULL, id="both kinds of defence with their efficacy"
        ),
        pytest.param("existing_defenses", {"3a", "3c"}, Level.PARTIAL, id="law left out"),
        pytest.param("existing_defenses", {"3c"}, Level.PARTIAL, id="efficacy of nothing named"),
        pytest.param("marginal_evidence", {"4c", "4d"}, Level.PARTIAL, id="a comparison without evidence"),
        pytest.param("uncertainty", {"6e"}, Level.PARTIAL, id="a gap admitted in passing"),
    ],
)
def test_a_level_follows_from_the_criteria_met(step: str, criteria: set[str], level: Level) -> None:
    assert rate(FRAMEWORK.step(step), frozenset(criteria), marks=5) is level


def test_nothing_is_full_or_partial_without_a_mark_behind_it() -> None:
    for step in FRAMEWORK.steps:
        assert rate(step, frozenset(step.criteria), marks=0) is Level.ABSENT


def test_a_full_cell_names_the_marks_that_made_it_strongest_first() -> None:
    weak, strong = step_mark("for1", "threat", "1a", confidence=0.7), step_mark("for2", "threat", "1d", confidence=0.9)
    cell = cells_of(judged(weak), judged(strong))["for", "threat"]
    assert cell.level is Level.FULL
    assert cell.mark_ids == (strong.id, weak.id)
    assert cell.silence is None


def test_what_a_side_alone_says_stands_before_what_a_passage_says_for_both() -> None:
    own, both = step_mark("for1", "threat", "1a", confidence=0.7), step_mark("both", "threat", "1d", confidence=0.9)
    everyone = Placing(
        mark=lambda mark: ("for", "against") if mark.passage_id == "both" else ("for",), passage=lambda _: ("for",)
    )
    examined = Examined(EVERY_STEP, {"for": 2, "against": 1})
    cells = cover(FRAMEWORK, SIDES, [judged(own), judged(both)], everyone, examined, trust=0.6)
    ids = {cell.side_id: cell.mark_ids for cell in cells if cell.step_id == "threat"}
    assert ids == {"for": (own.id, both.id), "against": (both.id,)}


def test_a_mark_is_as_sure_as_the_side_it_is_placed_on() -> None:
    """A clear statement on a passage whose side is doubtful comes after one that is fairly sure in both."""
    clear, fair = step_mark("for1", "threat", "1a", confidence=0.99), step_mark("for2", "threat", "1d", confidence=0.8)
    sure = {"for1": 0.71, "for2": 0.9}
    place = Placing(lambda _: ("for",), lambda _: ("for",), lambda mark: sure[mark.passage_id])
    examined = Examined(EVERY_STEP, {"for": 2, "against": 0})
    cells = cover(FRAMEWORK, SIDES, [judged(clear), judged(fair)], place, examined, trust=0.6)
    assert cells[0].mark_ids == (fair.id, clear.id)


def test_a_mark_below_trust_is_kept_apart_and_does_not_count() -> None:
    unsure = step_mark("for1", "threat", "1a", confidence=0.59)
    cell = cells_of(judged(unsure))["for", "threat"]
    assert cell.mark_ids == ()
    assert cell.tentative_ids == (unsure.id,)
    assert cell.level is not Level.PARTIAL


def test_unsure_marks_in_different_passages_add_up_to_one_that_counts() -> None:
    first, second, third = (step_mark(f"for{at}", "threat", "1a", confidence=c) for at, c in enumerate((0.4, 0.3, 0.2)))
    cell = cells_of(judged(third), judged(second), judged(first))["for", "threat"]
    assert (cell.level, cell.criteria) == (Level.PARTIAL, ("1a",))
    assert cell.mark_ids == (first.id, second.id), "only as many as it takes, the strongest first"
    assert cell.tentative_ids == (third.id,)


def test_unsure_marks_in_one_passage_do_not_add_up() -> None:
    marks = [step_mark("for1", "threat", "1a", confidence=0.4, span=(at, at + 4)) for at in (0, 5, 11)]
    assert cells_of(*(judged(mark) for mark in marks))["for", "threat"].mark_ids == ()


def test_marks_from_another_tool_do_not_add_up_before_a_person_accepts_them() -> None:
    marks = [step_mark(f"for{at}", "threat", "1a", confidence=0.5, author=AuthorKind.IMPORTED) for at in range(3)]
    assert cells_of(*(judged(mark) for mark in marks))["for", "threat"].mark_ids == ()


def test_a_criterion_that_no_mark_is_sure_of_is_met_by_several() -> None:
    sure = step_mark("for1", "threat", "1a", confidence=0.9)
    actors = [step_mark(f"for{at}", "threat", "1c", confidence=0.35) for at in (2, 3)]
    cell = cells_of(judged(sure), *(judged(mark) for mark in actors))["for", "threat"]
    assert (cell.level, cell.criteria) == (Level.FULL, ("1a", "1c"))
    assert set(cell.mark_ids) == {sure.id, *(mark.id for mark in actors)}


def test_rejected_marks_do_not_add_up() -> None:
    unsure = [step_mark(f"for{at}", "threat", "1a", confidence=0.4) for at in range(2)]
    cell = cells_of(judged(unsure[0], Decision.REJECTED), judged(unsure[1]))["for", "threat"]
    assert cell.mark_ids == ()


def test_a_person_confirming_an_unsure_mark_makes_it_count() -> None:
    unsure = step_mark("for1", "threat", "1a", confidence=0.3)
    cell = cells_of(judged(unsure, Decision.ACCEPTED))["for", "threat"]
    assert (cell.level, cell.confirmed) == (Level.PARTIAL, True)


def test_a_rejected_mark_never_counts() -> None:
    sure = step_mark("for1", "threat", "1a", confidence=0.99)
    cell = cells_of(judged(sure, Decision.REJECTED))["for", "threat"]
    assert cell.mark_ids == cell.tentative_ids == ()


def test_a_persons_own_mark_counts_and_is_confirmed() -> None:
    own = step_mark("for1", "threat", "1a", confidence=1.0, author=AuthorKind.PERSON)
    assert cells_of(judged(own))["for", "threat"].confirmed


def test_a_side_that_does_not_say_is_told_from_a_corpus_that_has_nothing() -> None:
    cells = cells_of(judged(step_mark("against1", "existing_risk", "2c")))
    silent, nothing = cells["for", "existing_risk"], cells["for", "uncertainty"]
    assert (silent.level, silent.silence) == (Level.ABSENT, Silence.SIDE_SILENT)
    assert (nothing.level, nothing.silence) == (Level.NOT_ASSESSED, Silence.CORPUS_SILENT)


def test_a_side_without_a_single_passage_is_not_called_silent() -> None:
    cells = cells_of(judged(step_mark("against1", "existing_risk", "2c")), read={"for": 0, "against": 2})
    assert cells["for", "existing_risk"].silence is Silence.CORPUS_SILENT


def test_a_step_nobody_sought_is_not_assessed() -> None:
    cells = cells_of(sought=frozenset({"threat"}))
    assert cells["for", "uncertainty"].silence is Silence.NOBODY_LOOKED
    assert cells["for", "uncertainty"].level is Level.NOT_ASSESSED


@pytest.mark.parametrize(
    ("levels", "index"),
    [
        pytest.param({"threat": ("full", "full")}, 0.0, id="both cover the same step equally"),
        pytest.param({"threat": ("full", "absent"), "uncertainty": ("absent", "full")}, 1.0, id="no step in common"),
        pytest.param({"threat": ("full", "partial"), "uncertainty": ("full", "full")}, 0.25, id="one step half shared"),
        pytest.param({"threat": ("absent", "not_assessed")}, None, id="nothing covered"),
        pytest.param({"threat": ("full",)}, None, id="one side cannot talk past itself"),
    ],
)
def test_talking_past_is_the_share_of_coverage_on_one_side_only(
    levels: dict[str, tuple[str, ...]], index: float | None
) -> None:
    cells = [
        Cell(str(side), step, Level(level), (), (), (), confirmed=False, silence=None)
        for step, pair in levels.items()
        for side, level in enumerate(pair)
    ]
    assert talking_past(cells) == index
