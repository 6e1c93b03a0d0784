"""Vectors kept on disk between measurements, so that a corpus is encoded once however often it is ranked."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from debate.ports import Encoder, Matrix

if TYPE_CHECKING:
    import numpy as np

_KEY_BYTES = 16


class CachedEncoder:
    """An encoder that asks another one only for texts it has never seen.

    The file holds, one after the other, the hash of a text and its vector; it is only appended to, and a
    record that was cut off at its end is passed over.
    """

    def __init__(self, encoder: Encoder, folder: Path, tell: Callable[[str], None] = lambda _: None) -> None:
        self._encoder = encoder
        self._tell = tell
        self._keeps = True
        self.name = encoder.name
        self.version = encoder.version
        self.reads_only_latin = getattr(encoder, "reads_only_latin", False)
        self._path = folder / f"vectors-{hashlib.sha256(encoder.version.encode()).hexdigest()[:16]}.bin"
        self._known: dict[bytes, Matrix] | None = None

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One unit vector a text, from disk where it is there."""
        import numpy as np

        if self._known is None:
            self._known = self._read()
        keys = [hashlib.sha256(text.encode()).digest()[:_KEY_BYTES] for text in texts]
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if fresh:
            rows = self._encoder.encode(list(fresh.values()))
            self._known |= dict(zip(fresh, rows, strict=True))
            self._append(list(fresh), rows)
        return np.stack([self._known[key] for key in keys]) if keys else np.zeros((0, self.dimensions), np.float32)

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[Matrix, list[Matrix]]:
        """Straight from the encoder: spans are not kept."""
        return self._encoder.encode_spans(texts, spans)

    def _layout(self) -> "np.dtype[np.void]":
        import numpy as np

        return np.dtype([("key", f"V{_KEY_BYTES}"), ("row", "<f4", (self.dimensions,))])

    def _read(self) -> dict[bytes, Matrix]:
        import numpy as np

        if not self._path.is_file():
            return {}
        whole = self._path.stat().st_size // self._layout().itemsize
        records = np.fromfile(self._path, dtype=self._layout(), count=whole)
        return {bytes(key): row for key, row in zip(records["key"], records["row"], strict=True)}

    def _append(self, keys: Sequence[bytes], rows: Matrix) -> None:
        if not self._keeps:
            return
        size = self._layout().itemsize
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.truncate(file.tell() - file.tell() % size)
                file.write(b"".join(key + row.astype("<f4").tobytes() for key, row in zip(keys, rows, strict=True)))
        except OSError as problem:
            self._tell(f"Vectors cannot be kept in “{self._path}” ({problem.strerror}); the next run encodes again.")
            self._keeps = False
