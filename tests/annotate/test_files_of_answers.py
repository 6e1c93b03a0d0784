"""Files of answers, as a provider's batch leaves them, hold anything; what is no answer is passed over."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.parcels import anthropic_batches, openai_batches
from annotate.parcels.lines import objects

NAMES = st.sampled_from(
    [
        "custom_id",
        "response",
        "error",
        "result",
        "message",
        "body",
        "status_code",
        "choices",
        "output",
        "content",
        "usage",
        "type",
        "text",
        "code",
        "prompt_tokens",
        "input_tokens",
        "cache_read_input_tokens",
        "prompt_tokens_details",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
@given(lines=st.lists(st.dictionaries(NAMES, JSON, max_size=6) | JSON, max_size=4))
def test_whatever_a_file_of_answers_holds_is_read_or_passed_over(provider: str, lines: list[object]) -> None:
    text = "\n".join(json.dumps(line) for line in lines) + "\n{half"
    outcome_of = openai_batches._outcome if provider == "openai" else anthropic_batches._outcome
    for outcome in map(outcome_of, objects(text)):
        assert isinstance(outcome.reply, str)
        assert outcome.usage is None or outcome.usage.total > 0
