"""`python -m benchmarks DATA`: every figure of quality."""

import sys

from benchmarks import annotation_quality, retrieval_quality
from benchmarks.data import Files, arguments
from benchmarks.printing import show


def main() -> int:
    """Measure retrieval, then the annotator."""
    asked = arguments(__doc__)
    files = Files.below(asked.data)
    retrieval, annotation = retrieval_quality.measure(files), annotation_quality.measure(files)
    show(asked.json, {"retrieval": retrieval, "annotation": annotation}, retrieval_quality.tables(retrieval))
    if not asked.json:
        show(False, {}, annotation_quality.tables(annotation))
    return 0


if __name__ == "__main__":
    sys.exit(main())
