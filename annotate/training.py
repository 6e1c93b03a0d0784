"""Trains the heads: `make train COMMENTS=passages.jsonl`. Needs scikit-learn; using the heads does not.

Passages come from the comments that an analyst has (their labels ship with the project by id and hash of the
text), and from the exemplars that ship as text. Everything is deterministic, and weights are rounded to half
precision, so the same input on the same kind of machine gives the same file.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.features import Reading, Vocabulary, cue_matrix, matrix, read, together
from annotate.heads import Head, pack, pack_head
from annotate.labels import labels_of, passage_labels
from debate.errors import CruxmapError
from debate.framework import Framework
from debate.ports import Encoder
from debate.sentences import sentence_spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

HERE = Path(__file__).parent
LABELS = HERE / "labels.jsonl"
EXEMPLARS = HERE / "exemplars"
VOCABULARY_SIZE = 3000
FOLDS = 5
RARE = 8
"""A label with fewer examples among the comments is learned from the exemplars too."""


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
    """`comment`, `short` or `sentence`."""
    language: str = "en"


def train(encoder: Encoder, framework: Framework, comments: Path, out: Path) -> dict[str, Any]:
    """Write the weights file; returns how many examples of each kind went in."""
    examples = [*labelled_comments(comments), *exemplars()]
    english = [example for example in examples if example.language == "en"]
    readings, vectors = _read(encoder, english)
    labels = passage_labels(framework)
    passages = [at for at, example in enumerate(english) if example.kind == "comment"]
    vocabulary = choose_vocabulary([readings[at] for at in passages], [english[at].labels for at in passages], labels)
    features = matrix(readings, vectors, vocabulary)
    data = {
        "encoder": encoder.version,
        "vocabulary": list(vocabulary.terms),
        "idf": pack(vocabulary.weights),
        "passage": pack_head(_fit(features, english, labels, ("comment", "short"))),
        "criteria": pack_head(_fit(features, english, sorted(framework.criteria), ("sentence", "short"))),
        "cues_only": pack_head(_fit(cue_matrix(readings), english, labels, ("comment", "short"))),
    }
    out.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    kinds = [example.kind for example in english]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


def labelled_comments(path: Path) -> Iterator[Example]:
    """Passages of the comments, with our labels found by id and checked by the hash of the text."""
    try:
        texts = {row["id"]: row["text"] for row in _rows(path)}
    except (OSError, ValueError, KeyError) as wrong:
        raise CommentsMissing(
            f"The comments “{path}” cannot be read: {wrong}.", "Give a JSONL file with id and text a line."
        ) from wrong
    missing = 0
    for row in _rows(LABELS):
        text = texts.get(row["id"])
        if text is None or hashlib.sha256(text.encode()).hexdigest()[:16] != row["sha256"]:
            missing += 1
            continue
        yield Example(text, frozenset(labels_of(row)), row["id"].rsplit("_", 1)[0], "comment")
    if missing:
        raise CommentsMissing(
            f"{missing} labelled passages are not in “{path}”, or have another text there.",
            "Give the comments that the labels were made on.",
        )


def exemplars() -> Iterator[Example]:
    """The exemplars: short passages, and the sentences of the long ones."""
    for path in sorted(EXEMPLARS.glob("*.jsonl")):
        language = "ja" if path.stem == "ja" else "en"
        for number, row in enumerate(_rows(path)):
            group = f"{path.stem}-{number // 2}"
            if "sentences" not in row:
                yield Example(row["text"], frozenset(labels_of(row)), group, "short", language)
                continue
            for sentence in row["sentences"]:
                labels = frozenset(labels_of({**sentence, "relevant": sentence["stance"] is not None}))
                yield Example(sentence["text"], labels, f"{path.stem}-{number}", "sentence", language)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _read(encoder: Encoder, examples: Sequence[Example]) -> tuple[list[Reading], "Array"]:
    """A passage is read as the sum of its sentences, as the annotator reads it."""
    readings = []
    for example in examples:
        parts = [read(example.text[start:end]) for start, end in sentence_spans(example.text)]
        readings.append(together(parts) if parts else read(example.text))
    return readings, encoder.encode([example.text for example in examples])


def choose_vocabulary(
    readings: Sequence[Reading], labels: Sequence[frozenset[str]], wanted: Sequence[str]
) -> Vocabulary:
    """The words and pairs that tell labels apart best, by the largest chi-squared of any label."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.feature_selection import chi2

    present = DictVectorizer().fit([dict.fromkeys(reading.word_counts, 1) for reading in readings])
    table = present.transform([dict.fromkeys(reading.word_counts, 1) for reading in readings])
    frequency = np.asarray(table.sum(axis=0)).ravel()
    strength = np.zeros(len(frequency))
    for label in wanted:
        truth = np.array([label in found for found in labels])
        if truth.sum() >= RARE:
            strength = np.maximum(strength, np.nan_to_num(chi2(table, truth)[0]))
    strength[(frequency < 4) | (frequency > len(readings) / 2)] = -1
    chosen = sorted(np.argsort(-strength, kind="stable")[:VOCABULARY_SIZE])
    names = present.get_feature_names_out()
    weights = np.log((1 + len(readings)) / (1 + frequency[chosen])) + 1
    return Vocabulary(tuple(str(names[at]) for at in chosen), weights.astype(np.float32))


