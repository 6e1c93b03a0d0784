"""Trains the heads: `make train COMMENTS="silver.jsonl gold.jsonl"`. Needs scikit-learn; using the heads does not.

Passages come from the comments that an analyst has (their labels ship with the project by id and hash of the
text), and from the exemplars that ship as text; without comments, from the exemplars alone. Everything is
deterministic and weights are rounded, so the same input on the same kind of machine gives the same file.
"""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotate.examples import Example, exemplars, labelled_comments
from annotate.features import Reading, Vocabulary, cue_matrix, matrix, read, together
from annotate.fitting import RARE, fit_criteria
from annotate.head import pack, pack_head
from annotate.labels import passage_labels
from annotate.lessons import fit_general, fit_reader
from annotate.reader import Reader, pack_reader
from debate.framework import Framework
from debate.ports import Encoder
from debate.sentences import sentence_spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

VOCABULARY_SIZE = 13_000
CHUNK = 500
"""Texts whose features are made at once, before what is zero in them is dropped."""


def train(encoder: Encoder, framework: Framework, comments: Sequence[Path], out: Path) -> dict[str, int]:
    """Write the weights file; returns how many examples of each kind went in."""
    found = [*(labelled_comments(comments, framework) if comments else ()), *exemplars()]
    examples = [example for example in found if example.language == "en"]
    readings, vectors = _read(encoder, examples)
    vocabulary = _vocabulary(readings, examples, framework)
    features = _sparse(readings, vectors, vocabulary)
    data = {
        "encoder": encoder.version,
        "comments": sum(example.kind == "comment" for example in examples),
        "vocabulary": list(vocabulary.terms),
        "idf": pack(vocabulary.weights),
        "reader": pack_reader(fit_reader(features, examples, framework)),
        "criteria": pack_head(fit_criteria(features, examples, sorted(framework.criteria))),
        "by_cues": pack_reader(Reader((fit_general(_sparse_cues(readings), examples, framework),))),
    }
    out.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return dict(Counter(example.kind for example in examples))


def _sparse(readings: Sequence[Reading], vectors: "Array", vocabulary: Vocabulary) -> Any:
    """Features as the annotator makes them, without their zeros."""
    from scipy import sparse

    starts = range(0, len(readings), CHUNK)
    chunks = [matrix(readings[at : at + CHUNK], vectors[at : at + CHUNK], vocabulary) for at in starts]
    return sparse.vstack([sparse.csr_matrix(chunk) for chunk in chunks]).tocsr()


def _sparse_cues(readings: Sequence[Reading]) -> Any:
    from scipy import sparse

    return sparse.csr_matrix(cue_matrix(readings))


def _read(encoder: Encoder, examples: Sequence[Example]) -> tuple[list[Reading], "Array"]:
    """A passage is read as the sum of its sentences, as the annotator reads it."""
    readings = []
    for example in examples:
        parts = [read(example.text[start:end]) for start, end in sentence_spans(example.text)]
        readings.append(together(parts) if parts else read(example.text))
    return readings, encoder.encode([example.text for example in examples])


def _vocabulary(readings: Sequence[Reading], examples: Sequence[Example], framework: Framework) -> Vocabulary:
    """From the comments; from the exemplars, whose words are fewer and more alike, only where there are none."""
    kinds = {"comment"} if any(example.kind == "comment" for example in examples) else {"short", "long"}
    whole = [at for at, example in enumerate(examples) if example.kind in kinds]
    texts, labels = [readings[at] for at in whole], [examples[at].labels for at in whole]
    return choose_vocabulary(texts, labels, passage_labels(framework))


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
    strength[(frequency < 3) | (frequency > len(readings) / 2)] = -1
    chosen = sorted(np.argsort(-strength, kind="stable")[:VOCABULARY_SIZE])
    names = present.get_feature_names_out()
    weights = np.log((1 + len(readings)) / (1 + frequency[chosen])) + 1
    return Vocabulary(tuple(str(names[at]) for at in chosen), weights.astype(np.float32))
