"""`python -m cruxmap.train FILE...`: trains the local annotator's heads and writes its weights file."""

import sys
from pathlib import Path

from annotate.heads import WEIGHTS
from annotate.training import train
from cruxmap.settings import load_settings
from cruxmap.wiring import encoder_of, framework_of
from debate.errors import CruxmapError


def main(arguments: list[str]) -> int:
    """Train on the comments in these files, and on the exemplars; returns the exit code."""
    settings = load_settings()

    def tell(sentence: str) -> None:
        sys.stderr.write(f"{sentence}\n")

    try:
        counts = train(encoder_of(settings, tell), framework_of(settings), [Path(one) for one in arguments], WEIGHTS)
    except CruxmapError as wrong:
        tell(f"{wrong}")
        return 2
    tell(", ".join(f"{count:,} × {kind}" for kind, count in counts.items()))
    tell(f"“{WEIGHTS}” has {WEIGHTS.stat().st_size:,} bytes.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
