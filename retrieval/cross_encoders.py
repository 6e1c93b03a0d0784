"""Loads cross-encoders by name or path."""

from typing import Any

from retrieval.weights import ModelUnavailable


def load_cross_encoder(name: str, setting: str) -> Any:
    """The model; raises ModelUnavailable that names the setting it comes from."""
    # Importing sentence-transformers brings torch: five seconds that only its users should wait.
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging

    # A progress bar would be drawn across the terminal application.
    logging.disable_progress_bar()
    try:
        return CrossEncoder(name)
    except (OSError, ValueError, RuntimeError, ImportError) as problem:
        raise ModelUnavailable(
            f"The cross-encoder “{name}” could not be loaded: {str(problem).rstrip('.')}.",
            f"Give the path of a downloaded model, or leave the setting `{setting}` empty.",
        ) from problem
