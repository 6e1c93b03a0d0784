"""Lists of marks: drawn, filtered and ordered."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from debate.maps import DebateMap
from debate.plain import clip, one_line, width
from tui.drawing import decision_part, label_of
from tui.lines import Line, Part
from tui.rows import Rows
from tui.subjects import Row

ORDERS: Mapping[str, Callable[[Row], Any] | None] = {
    "strongest first": None,
    "undecided first": lambda row: (row.judged.decision is not None, -row.judged.mark.confidence),
    "by source": lambda row: (row.judged.mark.source_id, row.judged.mark.start),
    "least sure first": lambda row: row.judged.mark.confidence,
}
"""Ways to order marks: what a person reads -> the key; None is the order of the picture."""


class MarkList(Rows[Row]):
    """Marks, one or three lines each."""

    HELP = """Marks: what an annotator said of some words.
? to be decided   ✓ accepted   ✎ edited   + your own   · too unsure to count until you accept it
& too unsure alone, and counts because several passages say the same
Accepting, rejecting and editing change the picture at once, and u takes them back."""

    def __init__(self, **more: Any) -> None:
        super().__init__(self._lines_of, key=lambda row: row.judged.mark.id, **more)
        self._picture: DebateMap | None = None

    def show_rows(self, picture: DebateMap, rows: Sequence[Row], tall: int, *, fresh: bool, at: str | None) -> None:
        """Show these marks, from `at` on, or from the first where they are of something else than before."""
        self._picture, self.tall = picture, tall
        self.show(rows, at=at or (rows[0].judged.mark.id if fresh and rows else None))

    def _lines_of(self, row: Row, columns: int) -> Sequence[Line]:
        if self._picture is None:
            return []
        mark = row.judged.mark
        label = label_of(self._picture, mark) if mark.kind == "step" or row.side else ""
        start: list[Part] = [decision_part(row.judged, counted=row.counted, together=row.together), (" ", "")]
        if label:
            shown = clip(row.side or label, 14)
            start.append((shown + " " * max(6 - width(shown), 1), "accent"))
        end = f" {mark.confidence:.2f}".replace(" 0", " ") if mark.author.kind != "person" else "  you"
        used = sum(width(text) for text, _ in start)
        quote, role = one_line(mark.quote), "" if row.counted else "dim"
        if self.tall == 1:
            room = max(columns - used - len(end), 8)
            words = clip(quote, room)
            return [[*start, (words + " " * (room - width(words)), role), (end, "dim")]]
        return _several(start, quote, role, columns, self.tall, used)


def _several(start: list[Part], quote: str, role: str, columns: int, tall: int, used: int) -> list[Line]:
    """The quote over several lines, the last one cut off with …."""
    lines: list[Line] = []
    rest = quote
    for number in range(tall - 1):
        room = max(columns - (used if number == 0 else 2), 8)
        head = rest if number == tall - 2 or width(rest) <= room else _head(rest, room)
        words = clip(head, room)
        lines.append([*(start if number == 0 else [("  ", "")]), (words, role)])
        rest = rest[len(head) :].lstrip()
    return [*lines, []]


def _head(text: str, columns: int) -> str:
    """As many whole words as fit."""
    head = clip(text, columns).removesuffix("…")
    cut = head.rfind(" ")
    return head[:cut] if cut > columns // 3 else head


class Filter:
    """Finds marks by words; what each mark holds is put together once."""

    def __init__(self, picture: DebateMap) -> None:
        self._picture = picture
        self._held: dict[str, str] = {}
        self._last: tuple[Sequence[Row], list[str]] = ((), [])
        """The rows that were filtered last, each with what it holds, because a filter is typed letter by letter."""

    def rows(self, rows: Sequence[Row], wanted: str) -> list[Row]:
        """The rows whose words, label, source or author hold every word that is wanted."""
        words = wanted.casefold().split()
        if not words:
            return list(rows)
        if self._last[0] is not rows:
            self._last = (rows, [self._of(row) for row in rows])
        found = list(zip(*self._last, strict=True))
        for word in words:
            found = [pair for pair in found if word in pair[1]]
        return [row for row, _ in found]

    def _of(self, row: Row) -> str:
        name = row.judged.mark.id
        if name not in self._held:
            self._held[name] = _haystack(self._picture, row)
        return self._held[name]


def _haystack(picture: DebateMap, row: Row) -> str:
    mark = row.judged.mark
    source = picture.sources.get(mark.source_id)
    title = source.title if source else mark.source_id
    parts = (mark.quote, *mark.criteria, mark.label, title, mark.author.name, row.judged.decision or "undecided")
    return " ".join(parts).casefold()
