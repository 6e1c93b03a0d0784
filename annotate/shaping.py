"""What each provider's client is given so that the answer has the shape asked for. No tool is given to any model."""

from collections.abc import Callable, Mapping
from functools import cache

from annotate.calls.ways import Options, Ways
from debate.framework import Framework
from prompts.shapes import Schema, shape

_OBJECT: Options = {"response_format": {"type": "json_object"}}


def _format(name: str, schema: Schema) -> Options:
    """As OpenAI has it, and LangChain's client for Anthropic understands it."""
    described = {"name": name, "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": described}}


def _ollama(name: str, schema: Schema) -> Options:
    del name
    return {"format": schema}


def _google(name: str, schema: Schema) -> Options:
    del name
    return {"response_mime_type": "application/json", "response_json_schema": schema}


LIKE_OPENAI = ("openai", "azure_openai", "groq", "mistralai", "deepseek", "together", "fireworks")
BY_SCHEMA: Mapping[str, Callable[[str, Schema], Options]] = {
    **dict.fromkeys((*LIKE_OPENAI, "anthropic"), _format),
    "ollama": _ollama,
    "google_genai": _google,
}
"""Provider -> how its client is given the schema of an answer."""
AS_JSON: Mapping[str, Options] = {
    **dict.fromkeys(LIKE_OPENAI, _OBJECT),
    "ollama": {"format": "json"},
    "google_genai": {"response_mime_type": "application/json"},
}
"""Provider -> how it is asked for JSON of any shape; Anthropic has no such way."""


def ways_of(model: str, framework: Framework) -> Ways:
    """The ways in which this chat model, as `provider:name`, can be held to the shape of an answer."""
    provider = model.partition(":")[0]

    @cache
    def of(prompt: str) -> tuple[Options, ...]:
        found: list[Options] = []
        if provider in BY_SCHEMA:
            found.append(BY_SCHEMA[provider](prompt, shape(prompt, framework)))
        if provider in AS_JSON:
            found.append(AS_JSON[provider])
        return tuple(found)

    return Ways(of)


def promises_json(model: str) -> bool:
    """Whether the provider has a way to ask for JSON of any shape; part of what decides an answer."""
    return model.partition(":")[0] in AS_JSON
