"""Quality is a test too: what ships stays above figures that are only raised."""

from pathlib import Path

import pytest

from annotate.quality.gold_files import read_documents, read_passages
from debate.framework import load_framework
from tests.quality.floors import FLOORS, GOLD, MARGIN, MEASURES, floors, raised, written


@pytest.mark.parametrize("name", MEASURES)
def test_what_ships_stays_above_its_floors(name: str, encoder_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRUXMAP_CACHE", str(encoder_cache))
    reached = MEASURES[name]()
    pinned = floors()[name]
    assert set(reached) == set(pinned)
    below = {key: (value, pinned[key]) for key, value in reached.items() if value < pinned[key]}
    assert not below, f"reached, and the floor: {below}"


def test_a_floor_is_raised_and_never_lowered() -> None:
    assert raised({"a": 0.5, "b": 0.5}, {"a": 0.7, "b": 0.3, "new": 0.4}) == {
        "a": round(0.7 - MARGIN, 3),
        "b": 0.5,
        "new": round(0.4 - MARGIN, 3),
    }


def test_floors_that_are_written_read_the_same() -> None:
    head = FLOORS.read_text(encoding="utf-8").partition("\n\n")[0]
    assert written(head, floors()) == FLOORS.read_text(encoding="utf-8")


def test_the_gold_set_speaks_of_every_step_slot_pole_and_stance_in_both_languages() -> None:
    framework = load_framework()
    passages = read_passages(GOLD / "passages.jsonl", framework)
    said = {label for one in passages for label in one.labels.assumptions or ()}
    assert said == {f"{slot.id}:{pole}" for slot in framework.slots for pole in slot.poles}
    assert {step for one in passages for step in one.labels.steps or ()} == {step.id for step in framework.steps}
    for language, least in (("en", 50), ("ja", 10)):
        assert sum(one.language == language for one in passages) >= least
    assert {one.labels.stance for one in passages} == {"raises", "doubts", "mixed", "neutral", "none"}


def test_documents_of_the_gold_set_have_the_levels_that_their_criteria_earn() -> None:
    """Full needs a criterion of every group of the rule, and an absent step has none."""
    framework = load_framework()
    for document in read_documents(GOLD / "documents.jsonl", framework):
        for step in framework.steps:
            met = set(step.criteria) & (document.ratings.criteria or set())
            level = document.ratings.levels[step.id]
            assert bool(met) == (level != "absent"), (document.id, step.id)
            if level == "full":
                assert all(group & met for group in step.full), (document.id, step.id)
