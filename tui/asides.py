"""What a chat model said beyond the slots, as lines of the argument tree: clashes of meaning, and what would settle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from debate.arguments import Ground
from debate.clashes import Beyond, Clash, Evidence
from debate.maps import DebateMap
from debate.plain import one_line


@dataclass(frozen=True, slots=True)
class Aside:
    """One line beside the arguments, with what stands on the right of it."""

    path: str
    depth: int
    words: str
    explained: str
    grounds: Sequence[Ground] = ()
    below: int = 0


def asides(picture: DebateMap, found: Beyond) -> Iterator[Aside]:
    """Clashes first, then what would settle each crux; all of it as the model reads it, and decided by nobody."""
    model = one_line(found.model)
    if found.clashes:
        words = f"Clashes of meaning, as {model} reads them"
        dropped = f"\n\n{found.dropped} more were dropped: their words could not be verified." if found.dropped else ""
        explained = f"Where the sides use the same words for different things. Nobody decided on it.{dropped}"
        yield Aside("beyond", 0, words, explained, below=len(found.clashes))
    for number, clash in enumerate(found.clashes, 1):
        yield _clash(picture, number, clash)
    told = [one for one in found.settling if one.evidence or one.open]
    if told:
        explained = "Evidence that would tell. These are proposals: no study is named as existing."
        yield Aside("settling", 0, f"What would settle it, as {model} proposes", explained, below=len(told))
    for one in told:
        slot = picture.framework.slot(one.slot_id)
        pieces = "\n\n".join(_evidence(number, piece) for number, piece in enumerate(one.evidence, 1))
        still = f"\n\nOpen: {one_line(one.open)}" if one.open else ""
        first = one_line(one.evidence[0].done) if one.evidence else f"open: {one_line(one.open)}"
        yield Aside(f"settling/{one.slot_id}", 1, f"{slot.name}: {first}", f"{slot.name}\n\n{pieces}{still}")


def _clash(picture: DebateMap, number: int, clash: Clash) -> Aside:
    kind = clash.kind.replace("_", " ")
    says = "\n\n".join(
        f"{one_line(picture.side(one.side_id).name)}: {one_line(one.says)}\n“{one_line(one.ground.quote)}”"
        for one in clash.meanings
    )
    explained = f"They disagree about {kind}: {one_line(clash.turns_on)}\n\n{says}"
    grounds = [one.ground for one in clash.meanings]
    return Aside(f"beyond/{number}", 1, f"⇄ {kind} · {one_line(clash.turns_on)}", explained, grounds)


def _evidence(number: int, piece: Evidence) -> str:
    kind = f"{one_line(piece.kind)}: " if piece.kind else ""
    still = f"\n  still open: {one_line(piece.still_open)}" if piece.still_open else ""
    return (
        f"{number} {kind}{one_line(piece.done)}\n  raises if {one_line(piece.raises_if)}\n"
        f"  doubts if {one_line(piece.doubts_if)}{still}"
    )
