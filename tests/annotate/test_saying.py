"""Which sentences can stand for what a mark says."""

import pytest

from annotate.saying import says_something


@pytest.mark.parametrize(
    "text",
    [
        "Released weights cannot be recalled.",
        "Critics answer that closed models leak, too (2023).",
        "In May 2023, Smith et al. found that refusals can be removed in an hour.",
        "It is possible to remove the safeguards (https://example.org/how) for less than $200.",
        "• Safeguards can be removed by fine-tuning",
        "公開された重みは回収できない。",
        "重みの公開は危険だ",
        "This is dangerous!",
    ],
)
def test_a_sentence_that_claims_something_says_something(text: str) -> None:
    assert says_something(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("How do the risks of open weights compare with those of closed models?", id="question"),
        pytest.param("“Who can recall them?”", id="quoted question"),
        pytest.param("公開された重みは回収できるか？", id="Japanese question"),
        pytest.param("公開された重みは回収できるのか。", id="Japanese question with a full stop"),
        pytest.param("3.1.2 Ease of Malicious Use", id="numbered heading"),
        pytest.param("II. BENEFITS OF OPEN MODELS AND THEIR RISKS", id="heading in capitals"),
        pytest.param("Non-consensual imagery and fraud.", id="no verb"),
        pytest.param("A. Writer et al., “Open Models and Their Risks,” Press of a University, 2021.", id="reference"),
        pytest.param("12 See, e.g., A Writer, Why It Is Safe, https://example.org/safe.", id="footnote with a link"),
        pytest.param("[4] arXiv:2101.00001 [cs.CR] - A Survey of Attacks", id="list of works"),
        pytest.param(".", id="a dot"),
        pytest.param("", id="nothing"),
    ],
)
def test_questions_headings_and_references_say_nothing(text: str) -> None:
    assert not says_something(text)
