"""What every test can rely on: folders of its own, and the exported encoder, made once between all workers."""

from pathlib import Path

import pytest
from filelock import FileLock

from cruxmap.settings import KEYS
from retrieval.minilm import MiniLmEncoder


@pytest.fixture(autouse=True)
def _no_folder_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes settings, projects or caches of whoever runs it, nor follows her environment."""
    for key in KEYS:
        monkeypatch.delenv(key.variable, raising=False)
    monkeypatch.setenv("CRUXMAP_CONFIG", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("CRUXMAP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CRUXMAP_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="session")
def encoder_cache(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A cache folder with the embedded encoder exported."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "encoder"
    with FileLock(f"{shared}.lock"):
        MiniLmEncoder(shared, lambda _: None).encode(["ready"])
    return shared
