"""With a chat model, a batch seeks passages in another process: what is found is the same."""

import os
import signal
from collections.abc import Sequence
from concurrent.futures import wait
from contextlib import closing
from pathlib import Path

import pytest

from cruxmap.batch.away import AwayRetriever, retriever_around, searching_process
from cruxmap.batch.remembering import RememberingRetriever
from cruxmap.settings import Settings, load_settings
from cruxmap.wiring import encoder_of, retriever_of
from debate.ports import Hit
from debate.sources import Passage
from store.project import open_project

QUERIES = ("terrorists make pathogens", "textbooks describe these methods")


class Deaf:
    """Finds nothing."""

    def index(self, passages: Sequence[Passage]) -> None:
        del passages

    def missing(self) -> list[str]:
        return []

    def search(
        self,
        queries: Sequence[str],
        limit: int,
        source_ids: Sequence[str] | None = None,
        per_source: int | None = None,
    ) -> list[list[Hit]]:
        del limit, source_ids, per_source
        return [[] for _ in queries]


@pytest.fixture
def settings(project: Path, encoder_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("CRUXMAP_CACHE", str(encoder_cache))
    return load_settings({"project": str(project), "annotator": "model:openai:scripted"})


def found_here(settings: Settings) -> list[list[Hit]]:
    encoder = encoder_of(settings, lambda _: None)
    with (
        open_project(settings.project) as project,
        closing(retriever_of(settings, project, settings.project, encoder, lambda _: None)) as retriever,
    ):
        return retriever.search(QUERIES, 3)


def test_what_is_found_there_is_what_is_found_here_and_the_project_is_left_whole(settings: Settings) -> None:
    with open_project(settings.project), searching_process(settings) as process:
        retriever = AwayRetriever(Deaf(), process)
        wait([retriever.ready])
        found = retriever.search(QUERIES, 3)
    assert found == found_here(settings)
    assert any(found)
    assert not settings.project.with_name(settings.project.name + "-wal").exists()


def test_a_search_goes_on_here_when_the_other_process_dies(settings: Settings) -> None:
    with searching_process(settings) as process:
        retriever = AwayRetriever(Deaf(), process)
        os.kill(retriever.ready.result(), signal.SIGKILL)
        assert retriever.search(QUERIES, 3) == [[], []]
        assert retriever.search(QUERIES, 3) == [[], []]


@pytest.mark.parametrize(("annotator", "rows"), [("local", 1000), ("model:openai:scripted", 3)])
def test_few_rows_and_the_local_annotator_need_no_other_process(settings: Settings, annotator: str, rows: int) -> None:
    with retriever_around(load_settings({"annotator": annotator}), rows) as around:
        assert around is RememberingRetriever
