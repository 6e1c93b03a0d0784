"""Every side is asked after with as much effort, and every step and slot as that side sees it."""

from collections import Counter

from debate.claims import Direction
from debate.framework import load_framework
from debate.framing import frame
from debate.probes import probes
from debate.sides import AGAINST, FOR, Side

FRAMEWORK = load_framework()
CLAIM = frame(FRAMEWORK, "Open weights raise the risk of pandemics.", vector="bio", direction=Direction.INCREASE)


def test_every_side_gets_one_query_for_each_step_and_slot_and_as_many_in_all() -> None:
    asked = probes(FRAMEWORK, CLAIM, (FOR, AGAINST))
    for side in (FOR, AGAINST):
        mine = [probe for probe in asked if probe.side_id == side.id]
        assert [probe.step_id for probe in mine if probe.step_id] == [step.id for step in FRAMEWORK.steps]
        assert [probe.slot_id for probe in mine if probe.slot_id] == [slot.id for slot in FRAMEWORK.slots]
    counts = Counter(probe.side_id for probe in asked)
    assert counts["for"] == counts["against"]


def test_apart_from_the_claim_itself_no_two_queries_are_the_same() -> None:
    asked = Counter(probe.query for probe in probes(FRAMEWORK, CLAIM, (FOR, AGAINST)))
    assert {query for query, count in asked.items() if count > 1} == {CLAIM.text}


def test_a_claim_about_one_misuse_asks_about_that_misuse_in_every_query_but_its_own_words() -> None:
    asked = {probe.query for probe in probes(FRAMEWORK, CLAIM, (FOR, AGAINST))} - {CLAIM.text}
    assert all(query.startswith("biosecurity: ") for query in asked)


def test_turning_the_claim_round_exchanges_what_the_sides_ask() -> None:
    before = probes(FRAMEWORK, CLAIM, (FOR, AGAINST))
    after = probes(FRAMEWORK, CLAIM.swapped(), (FOR, AGAINST))
    assert [probe.query for probe in before if probe.side_id == "for"] == [
        probe.query for probe in after if probe.side_id == "against"
    ]
    assert [probe.query for probe in before if probe.side_id == "against"] == [
        probe.query for probe in after if probe.side_id == "for"
    ]


def test_a_side_that_is_a_source_is_asked_without_a_view() -> None:
    asked = probes(FRAMEWORK, CLAIM, (Side("paper", "A paper", source_id="paper"),))
    steps = [probe.query for probe in asked if probe.step_id]
    assert steps == [f"biosecurity: {step.query}" for step in FRAMEWORK.steps]
    assert [probe.query for probe in asked if probe.slot_id] == [f"biosecurity: {s.name}" for s in FRAMEWORK.slots]
