"""A batch from its rows to its results, each kept the moment it is there."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cruxmap.batch.items import Item
from cruxmap.batch.rating import DocumentRater, rating_result
from cruxmap.batch.working import Failure, Task, work
from cruxmap.settings import Settings
from cruxmap.wiring import Parts, now
from debate.importing import Kept, Known
from debate.ratings import WholeRating
from debate.sources import Document, Problem

WINDOW = 200_000
"""Characters of documents taken in between two moments at which results come out: some hundred passages."""


@dataclass(frozen=True, slots=True)
class Finished:
    """One item with its result, or with why there is none."""

    item: Item
    result: Mapping[str, Any] | None
    failure: Failure | None = None
    known: bool = False
    """Whether an earlier run found it."""
    complete: bool = True
    """Whether everything was read and rated that it rests on."""


class Batch:
    """Items to be worked on in one project."""

    def __init__(
        self,
        parts: Parts,
        settings: Settings,
        items: Sequence[Item],
        *,
        again: bool = False,
        rater: DocumentRater | None = None,
    ) -> None:
        self._parts, self._settings, self._rater = parts, settings, rater
        self._ratings: dict[str, WholeRating] = {}
        self.items = items
        state = self._state()
        self._keys = [item.key(state if not item.documents else self._maker()) for item in items]
        self._known = {} if again else parts.project.batch_results(self._keys)
        self._done = set(self._known)

    @property
    def to_do(self) -> list[Item]:
        """The items without a result."""
        return [item for item, key in zip(self.items, self._keys, strict=True) if key not in self._done]

    def known(self) -> Iterator[Finished]:
        """What earlier runs found."""
        for item, key in zip(self.items, self._keys, strict=True):
            if key in self._known:
                yield Finished(item, self._known[key], known=True)

    def run(self, jobs: int) -> Iterator[Finished]:
        """Work on the rest; the same asked twice is worked on once.

        Run again, it works on what could not be read whole before.
        """
        first: dict[str, int] = {}
        twins: dict[int, list[int]] = {}
        for place, key in enumerate(self._keys):
            if key in self._done:
                continue
            if key in first:
                twins[first[key]].append(place)
            else:
                first[key], twins[place] = place, []
        for window in self._windows(list(first.values())):
            tasks = []
            for place, outcome in self._taken_in(window):
                if isinstance(outcome, Task):
                    tasks.append(outcome)
                else:
                    self._done.add(self._keys[place])
                    yield from (Finished(self.items[one], None, outcome) for one in (place, *twins[place]))
            for done in work(self._parts, self._settings, tasks, jobs):
                yield from self._finished(done.result, (done.place, *twins[done.place]))

    def _finished(self, result: dict[str, Any] | Failure, places: Sequence[int]) -> Iterator[Finished]:
        if isinstance(result, Failure):
            self._done.add(self._keys[places[0]])
            yield from (Finished(self.items[place], None, result) for place in places)
            return
        annotator = self._parts.annotator
        made_at = now()
        rated = self._rated(result)
        complete = not result["unread"] and (self._rater is None or rated["rated_by"] is not None)
        signed = {
            **result,
            **rated,
            "annotator": annotator.name,
            "annotator_version": annotator.version,
            "made_at": made_at,
        }
        if complete:
            # What could not be read whole is tried again by the next run.
            self._parts.project.keep_batch_result(self._keys[places[0]], signed, made_at)
            self._done.add(self._keys[places[0]])
        yield from (Finished(self.items[place], signed, complete=complete) for place in places)

    def _rated(self, result: Mapping[str, Any]) -> Mapping[str, Any]:
        if self._rater is None:
            return {}
        return rating_result(self._parts.session.framework, self._ratings.get(result["source"]))

    def _windows(self, places: Sequence[int]) -> Iterator[list[int]]:
        """Items without documents all together; documents as many as are read in a while."""
        plain = [place for place in places if not self.items[place].documents]
        if plain:
            yield plain
        window: list[int] = []
        size = 0
        for place in (place for place in places if self.items[place].documents):
            window.append(place)
            size += sum(len(document.text) for document in self.items[place].documents)
            if size >= WINDOW:
                yield window
                window, size = [], 0
        if window:
            yield window

    def _taken_in(self, window: Sequence[int]) -> Iterator[tuple[int, Task | Failure]]:
        """Documents kept, encoded and marked; each item as a task, or why it cannot be one."""
        taken: dict[int, list[str] | Failure] = {place: self._keep(self.items[place].documents) for place in window}
        if any(taken.values()):
            for _ in self._parts.session.catch_up():
                pass
        if self._rater is not None:
            ids = [name for found in taken.values() if not isinstance(found, Failure) for name in found]
            self._ratings |= self._rater.rate(ids)
        for place, found in taken.items():
            yield place, found if isinstance(found, Failure) else Task(place, self.items[place], tuple(found))

    def _keep(self, documents: Sequence[Document]) -> list[str] | Failure:
        ids = []
        for event in self._parts.session.keep(documents):
            if isinstance(event, Problem):
                return Failure(event.reason, event.fix)
            if isinstance(event, Kept | Known):
                ids.append(event.source.id)
        return ids

    def _maker(self) -> str:
        """Who marks, and by which rules."""
        annotator, session = self._parts.annotator, self._parts.session
        rated = f" {self._rater.maker}" if self._rater else ""
        return f"{annotator.name} {annotator.version} {session.trust} {session.framework.id}{rated}"

    def _state(self) -> str:
        """The same, over which sources and found by what."""
        sources = "\x1f".join(f"{one.id} {one.content_hash}" for one in self._parts.session.sources())
        digest = hashlib.sha256(sources.encode()).hexdigest()[:16]
        found_by = " ".join(self._settings[name] for name in ("encoder", "cross_encoder"))
        return f"{self._maker()} {found_by} {digest}"
