"""Nothing is paid for that nobody agreed to, and what it cost can be read afterwards."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annotate.calls.forecast import Forecast
from cruxmap.prices import price_of
from cruxmap.settings import Settings, load_settings
from cruxmap.spending import NotAgreed, Spending
from debate.calls import Call, Usage
from store.project import open_project
from tests.cruxmap.conftest import Command

SMALL = Forecast("fake:model", 2, Usage(1000, 300))
NOTHING = Forecast("fake:model", 0, Usage())


def spending(ask: Callable[[str], bool] | None = None, **options: str) -> Spending:
    settings = load_settings({"annotator": "model:fake:model", **options})
    return Spending(settings, price_of(settings, "fake:model"), ask)


class Person:
    """Answers the same to everything."""

    def __init__(self, *, agrees: bool) -> None:
        self.agrees = agrees
        self.asked: list[str] = []

    def __call__(self, question: str) -> bool:
        self.asked.append(question)
        return self.agrees


def test_a_person_is_told_what_it_will_use_up_and_cost_before_it_does() -> None:
    person = Person(agrees=True)
    spending(person, model_price="1,10").spend(SMALL)
    assert person.asked == ["About 2 questions to fake:model: 1,000 tokens in, 300 out, $0.00. Go on?"]


def test_who_does_not_agree_pays_nothing() -> None:
    with pytest.raises(NotAgreed):
        spending(Person(agrees=False)).spend(SMALL)


def test_a_run_that_was_agreed_to_is_not_asked_about_again_until_it_goes_beyond() -> None:
    person = Person(agrees=True)
    run = spending(person)
    run.announce(Forecast("fake:model", 4, Usage(2000, 600)))
    run.spend(SMALL)
    run.spend(SMALL)
    assert len(person.asked) == 1
    run.spend(SMALL)
    assert len(person.asked) == 2


def test_a_part_of_a_run_that_was_agreed_to_is_not_asked_about_when_it_is_announced() -> None:
    person = Person(agrees=True)
    run = spending(person)
    run.announce(Forecast("fake:model", 4, Usage(2000, 600)))
    run.announce(SMALL)
    run.spend(SMALL)
    assert len(person.asked) == 1


@pytest.mark.parametrize("option", [{"model_max_tokens": "9"}, {"model_max_cost": "1"}, {"model_ask": "no"}])
def test_without_a_person_a_cap_or_a_yes_is_enough(option: dict[str, str]) -> None:
    spending(None, **option).spend(SMALL)


def test_without_a_person_a_cap_or_a_yes_nothing_is_paid() -> None:
    with pytest.raises(NotAgreed, match="--yes"):
        spending(None).announce(SMALL)


def test_answers_that_are_kept_already_need_no_agreement() -> None:
    spending(None).announce(NOTHING)
    spending(None).spend(NOTHING)


def settings_with(**options: str) -> Settings:
    return load_settings({"annotator": "model:openai:gpt-4o-mini", **options})


def test_a_price_in_the_settings_is_that_of_the_model_in_the_settings() -> None:
    settings = settings_with(model_price="7,8,1")
    mine, other = price_of(settings, "openai:gpt-4o-mini"), price_of(settings, "ollama:qwen3")
    assert mine is not None
    assert (mine.input, mine.output, mine.cached) == (7, 8, 1)
    assert other is None or (other.input, other.output) != (7, 8)


def test_a_known_model_has_a_price_by_date_and_a_local_one_has_none() -> None:
    price = price_of(settings_with(), "openai:gpt-4o-mini", "2025-06-01")
    assert price is not None
    assert 0 < price.cached < price.input < price.output
    assert price_of(settings_with(), "ollama:no-such-model-here") is None


def test_usage_is_kept_as_tokens_and_priced_when_it_is_read(
    cruxmap: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_project(project) as kept:
        for number, day in enumerate(("2026-01-02", "2026-01-02", "2026-01-03")):
            usage = Usage(1_000_000, 100_000, 500_000, 0)
            kept.keep_call(Call(str(number), "fake:model", "mark_passages:abc", "{}", usage, f"{day}T03:04:05Z"))
    assert json.loads(cruxmap("usage", "--json").out)["total"]["cost"] is None
    monkeypatch.setenv("CRUXMAP_ANNOTATOR", "model:fake:model")
    monkeypatch.setenv("CRUXMAP_MODEL_PRICE", "2,10,1")
    said = json.loads(cruxmap("usage", "--json").out)
    assert [(day["day"], day["calls"], day["cost"]) for day in said["days"]] == [
        ("2026-01-02", 2, 5.0),
        ("2026-01-03", 1, 2.5),
    ]
    assert said["total"]["cost"] == 7.5
    assert "fake:model" in cruxmap("usage").out


def test_usage_of_a_project_without_a_model_says_so(cruxmap: Command) -> None:
    assert "No chat model" in cruxmap("usage").out
