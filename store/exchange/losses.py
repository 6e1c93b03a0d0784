"""What a format cannot carry, declared beside its writer."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from debate.handout import Handout


class Loss(NamedTuple):
    """One thing that does not come back from a file."""

    what: str
    """A field of what is exchanged, such as `mark.confidence`, or a kind of thing, such as `coverage`."""
    why: str
    """One sentence for the person who exports."""


REJECTED = Loss("rejected marks", "They stay home unless they are asked for; their number is told.")
UNARGUED = Loss("rejected marks", "Nobody says them in this debate; tables, w3c and json carry them when asked.")
COMPUTED = Loss("coverage, differences, cruxes, gaps, lint", "They are computed again from the marks on import.")


def sidecar(format_name: str, losses: Iterable[Loss], handout: Handout) -> str:
    """The declared losses of one export as JSON, with what this one left out."""
    said = {
        "format": format_name,
        "made_by": handout.made_by,
        "made_at": handout.made_at,
        "audience": handout.audience,
        "rejected_marks_left_out": handout.stays,
        "marks_withheld": handout.withheld,
        "lost": [loss._asdict() for loss in losses],
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
