"""An annotator that says what a test has written down, and gold to hold against it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from annotate.quality.gold import GoldPassage, Labels
from debate.claims import Claim
from debate.marks import Mark
from debate.sources import Passage


class ScriptedAnnotator:
    name = "scripted"
    version = "1"
    at_once = 128

    def __init__(self, marks: Mapping[str, Sequence[Mark]], unread: Sequence[str] = ()) -> None:
        self.marks, self.unread = marks, unread
        self.asked: list[list[str]] = []
        self.expected: list[str] = []

    def expect(self, passages: Iterable[Passage]) -> None:
        self.expected += [passage.id for passage in passages]

    def failed(self, claim: Claim | None) -> Sequence[str]:
        return self.unread

    def annotate(
        self, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
    ) -> Iterator[Mark]:
        self.asked.append([passage.id for passage in passages])
        for passage in passages:
            yield from self.marks.get(passage.id, ())


def gold(
    passage_id: str,
    stance: str | None = None,
    steps: Sequence[str] | None = None,
    assumptions: Sequence[str] | None = None,
    annotators: Sequence[Labels] = (),
    spans: Sequence[str] = (),
) -> GoldPassage:
    return GoldPassage(
        id=passage_id,
        text=f"The text of {passage_id}.",
        document=passage_id.partition("_")[0],
        labels=labels(stance, steps, assumptions),
        annotators=tuple(annotators),
        spans=tuple(spans),
    )


def labels(
    stance: str | None = None, steps: Sequence[str] | None = None, assumptions: Sequence[str] | None = None
) -> Labels:
    return Labels(
        stance,
        None if steps is None else frozenset(steps),
        None if assumptions is None else frozenset(assumptions),
    )


def write_lines(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path
