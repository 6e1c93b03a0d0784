"""Chroma is a cache: whatever happens to it, the kept vectors bring it back, and it says so."""

import json
from pathlib import Path

import numpy as np
import pytest

from retrieval import chroma_index
from retrieval.chroma_index import ChromaIndex, IndexInUse
from retrieval.exact_index import ExactIndex
from retrieval.index import middle, open_index
from tests.retrieval.record import MemoryRecord, make_passage

STAMP = "random@1"


@pytest.fixture
def record() -> MemoryRecord:
    record = MemoryRecord()
    rows = unit_rows(60, seed=1)
    record.add(*(make_passage(f"s{at % 6}", at, f"passage {at}") for at in range(60)))
    record.add_vectors(STAMP, list(record.kept), [row.tobytes() for row in rows])
    return record


def unit_rows(count: int, seed: int) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    rows = np.random.default_rng(seed).normal(size=(count, 16)).astype("<f4")
    unit: np.ndarray[tuple[int, int], np.dtype[np.float32]] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


class Opened:
    """An index opened on a record, with the sentences it said."""

    def __init__(self, path: Path, record: MemoryRecord) -> None:
        self.said: list[str] = []
        state = (record.vector_count(STAMP), ",".join(sorted({one.source_id for one in record.kept.values()})))
        self.index = ChromaIndex(path, record, STAMP, state, self.said.append)


def test_chroma_finds_what_an_exact_search_finds(record: MemoryRecord, tmp_path: Path) -> None:
    queries = unit_rows(5, seed=2)
    opened = Opened(tmp_path / "i", record)
    exact = ExactIndex(record, STAMP)
    for within in (None, ["s1", "s4"]):
        for found, true in zip(
            opened.index.nearest(queries, 8, within), exact.nearest(queries, 8, within), strict=True
        ):
            assert list(found) == list(true)
            assert found == pytest.approx(true, abs=1e-5)
    ids = list(record.kept)[:3]
    assert opened.index.centre(ids) == pytest.approx(exact.centre(ids), abs=1e-6)
    assert opened.index.cosines(queries[0], ids) == pytest.approx(exact.cosines(queries[0], ids), abs=1e-5)
    opened.index.close()


def test_passages_without_a_vector_have_no_centre(record: MemoryRecord, tmp_path: Path) -> None:
    opened = Opened(tmp_path / "i", record)
    for index in (opened.index, ExactIndex(record, STAMP)):
        assert index.centre([]) is None
        assert index.centre(["unknown#0000"]) is None
        assert index.cosines(unit_rows(1, seed=4)[0], ["unknown#0000"]) == {}
    opened.index.close()


def test_vectors_that_cancel_out_have_no_middle() -> None:
    row = unit_rows(1, seed=5)[0]
    assert middle(np.stack([row, -row])) is None
    assert middle(np.stack([row, row])) == pytest.approx(row)


def test_a_sound_index_is_opened_without_a_word(record: MemoryRecord, tmp_path: Path) -> None:
    first = Opened(tmp_path / "i", record)
    first.index.close()
    again = Opened(tmp_path / "i", record)
    again.index.close()
    assert (len(first.said), again.said) == (1, [])


def test_an_index_that_is_behind_takes_in_only_what_is_new(record: MemoryRecord, tmp_path: Path) -> None:
    Opened(tmp_path / "i", record).index.close()
    record.add(make_passage("new", 0, "new"))
    row = unit_rows(1, seed=9)
    record.add_vectors(STAMP, ["new#0000"], [row[0].tobytes()])
    opened = Opened(tmp_path / "i", record)
    assert next(iter(opened.index.nearest(row, 1, None)[0])) == "new#0000"
    assert opened.said == []
    opened.index.close()


def test_an_index_of_another_model_is_built_again_and_says_so(record: MemoryRecord, tmp_path: Path) -> None:
    Opened(tmp_path / "i", record).index.close()
    stamp = json.loads((tmp_path / "i" / "stamp.json").read_text())
    (tmp_path / "i" / "stamp.json").write_text(json.dumps({**stamp, "stamp": "other@1"}))
    opened = Opened(tmp_path / "i", record)
    opened.index.close()
    assert "another model" in opened.said[0]


def test_an_index_that_outgrows_its_settings_is_built_again_and_says_so(
    record: MemoryRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Opened(tmp_path / "i", record).index.close()
    monkeypatch.setattr(chroma_index, "LARGE", 50)
    opened = Opened(tmp_path / "i", record)
    assert "fewer passages" in opened.said[0]
    assert json.loads((tmp_path / "i" / "stamp.json").read_text())["settings"]["ef_search"] == 400
    opened.index.close()


def test_chroma_is_told_to_send_nothing(record: MemoryRecord, tmp_path: Path) -> None:
    opened = Opened(tmp_path / "i", record)
    assert opened.index._client.get_settings().anonymized_telemetry is False
    opened.index.close()


@pytest.mark.parametrize("pattern", ["chroma.sqlite3", "**/*.bin"])
def test_a_damaged_index_is_built_again_and_finds_the_same(record: MemoryRecord, tmp_path: Path, pattern: str) -> None:
    Opened(tmp_path / "i", record).index.close()
    for path in (tmp_path / "i").glob(f"chroma-*/{pattern}"):
        path.write_bytes(b"not what it was" * 100)
    opened = Opened(tmp_path / "i", record)
    query = unit_rows(1, seed=3)
    assert list(opened.index.nearest(query, 5, None)[0]) == list(ExactIndex(record, STAMP).nearest(query, 5, None)[0])
    opened.index.close()


def test_a_deleted_index_folder_is_built_again(record: MemoryRecord, tmp_path: Path) -> None:
    Opened(tmp_path / "i", record).index.close()
    (tmp_path / "i" / "stamp.json").unlink()
    opened = Opened(tmp_path / "i", record)
    opened.index.close()
    assert len(list((tmp_path / "i").glob("chroma-*"))) == 1
    assert "building" in opened.said[0]


def test_a_second_process_searches_the_vectors_and_leaves_the_index_alone(record: MemoryRecord, tmp_path: Path) -> None:
    opened = Opened(tmp_path / "i", record)
    with pytest.raises(IndexInUse):
        Opened(tmp_path / "i", record)
    said: list[str] = []
    other = open_index("chroma", tmp_path / "i", record, STAMP, (60, ""), said.append)
    assert isinstance(other, ExactIndex)
    assert "Another" in said[0]
    opened.index.close()


def test_auto_scans_small_projects_without_writing_a_file(record: MemoryRecord, tmp_path: Path) -> None:
    index = open_index("auto", tmp_path / "i", record, STAMP, (60, ""), lambda _: None)
    assert isinstance(index, ExactIndex)
    assert not (tmp_path / "i").exists()
