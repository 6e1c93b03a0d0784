"""Puts sentences together to passages, over a whole document at once so that no short rest is left over."""

import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate

from corpus.pieces import AIM, FEWEST, MOST, Piece

SHORT = 1e6
"""Cost of a passage that is too short: more than everything else together, so there are as few as can be."""
CROSSING = 0.5
"""Cost of a part that starts inside a passage, where being half or twice the aim costs 0.25 or 1."""
CRUMB = 10
"""Pieces with fewer words are put together first, up to twice as many: a list of single words stays quick."""


def grouped(pieces: Sequence[Piece], section_starts: Sequence[int]) -> list[Piece]:
    """The cheapest way to put pieces together, in order: near the aim, within bounds, along the document's parts."""
    atoms, parts = _without_crumbs(pieces, _parts(pieces, section_starts))
    ends = list(accumulate((atom.words for atom in atoms), initial=0))
    cost, came_from = [0.0], [0]
    for stop in range(1, len(atoms) + 1):
        best, start = min(_options(stop, ends, parts, cost))
        cost.append(best)
        came_from.append(start)
    return [_joined(atoms[start:stop]) for start, stop in _steps(came_from)]


def _options(
    stop: int, ends: Sequence[int], parts: Sequence[int], cost: Sequence[float]
) -> Iterator[tuple[float, int]]:
    """What it costs in all to end a passage before `stop`, for each place where it may start."""
    last = parts[stop - 1]
    for start in range(stop - 1, -1, -1):
        count = ends[stop] - ends[start]
        if count > MOST and start < stop - 1:
            return
        short = SHORT if count < FEWEST else 0.0
        off = (count - AIM) / AIM
        yield cost[start] + short + off * off + CROSSING * (last - parts[start]), start


def _steps(came_from: Sequence[int]) -> list[tuple[int, int]]:
    steps = []
    stop = len(came_from) - 1
    while stop:
        steps.append((came_from[stop], stop))
        stop = came_from[stop]
    return steps[::-1]


def _parts(pieces: Sequence[Piece], section_starts: Sequence[int]) -> list[int]:
    """For each piece the number of its part: a section, or a stretch of one in the same kind of script.

    A few words belong with what follows them, as a heading does.
    """
    switches: list[int] = []
    script: bool | None = None
    for piece in reversed(pieces):
        if piece.words >= CRUMB and piece.unspaced is not script:
            switches.append(switches[-1] - 1 if switches else 0)
            script = piece.unspaced
        else:
            switches.append(switches[-1] if switches else 0)
    return [
        bisect.bisect_right(section_starts, piece.start) + switch
        for piece, switch in zip(pieces, reversed(switches), strict=True)
    ]


def _without_crumbs(pieces: Sequence[Piece], parts: Sequence[int]) -> tuple[list[Piece], list[int]]:
    """Pieces in which neighbours of a few words each have become one, within their part; and the parts."""
    atoms: list[Piece] = []
    numbers: list[int] = []
    for piece, part in zip(pieces, parts, strict=True):
        if atoms and part == numbers[-1] and _are_crumbs(atoms[-1], piece):
            atoms[-1] = _joined((atoms[-1], piece))
        else:
            atoms.append(piece)
            numbers.append(part)
    return atoms, numbers


def _are_crumbs(held: Piece, piece: Piece) -> bool:
    return piece.words < CRUMB and held.words + piece.words <= 2 * CRUMB


def _joined(pieces: Sequence[Piece]) -> Piece:
    return Piece(pieces[0].start, pieces[-1].end, sum(piece.words for piece in pieces), pieces[0].unspaced)
