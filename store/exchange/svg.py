"""SVG of the map: the claim, its sides, and a row for each step and slot with the strongest words under each side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from debate.handout import Handout
from debate.plain import one_line, width
from debate.sides import Side
from store.exchange.graphml import GRAPH_LOSSES
from store.exchange.html import FOLDER
from store.exchange.losses import Loss
from store.exchange.report_data import Topic, topics_of
from store.exchange.report_view import Report
from store.exchange.xml_text import CONTROLS, xml_text

STRONGEST = 2
LINES = 5
LOSSES = (
    *GRAPH_LOSSES,
    CONTROLS,
    Loss("weaker arguments", f"The {STRONGEST} strongest of each step and assumption are drawn; graphml has them all."),
    Loss("long words", f"Words are cut after {LINES} lines."),
)
COLUMN, SPINE, GAP, ROW = 320, 180, 40, 14
"""Widths of a side and of the topics between them, and what lies between columns and between rows, in pixels."""
LINE, PAD = 17, 8
"""Height of a line, and room around words."""
LETTERS = {"bold": 8.2, "said": 6.6, "soft": 6.6}
"""Class of words -> width of a letter that takes one column; wide enough for the usual fonts."""
SIGNS = "▲▼◆●"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its words."""

    left: float
    top: float
    wide: float
    lines: tuple[tuple[str, str], ...]
    """Class and words of each line."""
    kind: str = ""

    @property
    def high(self) -> float:
        """As high as its words."""
        return len(self.lines) * LINE + 2 * PAD

    @property
    def centre(self) -> float:
        """The middle from above."""
        return self.top + self.high / 2

    def drawn(self) -> str:
        """The rectangle and its words."""
        words = "".join(
            f'<text class="{kind}" {self._at(n)}>{xml_text(line)}</text>' for n, (kind, line) in enumerate(self.lines)
        )
        place = f'x="{self.left:g}" y="{self.top:g}" width="{self.wide:g}" height="{self.high:g}"'
        return f'<rect class="{self.kind}" {place}/>{words}'

    def _at(self, line: int) -> str:
        return f'x="{self.left + PAD:g}" y="{self.top + PAD + LINE * (line + 0.75):g}"'


def write(handout: Handout) -> str:
    """The picture, as high as the debate is long."""
    report = Report(handout)
    columns = _columns(report.sides)
    full = sum(columns[-1]) + GAP / 2
    parts: list[str] = []
    claim = Box(full / 2 - 260, 20, 520, _lines(report.title, 520, "bold"), "claim")
    heads = [
        _head(report, number, columns[_place(number, len(report.sides))], claim) for number in range(len(report.sides))
    ]
    parts += [*_from_claim(claim, heads), claim.drawn(), *(head.drawn() for head in heads)]
    top = max(head.top + head.high for head in heads) + ROW
    for topic in topics_of(report):
        drawn, top = _row(report, topic, columns, top)
        parts += drawn
    left_out = Box(
        GAP, top, 520, (("soft", "Weaker arguments are not drawn; the report and the tables have them."),), "paper"
    )
    return "\n".join([*_frame(report, full, top + 50), *parts, left_out.drawn(), "</svg>"]) + "\n"


def _frame(report: Report, wide: float, high: float) -> Iterator[str]:
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}">'
    yield f"<title>{xml_text(report.title)}</title><desc>{xml_text(report.framework.hedge)}</desc>"
    yield f"<style>{(FOLDER / 'picture.css').read_text(encoding='utf-8')}</style>"
    yield f'<rect class="paper" width="{wide:g}" height="{high:g}"/>'


def _columns(sides: Sequence[Side]) -> list[tuple[float, float]]:
    """Left edge and width of each column: two sides stand left and right of the topics, more stand after them."""
    widths = [COLUMN, SPINE, COLUMN] if len(sides) == 2 else [SPINE, *[COLUMN] * len(sides)]
    return [(GAP + sum(widths[:n]) + n * GAP, float(wide)) for n, wide in enumerate(widths)]


