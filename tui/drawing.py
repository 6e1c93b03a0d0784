"""Maps as lines of parts: nothing a document says is read as markup, and every meaning has a sign beside its colour."""

from debate.coverage import Cell
from debate.cruxes import Crux
from debate.differences import Difference
from debate.lint import Finding
from debate.maps import DebateMap
from debate.marks import AuthorKind, Mark, MarkKind, Pole
from debate.plain import clip, one_line, width
from debate.sides import Side
from debate.sources import Passage, Source
from debate.verdicts import JudgedMark
from tui.lines import Part

DECISIONS = {"accepted": ("✓", "good"), "edited": ("✎", "good"), "rejected": ("✗", "bad")}
POLES = {Pole.RAISES: "▲", Pole.DOUBTS: "▼", None: " "}
"""Which way an assumption takes the risk: ▲ raises it, ▼ doubts it."""


def side_role(picture: DebateMap, side_id: str) -> str:
    """The colour of a side: the first one's, the second one's, none for more."""
    place = next(place for place, side in enumerate(picture.sides) if side.id == side_id)
    return ("for", "against", "")[min(place, 2)]


def cell_text(cell: Cell) -> str:
    """`⬤✓ 9`: level, confirmed or not, counted marks."""
    return f"{cell.level.glyph}{'✓' if cell.confirmed else ' '}{len(cell.mark_ids) or '':>3}"


def cell_role(picture: DebateMap, cell: Cell) -> str:
    """Empty cells step back, confirmed ones step forward."""
    if cell.silence is not None:
        return "dim"
    return side_role(picture, cell.side_id) + (" strong" if cell.confirmed else "")


def decision_part(judged: JudgedMark, *, counted: bool, together: bool = False) -> Part:
    """`✓` accepted, `✎` edited, `✗` rejected, `+` a person's own; otherwise it is to be decided.

    Then `?` counts by itself, `&` only together with others, `·` not at all.
    """
    if judged.decision in DECISIONS:
        return DECISIONS[judged.decision or ""]
    if judged.mark.author.kind == "person":
        return ("+", "good")
    return ("&" if together else "?", "accent") if counted else ("·", "dim")


def label_of(picture: DebateMap, mark: Mark) -> str:
    """What a mark says, short: criteria, pole and slot, or stance."""
    if mark.kind is MarkKind.STEP:
        number = next((str(step.number) for step in picture.framework.steps if step.id == mark.label), "?")
        return " ".join(mark.criteria) or number
    if mark.kind is MarkKind.ASSUMPTION:
        slot = next((slot.name for slot in picture.framework.slots if slot.id == mark.label), mark.label)
        return f"{POLES[mark.pole]} {slot}"
    return f"{mark.kind} {mark.label}"


def difference_lines(picture: DebateMap, difference: Difference, columns: int) -> list[list[Part]]:
    """One slot: how the sides stand, its name, and for each side its pole and how many marks press it."""
    slot = picture.framework.slot(difference.slot_id)
    takes: list[Part] = []
    letters = [one_line(picture.side(one.side_id).name)[:1] for one in difference.positions]
    named = len(set(letters)) == len(letters) == 2
    for letter, position in zip(letters[:4], difference.positions, strict=False):
        said = f" {POLES[position.pole]}{len(position.mark_ids) or '':>3}" if position.pole else "     "
        first = letter if named and position.pole else " "
        takes.append((f" {first}{said[1:]}", side_role(picture, position.side_id)))
    room = columns - 2 - 6 * len(takes)
    silent = difference.alignment == "silent"
    name = clip(slot.name, room)
    sign = (f"{difference.alignment.glyph} ", "dim" if silent else "accent")
    return [[sign, (name + " " * (room - width(name)), "dim" if silent else ""), *takes]]


def crux_lines(picture: DebateMap, crux: Crux, rank: int, columns: int) -> list[list[Part]]:
    """A crux: what it is, how much rests on it, and what would settle it."""
    slot = picture.framework.slot(crux.slot_id)
    score = f"{crux.score:.2f}".removeprefix("0")
    return [
        [(f"{rank} ", "accent"), (clip(f"{slot.name} {score}", columns - 2), "strong")],
        [(clip(f"  settled by: {crux.settled_by}", columns), "dim")],
    ]


def finding_lines(picture: DebateMap, finding: Finding, columns: int) -> list[list[Part]]:
    """What the lint says, and how to mend it."""
    about = f"{one_line(picture.side(finding.side_id).name)}: " if finding.side_id else ""
    return [
        [("⚠ ", "warn"), (clip(f"{about}{finding.says}", columns - 2), "")],
        [(clip(f"  {finding.fix}", columns), "dim")],
    ]


def citation(source: Source, passage: Passage) -> str:
    """Source and place, as a reader would cite it."""
    place = f"p. {passage.page}" if passage.page else (passage.section or "")
    who = str(source.csl.get("publisher") or "")
    who = "" if who in source.title else who
    flag = " (superseded by a newer version)" if source.superseded else ""
    return ", ".join(part for part in (one_line(source.title) + flag, one_line(who), one_line(place)) if part)


def suggested_by(mark: Mark) -> str:
    """Who said it, and how sure that one is, in words."""
    if mark.author.kind is AuthorKind.PERSON:
        return f"by {one_line(mark.author.name)}, {mark.made_at[:10]}"
    name = "built-in annotator" if mark.author.kind is AuthorKind.LOCAL else one_line(mark.author.name)
    return f"{mark.confidence:.2f} sure, {name}".removeprefix("0")


def signature(mark: Mark) -> str:
    """Who said it, exactly enough to find out how."""
    version = f" {one_line(mark.author.version)}" if mark.author.version else ""
    sure = f" {mark.confidence:.2f}" if mark.author.kind != "person" else ""
    return f"by {one_line(mark.author.name)}{version}{sure}, {mark.made_at[:10]}"


def side_names(sides: tuple[Side, ...], columns: int) -> list[str]:
    """Names of the sides, each clipped to a column; words with which all of them begin tell nothing apart."""
    names = [one_line(side.name).split(" ") for side in sides]
    while len(names) > 1 and all(len(words) > 1 for words in names) and len({words[0] for words in names}) == 1:
        names = [words[1:] for words in names]
    names = [words[1:] if len(words) > 1 and words[0] in ("from", "by", "of") else words for words in names]
    return [clip(" ".join(words), columns) for words in names]
