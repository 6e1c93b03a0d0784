"""Who learns from what: an expert for public comments, one for any text, and a gate that tells the two apart."""

from collections.abc import Sequence
from typing import Any

from annotate.examples import Example
from annotate.exclusive import fit_exclusive
from annotate.fitting import Lesson, fit_each, fit_gate
from annotate.labels import passage_labels, stance_labels
from annotate.reader import Expert, Reader
from debate.framework import Framework


def fit_reader(features: Any, examples: Sequence[Example], framework: Framework) -> Reader:
    """Both experts where there are comments; without, what the exemplars alone teach."""
    comments, exemplars = _places(examples, "comment"), _places(examples, "short", "long")
    general = fit_general(features, examples, framework)
    if not len(comments):
        return Reader((general,))
    lesson = Lesson(comments, _places(examples, "short"), comments, _places(examples, "choosing"))
    home = _expert(features, examples, framework, lesson)
    return Reader((home, general), fit_gate(features, comments, exemplars))


def fit_general(features: Any, examples: Sequence[Example], framework: Framework) -> Expert:
    """Learned from everything, and judged on the exemplars, which are about more than comments are."""
    exemplars = _places(examples, "short", "long")
    return _expert(
        features,
        examples,
        framework,
        Lesson(_places(examples, "comment", "short", "long"), exemplars[:0], exemplars, exemplars[:0]),
    )


def _places(examples: Sequence[Example], *kinds: str) -> Any:
    import numpy as np

    return np.array([at for at, one in enumerate(examples) if one.kind in kinds], dtype=int)


def _expert(features: Any, examples: Sequence[Example], framework: Framework, lesson: Lesson) -> Expert:
    """A rule for each step and assumption, and one for the stance that listens to all of them."""
    labels, stances = passage_labels(framework), stance_labels()
    learned = fit_each(features, examples, labels, lesson)
    stance = fit_exclusive(features, examples, stances, lesson, learned)
    return Expert(learned.head.only([label for label in labels if label not in stances]), stance)
