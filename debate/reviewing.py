"""How much of a picture a person looked at."""

from typing import NamedTuple

from debate.maps import DebateMap


class Reviewed(NamedTuple):
    """Of the suggestions that a picture shows or would show, how many somebody decided on."""

    decided: int
    asked: int


def reviewed(picture: DebateMap) -> Reviewed:
    """Counts suggestions in cells and on assumptions, unsure ones too, and those that were rejected.

    A mark that a person made is no suggestion, and taking it back no review.
    """
    shown = {name for cell in picture.cells for name in (*cell.mark_ids, *cell.tentative_ids)}
    shown |= {name for one in picture.differences for position in one.positions for name in position.mark_ids}
    suggested = [picture.marks[name] for name in shown if picture.marks[name].mark.author.kind != "person"]
    rejected = picture.tally.rejected - picture.tally.taken_back
    return Reviewed(sum(one.decision is not None for one in suggested) + rejected, len(suggested) + rejected)
