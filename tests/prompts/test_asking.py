"""Every prompt: filled with nothing left over, hostile material stays inside its fence."""

import re
from collections.abc import Callable

import pytest

from debate.framework import load_framework
from debate.framing import frame
from debate.sources import Passage
from prompts.aligning import render_alignment
from prompts.arguing import render_case, render_rebuttal
from prompts.catalogue import names
from prompts.claiming import render_framing
from prompts.marking import render, render_stance
from prompts.rating import render_rating
from prompts.settling import render_settling
from tests.debate.making import passage
from tests.prompts.hostile import HOSTILE

FRAMEWORK = load_framework()
SLOT = FRAMEWORK.slots[0]
CLAIM = frame(FRAMEWORK, "Open weights raise the risk of phishing.")
Ask = Callable[[list[Passage]], str]

ASKING: dict[str, Ask] = {
    "mark_passages": lambda passages: render(FRAMEWORK, None, passages)[0],
    "take_stance": lambda passages: render_stance(CLAIM, passages)[0],
    "rate_document": lambda passages: render_rating(FRAMEWORK, passages)[0],
    "align_assumptions": lambda passages: render_alignment(FRAMEWORK, "a claim", passages, passages)[0],
    "argue_side": lambda passages: render_case(FRAMEWORK, "a claim", "For", "risk rises", "threat", passages)[0],
    "rebut_side": lambda passages: render_rebuttal(
        FRAMEWORK, "a claim", "Against", "risk stays", "threat", "For", [passages[0].text], passages
    )[0],
    "settle_crux": lambda passages: render_settling("a claim", SLOT, passages),
    "frame_claim": lambda passages: render_framing(FRAMEWORK, passages[0].text),
}


def test_every_prompt_file_is_asked_by_something() -> None:
    assert set(ASKING) == set(names())


@pytest.mark.parametrize("name", sorted(ASKING))
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_material_opens_and_closes_no_tag_of_ours(name: str, text: str) -> None:
    def tags(material: str) -> list[str]:
        asked = ASKING[name]([passage("paper#0001", text=material)])
        return re.findall(r"<\s*/?\s*(?:passage|claim|draft|document)\b", asked, re.IGNORECASE)

    assert tags(text) == tags("Plain words.")


@pytest.mark.parametrize("name", sorted(ASKING))
def test_no_blank_is_left_and_material_that_looks_like_one_stays_text(name: str) -> None:
    asked = ASKING[name]([passage("paper#0001", text="before {{passages}} after")])
    assert set(re.findall(r"\{\{\w+\}\}", asked)) == {"{{passages}}"}


@pytest.mark.parametrize("name", sorted(set(ASKING) - {"frame_claim"}))
def test_a_model_never_sees_the_real_id_of_a_passage(name: str) -> None:
    assert "secret-paper" not in ASKING[name]([passage("secret-paper#0001")])


def test_the_two_sides_of_an_alignment_are_numbered_apart() -> None:
    _, left, right = render_alignment(FRAMEWORK, "a claim", [passage("a#0001")], [passage("b#0001"), passage("b#0002")])
    assert (left, right) == ({"p1": "a#0001"}, {"p2": "b#0001", "p3": "b#0002"})
