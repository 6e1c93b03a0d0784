"""What heads are trained on: passages of comments, labelled by id and hash, and exemplars that ship as text."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotate.labels import labels_of
from debate.errors import CruxmapError
from debate.framework import Framework

HERE = Path(__file__).parent
LABELS = HERE / "labels.jsonl"
"""What is learned from: one annotator a passage."""
CHOOSING = HERE / "choosing.jsonl"
"""What thresholds are chosen with, and nothing learned from: the majority of three annotators."""
EXEMPLARS = HERE / "exemplars"


class CommentsMissing(CruxmapError):
    """The comments to train on are not those the labels speak of."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text."""

    text: str
    labels: frozenset[str]
    group: str
    """What must not be split between folds: a document, or a minimal pair."""
    kind: str
    """`comment`, `choosing`, `short`, `long` or `sentence`."""
    language: str = "en"
    unsaid: frozenset[str] = frozenset()
    """Labels that nobody gave or denied: the criteria of its steps, in a comment read for steps alone."""


def labelled_comments(paths: Sequence[Path], framework: Framework) -> Iterator[Example]:
    """Passages of the comments in these files, with our labels; raises CommentsMissing when any is not there."""
    texts: dict[str, str] = {}
    for path in paths:
        try:
            texts |= {row["id"]: row["text"] for row in _rows(path)}
        except (OSError, ValueError, KeyError) as wrong:
            raise CommentsMissing(
                f"The comments “{path}” cannot be read: {wrong}.", "Give JSONL files with id and text a line."
            ) from wrong
    for path, kind in ((LABELS, "comment"), (CHOOSING, "choosing")):
        yield from _labelled(path, kind, texts, framework)


def _labelled(path: Path, kind: str, texts: Mapping[str, str], framework: Framework) -> Iterator[Example]:
    missing = 0
    for row in _rows(path):
        text = texts.get(row["id"])
        if text is None or hashlib.sha256(text.encode()).hexdigest()[:16] != row["sha256"]:
            missing += 1
            continue
        unsaid = frozenset() if "criteria" in row else _criteria_of_steps(row, framework)
        yield Example(text, frozenset(labels_of(row)), row["id"].rsplit("_", 1)[0], kind, unsaid=unsaid)
    if missing:
        raise CommentsMissing(
            f"{missing} passages of “{path.name}” are not in the comments, or have another text there.",
            "Give the comments that the labels were made on.",
        )


def _criteria_of_steps(row: Mapping[str, Any], framework: Framework) -> frozenset[str]:
    """A passage that is silent on a step meets none of its criteria; which of the others it meets was not asked."""
    return frozenset(criterion for step in row["steps"] for criterion in framework.step(step).criteria)


def exemplars() -> Iterator[Example]:
    """The exemplars: short passages, and long ones both whole and as their sentences."""
    for path in sorted(EXEMPLARS.glob("*.jsonl")):
        language = "ja" if path.stem == "ja" else "en"
        for number, row in enumerate(_rows(path)):
            if "sentences" in row:
                yield from _whole_and_in_parts(row, f"{path.stem}-{number}", language)
            else:
                yield Example(row["text"], frozenset(labels_of(row)), f"{path.stem}-{number // 2}", "short", language)


def _whole_and_in_parts(row: Mapping[str, Any], group: str, language: str) -> Iterator[Example]:
    """A long exemplar has the stance that was given to it, and what its sentences say."""
    parts = [
        Example(
            sentence["text"],
            frozenset(labels_of({**sentence, "relevant": sentence["stance"] is not None})),
            group,
            "sentence",
            language,
        )
        for sentence in row["sentences"]
    ]
    said = {label for part in parts for label in part.labels if not label.startswith("stance:")}
    stance = {label for label in labels_of({**row, "steps": ()}) if label.startswith("stance:")}
    yield Example(" ".join(part.text for part in parts), frozenset(said | stance), group, "long", language)
    yield from parts


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
