"""Tokens of an answer by class, as the server counted them, wherever LangChain puts the count."""

from collections.abc import Mapping
from typing import Any

from debate.calls import Usage


def usage_of(message: Any) -> Usage | None:
    """What an answer used up; None where a server does not count."""
    return _common(getattr(message, "usage_metadata", None)) or _openai(getattr(message, "response_metadata", None))


def unfinished(error: BaseException) -> tuple[str, Usage | None]:
    """What came of an answer that broke off, as OpenAI's package has it in its error, and what it used up."""
    completion = getattr(error, "completion", None)
    if completion is None:
        return "", None
    said = completion.usage.model_dump() if completion.usage else None
    return completion.choices[0].message.content or "", _openai({"token_usage": said})


def _common(said: Mapping[str, Any] | None) -> Usage | None:
    if not said:
        return None
    return Usage(
        input=int(said.get("input_tokens") or 0),
        output=int(said.get("output_tokens") or 0),
        cached=int((said.get("input_token_details") or {}).get("cache_read") or 0),
        reasoning=int((said.get("output_token_details") or {}).get("reasoning") or 0),
    )


def _openai(metadata: Mapping[str, Any] | None) -> Usage | None:
    """OpenAI's own count, which is all there is when JSON comes piece by piece."""
    said = (metadata or {}).get("token_usage")
    if not said:
        return None
    return Usage(
        input=int(said.get("prompt_tokens") or 0),
        output=int(said.get("completion_tokens") or 0),
        cached=int((said.get("prompt_tokens_details") or {}).get("cached_tokens") or 0),
        reasoning=int((said.get("completion_tokens_details") or {}).get("reasoning_tokens") or 0),
    )