def _fit(features: "Array", examples: Sequence[Example], labels: Sequence[str], kinds: tuple[str, str]) -> Head:
    """One logistic regression a label, calibrated on predictions for documents it has not seen.

    The first kind is what is learned from; the second is added for labels that are rare in the first, and
    for criteria always.
    """
    import numpy as np

    main = [at for at, example in enumerate(examples) if example.kind == kinds[0]]
    more = [at for at, example in enumerate(examples) if example.kind == kinds[1]]
    columns = []
    for label in labels:
        truth = np.array([label in example.labels for example in examples])
        rare = kinds[0] == "sentence" or truth[main].sum() < RARE
        rows = np.array(main + more if rare else main)
        groups = [examples[at].group for at in rows]
        columns.append(_fit_one(features[rows], truth[rows], groups))
    stack = {
        name: np.array([column[name] for column in columns], np.float32) for name in ("bias", "slope", "shift", "emit")
    }
    weights = np.stack([column["weights"] for column in columns], axis=1).astype(np.float32)
    return Head(tuple(labels), weights, **stack)


def _fit_one(features: "Array", truth: Any, groups: Sequence[str]) -> dict[str, Any]:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    def fresh() -> Any:
        return LogisticRegression(C=1.0, class_weight="balanced", max_iter=2000)

    if truth.sum() < 2:
        return {"weights": np.zeros(features.shape[1]), "bias": -9.0, "slope": 1.0, "shift": 0.0, "emit": 1.0}
    scores = np.zeros(len(truth))
    for learn, check in GroupKFold(FOLDS).split(features, groups=groups):
        if truth[learn].any():
            scores[check] = fresh().fit(features[learn], truth[learn]).decision_function(features[check])
    platt = LogisticRegression(C=1e3).fit(scores[:, None], truth)
    slope, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    model = fresh().fit(features, truth)
    probability = 1 / (1 + np.exp(-(scores * slope + shift)))
    return {
        "weights": model.coef_[0],
        "bias": float(model.intercept_[0]),
        "slope": slope,
        "shift": shift,
        "emit": _best_threshold(probability, truth),
    }


def _best_threshold(probability: Any, truth: Any) -> float:
    """Where F1 is best; the middle of the plateau, as its edge is luck."""
    import numpy as np
    from sklearn.metrics import f1_score

    grid = np.linspace(0.05, 0.9, 86)
    scores = np.array([f1_score(truth, probability >= threshold, zero_division=0) for threshold in grid])
    smooth = np.convolve(np.pad(scores, 3, mode="edge"), np.ones(7) / 7, mode="valid")
    return float(grid[int(np.argmax(smooth))])
