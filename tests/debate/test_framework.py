"""The framework is data: it names what the paper names, and a faulty file is refused with the place of the fault."""

from pathlib import Path

import pytest

from debate.errors import UnknownName
from debate.framework import FrameworkError, load_framework

SHIPPED = Path(load_framework.__code__.co_filename).with_name("framework.toml")


def test_the_six_steps_come_in_the_papers_order_with_their_criteria() -> None:
    framework = load_framework()
    assert [step.id for step in framework.steps] == [
        "threat",
        "existing_risk",
        "existing_defenses",
        "marginal_evidence",
        "ease_of_defense",
        "uncertainty",
    ]
    assert {step.number: len(step.criteria) for step in framework.steps} == {1: 4, 2: 3, 3: 3, 4: 6, 5: 4, 6: 5}
    assert (len(framework.slots), len(framework.properties), len(framework.benefits)) == (11, 5, 5)


@pytest.mark.parametrize("name", ["marginal_evidence", "4", "Marginal risk", "evidence of MARGINAL risk"])
def test_a_step_is_found_by_id_number_name_or_alias(name: str) -> None:
    assert load_framework().step(name).id == "marginal_evidence"


def test_an_unknown_step_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="existing_risk"):
        load_framework().step("severity")


def test_a_criterion_leads_to_its_step() -> None:
    assert load_framework().step_of("5c").id == "ease_of_defense"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param(('full = [["1a"], ["1c", "1d"]]', 'full = [["9z"]]'), "9z", id="a rule over no criterion"),
        pytest.param(
            ('steps = ["threat", "marginal_evidence"]', 'steps = ["thread"]'), "thread", id="a slot over no step"
        ),
        pytest.param(("hedge =", "hedged ="), "hedge", id="a missing key"),
        pytest.param(('id = "threat"', "id = threat"), "TOML", id="broken syntax"),
    ],
)
def test_a_faulty_framework_is_refused_and_the_fault_named(
    tmp_path: Path, change: tuple[str, str], complaint: str
) -> None:
    faulty = tmp_path / "framework.toml"
    faulty.write_text(SHIPPED.read_text(encoding="utf-8").replace(change[0], change[1], 1), encoding="utf-8")
    with pytest.raises(FrameworkError, match=complaint):
        load_framework(faulty)


def test_a_missing_framework_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FrameworkError, match=r"none\.toml"):
        load_framework(tmp_path / "none.toml")


def test_another_framework_can_be_given(tmp_path: Path) -> None:
    other = tmp_path / "mine.toml"
    other.write_text(
        SHIPPED.read_text(encoding="utf-8").replace('id = "marginal-risk-2024"', 'id = "mine"'), encoding="utf-8"
    )
    assert load_framework(other).id == "mine"
