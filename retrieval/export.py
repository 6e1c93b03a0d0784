"""The one-time export of the embedded model to ONNX, kept in the cache folder under a name that proves its content."""

import hashlib
import logging
import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from retrieval.weights import WEIGHTS_SHA256, ModelUnavailable, check_weights

EXPORT_VERSION = 1
"""Raised whenever this module would write another graph from the same weights."""


class Precision(StrEnum):
    """How the exported model computes."""

    INT8 = "int8"
    """Weights and activations of the dense layers in eight bits: 2.3 times faster."""
    FULL = "full"
    """Single precision: the vectors sentence-transformers gives, to 1e-5."""


def exported_model(model_directory: Path, cache: Path, precision: Precision, tell: Callable[[str], None]) -> bytes:
    """The ONNX model, exported now if the cache does not hold a sound one."""
    stem = f"minilm-{WEIGHTS_SHA256[:8]}-v{EXPORT_VERSION}-{precision}-"
    for path in sorted(cache.glob(f"{stem}*.onnx")):
        content = _read(path)
        if content is not None and path.name == _name(stem, content):
            return content
        tell(f"The exported model “{path}” is damaged; exporting it again.")
        path.unlink(missing_ok=True)
    tell("Preparing the embedded model for this machine, once (some seconds).")
    check_weights(model_directory)
    content = _export(model_directory, precision)
    _keep(cache, _name(stem, content), content, tell)
    return content


def _name(stem: str, content: bytes) -> str:
    return f"{stem}{hashlib.sha256(content).hexdigest()[:16]}.onnx"


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _keep(cache: Path, name: str, content: bytes, tell: Callable[[str], None]) -> None:
    """Write beside, then rename, so that another process never sees half a file."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=cache, prefix=name, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).replace(cache / name)
    except OSError as problem:
        tell(f"The exported model cannot be kept in “{cache}” ({problem}); set CRUXMAP_CACHE to a writable folder.")


def _export(model_directory: Path, precision: Precision) -> bytes:
    with tempfile.TemporaryDirectory() as folder, _quietly():
        full = Path(folder) / "full.onnx"
        try:
            _export_full(model_directory, full)
            return _arranged(full if precision is Precision.FULL else _quantised(full)).read_bytes()
        except (RuntimeError, ImportError, OSError, ValueError) as problem:
            raise ModelUnavailable(
                f"The embedded model could not be exported to ONNX: {problem}",
                "Check that torch, transformers and onnx are installed as pyproject.toml says.",
            ) from problem


def _export_full(model_directory: Path, target: Path) -> None:
    import torch
    from transformers import AutoModel
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    model = AutoModel.from_pretrained(model_directory, attn_implementation="eager", dtype=torch.float32).eval()
    ids = torch.arange(1000, 1014).reshape(2, 7)
    names = ("input_ids", "attention_mask")
    axes = {name: {0: "texts", 1: "positions"} for name in (*names, "tokens")}
    with torch.no_grad():
        # The older exporter: its graph runs a quarter faster here than the newer one's.
        torch.onnx.export(
            _TokenVectors.of(model),
            (ids, torch.ones_like(ids)),
            str(target),
            input_names=list(names),
            output_names=["tokens"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


class _TokenVectors:
    """Makes the wrapper class inside a function, where torch is there to subclass."""

    @staticmethod
    def of(model: object) -> object:
        import torch

        class TokenVectors(torch.nn.Module):  # type: ignore[misc]
            def __init__(self) -> None:
                super().__init__()
                self.model = model

            def forward(self, input_ids: object, attention_mask: object) -> object:
                return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state  # type: ignore[operator]

        return TokenVectors()


def _quantised(full: Path) -> Path:
    """Dense layers to eight bits, one scale a channel: with one scale a layer a tenth of the meaning goes."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    target = full.with_name("int8.onnx")
    quantize_dynamic(
        full, target, per_channel=True, weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True}
    )
    return target


def _arranged(model: Path) -> Path:
    """The graph as the runtime rearranges it at every start: the same vectors, loaded in a third of the time."""
    from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions

    target = model.with_name("arranged.onnx")
    options = SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(target)
    InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    return target


@contextmanager
def _quietly() -> Iterator[None]:
    """Exporters talk; nothing of it is for the analyst."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
