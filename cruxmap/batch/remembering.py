"""A retriever that is asked the same of claim after claim, and answers it once."""

import threading
from collections.abc import Sequence

from debate.ports import Hit, Retriever
from debate.sources import Passage

Asked = tuple[str, int, tuple[str, ...] | None, int | None]


class RememberingRetriever:
    """Remembers answers as long as nothing is indexed: all but a few queries of a claim depend on its vector alone."""

    def __init__(self, inner: Retriever) -> None:
        self._inner = inner
        self._answers: dict[Asked, list[Hit]] = {}
        self._one_at_a_time = threading.Lock()

    def index(self, passages: Sequence[Passage]) -> None:
        """Make passages findable, and forget what was answered without them."""
        with self._one_at_a_time:
            self._answers.clear()
            self._inner.index(passages)

    def missing(self) -> list[str]:
        """Ids of the passages that are not findable yet."""
        return self._inner.missing()

    def search(
        self,
        queries: Sequence[str],
        limit: int,
        source_ids: Sequence[str] | None = None,
        per_source: int | None = None,
    ) -> list[list[Hit]]:
        """For each query its best passages, best first."""
        within = tuple(source_ids) if source_ids is not None else None
        asked = [(query, limit, within, per_source) for query in queries]
        with self._one_at_a_time:
            new = list(dict.fromkeys(one for one in asked if one not in self._answers))
            if new:
                found = self._inner.search([query for query, *_ in new], limit, source_ids, per_source)
                self._answers.update(zip(new, found, strict=True))
            return [list(self._answers[one]) for one in asked]
