"""What a chat model says of a map beyond its marks, as text."""

from cruxmap.show.console import heading, line
from cruxmap.show.words import citation
from debate.clashes import Beyond, Clash, Evidence
from debate.maps import DebateMap
from debate.plain import one_line


def show_beyond(picture: DebateMap, found: Beyond) -> None:
    """Print clashes of meaning with both sides' words, and what would settle each crux."""
    if found.clashes or found.dropped:
        heading(f"Beyond the slots   as {one_line(found.model)} reads it; nobody decided")
    for clash in found.clashes:
        _show_clash(picture, clash)
    if found.dropped:
        line(f"{found.dropped} more were dropped: the words of a side could not be verified.", "dim")
    if found.settling:
        heading(f"What would settle it   as {one_line(found.model)} proposes; no study is named as existing")
    for settling in found.settling:
        line(picture.framework.slot(settling.slot_id).name, "bold")
        for rank, piece in enumerate(settling.evidence, 1):
            _show_evidence(rank, piece)
        if settling.open:
            line(f"open: {one_line(settling.open)}", "dim", indent=2)


def _show_clash(picture: DebateMap, clash: Clash) -> None:
    line(f"{clash.kind.replace('_', ' ')}: {one_line(clash.turns_on)}", "bold")
    for meaning in clash.meanings:
        ground = meaning.ground
        line(one_line(meaning.says), indent=2, label=f"{picture.side(meaning.side_id).name}: ")
        where = citation(picture.sources[ground.source_id], picture.passages[ground.passage_id])
        line(f"“{one_line(ground.quote)}” {where}", "dim", indent=4)


def _show_evidence(rank: int, piece: Evidence) -> None:
    kind = f"{one_line(piece.kind)}: " if piece.kind else ""
    line(f"{kind}{one_line(piece.done)}", indent=2, label=f"{rank} ")
    line(f"raises if {one_line(piece.raises_if)}; doubts if {one_line(piece.doubts_if)}", "dim", indent=4)
    if piece.still_open:
        line(f"still open: {one_line(piece.still_open)}", "dim", indent=4)
