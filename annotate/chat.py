"""Chat models by name, through LangChain: every provider whose package is installed, and any compatible server."""

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from annotate.calls.keys import fetched, hidden
from debate.errors import CruxmapError
from debate.plain import clip, one_line

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SETTINGS: dict[str, Any] = {"temperature": 0}
"""What every model is asked with; part of what decides an answer."""
TIMEOUT = 120.0
"""Seconds for one answer."""
OWN_RETRIES = {"openai", "anthropic", "google_genai", "google_vertexai", "mistralai", "groq", "azure_openai"}
"""Providers whose packages try again by themselves, which would hide from us how busy the server is."""
STREAMING: Mapping[str, Mapping[str, Any]] = {
    "openai": {"streaming": True, "stream_usage": True},
    "anthropic": {"streaming": True},
    "ollama": {},
}
"""What makes a provider's client take an answer piece by piece; Ollama's always does."""
KEY_OF = {"google_genai": "GOOGLE_API_KEY", "azure_openai": "AZURE_OPENAI_API_KEY"}
"""Providers whose key is not in the variable that their own name tells."""
_ABOUT_A_KEY = re.compile(r"api[ _-]?key|credentials", re.IGNORECASE)
NO_KEY = "none"
"""Sent to a local server that asks for no key."""


class ModelMissing(CruxmapError):
    """The chat model that was named cannot be set up."""


def chat_model(name: str, base_url: str | None = None, *, stream: bool = False) -> "BaseChatModel":
    """The chat model that `name` says, such as `openai:gpt-5` or `ollama:qwen3`.

    With `stream` the time limit is for each silence and not for the whole answer, which suits slow machines.
    Keys come from the environment, as each provider's package reads them, else from the system's keyring where
    the package `keyring` is installed (service `cruxmap`, user the provider); they are never kept or shown.
    """
    # LangChain takes most of a second to import.
    from langchain.chat_models import init_chat_model

    provider = name.partition(":")[0]
    options = {**SETTINGS, **_options(provider, base_url), **(STREAMING.get(provider, {}) if stream else {})}
    try:
        chat: BaseChatModel = init_chat_model(name, **options)
    except Exception as wrong:
        # A missing package or key is an error of another kind with every provider.
        raise _missing(name, one_line(str(wrong))) from wrong
    return chat


def _missing(name: str, why: str) -> ModelMissing:
    provider = name.partition(":")[0]
    variable = KEY_OF.get(provider, f"{provider.upper()}_API_KEY")
    if variable not in os.environ and _ABOUT_A_KEY.search(why):
        return ModelMissing(f"There is no key for the chat model “{name}”.", f"Set {variable} in the environment.")
    return ModelMissing(
        f"The chat model “{name}” cannot be set up: {clip(hidden(why), 300).rstrip('.')}.",
        "Name it as provider:model, install the provider's package, and set its key in the environment.",
    )


def _options(provider: str, base_url: str | None) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if base_url:
        options["base_url"] = base_url
    if provider in OWN_RETRIES:
        options |= {"max_retries": 0, "timeout": TIMEOUT}
    if provider == "ollama":
        options["client_kwargs"] = {"timeout": TIMEOUT}
    key = _kept_key(provider)
    if key is None and provider == "openai" and base_url and "OPENAI_API_KEY" not in os.environ:
        key = NO_KEY
    return options | ({"api_key": key} if key else {})


def _kept_key(provider: str) -> str | None:
    """The key in the system's keyring, when the environment has none."""
    if f"{provider.upper()}_API_KEY" in os.environ:
        return None
    try:
        import keyring
    except ImportError:
        return None
    try:
        found = keyring.get_password("cruxmap", provider)
    except keyring.errors.KeyringError:
        # A machine without a desktop has the package and no place for keys, or has it locked.
        return None
    return fetched(str(found)) if found else None
