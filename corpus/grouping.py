"""Puts sentences together to passages, over a whole document at once so that no short rest is left over."""

import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate

from corpus.pieces import AIM, FEWEST, MOST, Piece

SHORT = 1e6
"""Cost of a passage that is too short: more than everything else together, so there are as few as can be."""
CROSSING = 0.5
"""Cost of a section that starts inside a passage, where being half or twice the aim costs 0.25 or 1."""
CRUMB = 10
"""Pieces with fewer words are put together first, up to twice as many: a list of single words stays quick."""


def grouped(pieces: Sequence[Piece], section_starts: Sequence[int]) -> list[Piece]:
    """The cheapest way to put pieces together, in order: near the aim, within bounds, along sections."""
    atoms = list(_without_crumbs(pieces, section_starts))
    ends = list(accumulate((atom.words for atom in atoms), initial=0))
    sections = [bisect.bisect_right(section_starts, atom.start) for atom in atoms]
    cost, came_from = [0.0], [0]
    for stop in range(1, len(atoms) + 1):
        options = _options(stop, ends, sections, cost)
        best, start = min(options)
        cost.append(best)
        came_from.append(start)
    return [_joined(atoms[start:stop]) for start, stop in _steps(came_from)]


def _options(
    stop: int, ends: Sequence[int], sections: Sequence[int], cost: Sequence[float]
) -> Iterator[tuple[float, int]]:
    """What it costs in all to end a passage before `stop`, for each place where it may start."""
    last = sections[stop - 1]
    for start in range(stop - 1, -1, -1):
        count = ends[stop] - ends[start]
        if count > MOST and start < stop - 1:
            return
        short = SHORT if count < FEWEST else 0.0
        off = (count - AIM) / AIM
        yield cost[start] + short + off * off + CROSSING * (last - sections[start]), start


def _steps(came_from: Sequence[int]) -> list[tuple[int, int]]:
    steps = []
    stop = len(came_from) - 1
    while stop:
        steps.append((came_from[stop], stop))
        stop = came_from[stop]
    return steps[::-1]


def _without_crumbs(pieces: Sequence[Piece], section_starts: Sequence[int]) -> Iterator[Piece]:
    """Pieces in which neighbours of a few words each have become one, within their section."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and _are_crumbs(held, piece, section_starts):
            held = _joined((held, piece))
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _are_crumbs(held: Piece, piece: Piece, section_starts: Sequence[int]) -> bool:
    if piece.words >= CRUMB or held.words + piece.words > 2 * CRUMB:
        return False
    return bisect.bisect_right(section_starts, held.start) == bisect.bisect_right(section_starts, piece.start)


def _joined(pieces: Sequence[Piece]) -> Piece:
    return Piece(pieces[0].start, pieces[-1].end, sum(piece.words for piece in pieces))