def _place(side: int, sides: int) -> int:
    return side * 2 if sides == 2 else side + 1


def _head(report: Report, number: int, column: tuple[float, float], claim: Box) -> Box:
    side = report.sides[number]
    words = f"{SIGNS[min(number, 3)]} {one_line(side.name)} {report.bearing(side)}"
    return Box(
        column[0], claim.top + claim.high + 30, column[1], _lines(words, column[1], "bold"), f"s{min(number, 3)}"
    )


def _from_claim(claim: Box, heads: Iterable[Box]) -> Iterator[str]:
    for number, head in enumerate(heads):
        middle = head.left + head.wide / 2
        edge = claim.left if middle < claim.left + claim.wide / 2 else claim.left + claim.wide
        yield f'<path class="s{min(number, 3)}" d="M{middle:g} {head.top:g} V{claim.centre:g} H{edge:g}"/>'


def _row(report: Report, topic: Topic, columns: list[tuple[float, float]], top: float) -> tuple[list[str], float]:
    """A topic with each side's pile beside it, and where the next row begins."""
    spine = columns[1] if len(report.sides) == 2 else columns[0]
    note = _lines(topic.note, spine[1], "soft") if topic.note else ()
    middle = Box(spine[0], top, spine[1], (*_lines(topic.name, spine[1], "bold"), *note), "topic")
    parts, bottom = [], top + middle.high
    for number, side in enumerate(report.sides):
        pile = list(_pile(report, topic, side, number, columns[_place(number, len(report.sides))], top))
        edge, end = (
            (pile[0].left + pile[0].wide, spine[0]) if pile[0].left < spine[0] else (pile[0].left, spine[0] + spine[1])
        )
        kind = "contested" if topic.alignment == "contested" else ""
        parts += [f'<path class="{kind}" d="M{edge:g} {top + 16:g} H{end:g}"/>', *(box.drawn() for box in pile)]
        bottom = max(bottom, pile[-1].top + pile[-1].high)
    return [*parts, middle.drawn()], bottom + ROW


def _pile(
    report: Report, topic: Topic, side: Side, number: int, column: tuple[float, float], top: float
) -> Iterator[Box]:
    """What the side does at a topic, and its strongest words."""
    entry = topic.by[side.id]
    told = f"{entry.glyph} {entry.word or 'says nothing'} ({len(entry.ids)})".strip()
    chip = Box(
        column[0], top, column[1], _lines(told, column[1], "bold"), f"s{min(number, 3)}{'' if entry.ids else ' none'}"
    )
    yield chip
    at = top + chip.high + 5
    for quote in report.quotes(entry.ids, STRONGEST):
        said = (
            f"withheld, SHA-256 {quote.withheld}…"
            if quote.withheld
            else f"“{quote.words}”{' ✓' if quote.confirmed else ''}"
        )
        lines = (*_lines(said, column[1] - 16, "said"), *_lines(quote.cited, column[1] - 16, "soft")[:2])
        box = Box(column[0] + 16, at, column[1] - 16, lines, f"s{min(number, 3)}")
        yield box
        at += box.high + 5


def _lines(text: str, wide: float, kind: str) -> tuple[tuple[str, str], ...]:
    """The words in lines that fit, cut after a few; scripts without blanks break anywhere."""
    most = int((wide - 2 * PAD) / LETTERS[kind])
    lines, line = [], ""
    for word in one_line(text).split(" "):
        for piece in _pieces(word, most):
            if line and width(f"{line} {piece}") > most:
                lines.append(line)
                line = piece
            else:
                line = f"{line} {piece}" if line else piece
    lines.append(line)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], lines[LINES - 1] + " …"]
    return tuple((kind, line) for line in lines)


def _pieces(word: str, most: int) -> Iterator[str]:
    piece = ""
    for sign in word:
        if width(piece + sign) > most:
            yield piece
            piece = ""
        piece += sign
    yield piece
