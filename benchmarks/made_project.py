"""A project of any size for measuring: one very long document, and small ones made of the exemplars' texts."""

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from annotate.examples import exemplars
from cruxmap.settings import load_settings
from cruxmap.wiring import encoder_of, open_parts
from debate.claims import Claim, claim_id
from debate.marks import Author, AuthorKind, Mark, MarkKind, mark_id
from debate.ports import Annotator
from debate.sources import Passage, Source
from store.project import Project

CLAIM = "Open models make attacks more likely than the Internet does"
WORDS = 100_000
"""How long the long document is."""
PIECE = 560
"""Characters of one of its passages."""
MARKS = 10
"""Marks on each of them."""
EACH = 20
"""Passages of a small document."""


class Said(NamedTuple):
    """A text that is used again and again, as it was read once."""

    text: str
    row: bytes
    marks: Sequence[Mark]
    """With offsets in the text."""


def make(path: Path, passages: int) -> None:
    """Make the project at `path`, with so many passages in small documents, and a claim that was analyzed."""
    settings = load_settings({"project": str(path)})
    encoder = encoder_of(settings, print)
    chance = random.Random(1)  # noqa: S311 -- the same text every time
    with open_parts(settings, print) as (session, project, annotator):
        known = _read(annotator, [" ".join(one.text.split()) for one in exemplars() if one.kind in ("short", "long")])
        rows = [row.tobytes() for row in encoder.encode([text for text, _ in known])]
        said = [Said(text, row, marks) for (text, marks), row in zip(known, rows, strict=True)]
        _keep(project, annotator, encoder.version, "a long document", _long(chance, annotator, rows[0]), "")
        for number in range(passages // EACH):
            picked = chance.choices(said, k=EACH)
            _keep(project, annotator, encoder.version, f"document {number:05}", picked, "\n")
        session.analyze(Claim(claim_id(CLAIM), CLAIM))


def _read(annotator: Annotator, texts: Sequence[str]) -> list[tuple[str, list[Mark]]]:
    passages = [Passage(str(n), "", n, 0, len(text), text, "en") for n, text in enumerate(texts)]
    marks: dict[str, list[Mark]] = {passage.id: [] for passage in passages}
    for mark in annotator.annotate(None, passages):
        marks[mark.passage_id].append(mark)
    return [(passage.text, marks[passage.id]) for passage in passages]


def _long(chance: random.Random, annotator: Annotator, row: bytes) -> list[Said]:
    """Random words, with the same marks on each piece."""
    letters = "etaoinshrdlu"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(4000)]
    text = " ".join(chance.choices(words, k=WORDS))
    author = Author(AuthorKind.LOCAL, annotator.name, annotator.version)
    said = []
    for start in range(0, len(text), PIECE):
        piece = text[start : start + PIECE]
        places = [(n * 40, n * 40 + 30) for n in range(MARKS) if n * 40 + 30 <= len(piece)]
        marks = [
            Mark("", "", "", MarkKind.STEP, "threat", *place, piece[slice(*place)], 0.9, author, "2026-01-01", ("1a",))
            for place in places
        ]
        said.append(Said(piece, row, marks))
    return said


def _keep(project: Project, annotator: Annotator, stamp: str, name: str, said: Sequence[Said], between: str) -> None:
    """Take in one document as if it had been encoded and marked, so that none of that runs behind the measuring."""
    starts = list(itertools.accumulate((len(one.text) + len(between) for one in said), initial=0))
    passages = [
        Passage(f"{name}#{n:05}", name, n, start, start + len(one.text), one.text, "en")
        for n, (start, one) in enumerate(zip(starts, said, strict=False))
    ]
    marks = [_on(passage, mark) for passage, one in zip(passages, said, strict=True) for mark in one.marks]
    text = between.join(one.text for one in said)
    source = Source(name, name, 1, name, {"title": name}, f"{name}.txt", "en", len(text))
    project.add_source(source, text, passages, marks)
    ids = [passage.id for passage in passages]
    project.add_marks((), annotated=ids, by=(annotator.name, annotator.version))
    project.add_vectors(stamp, ids, [one.row for one in said])


def _on(passage: Passage, mark: Mark) -> Mark:
    """The mark, where the passage stands."""
    start, end = passage.start + mark.start, passage.start + mark.end
    name = mark_id(mark.author, passage.id, mark.kind, mark.label, start, end)
    return replace(mark, id=name, passage_id=passage.id, source_id=passage.source_id, start=start, end=end)
