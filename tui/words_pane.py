"""The words behind what is selected: lists of marks, and the chosen one in its passage."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive

from debate.actions import Note
from debate.coverage import counts
from debate.maps import DebateMap
from debate.marks import AuthorKind, Mark, MarkKind
from debate.plain import clip, one_line
from debate.verdicts import JudgedMark
from tui.claim_box import SHORT
from tui.drawing import citation, decision_part, label_of, suggested_by
from tui.marklist import ORDERS, Filter, MarkList
from tui.rows import Rows
from tui.said import Said
from tui.spans import Span
from tui.subjects import Row, Subject
from tui.textview import TextView
from tui.typing_line import TypingLine

STANCES = {"for": "on the side For", "against": "on the side Against", "mixed": "on both sides", "neutral": "no side"}
"""A passage's stance toward the claim, in words."""


class Half(Vertical):
    """One of the two lists with its heading. That it became wider asks for no second layout of the screen."""

    virtual_size = Reactive(Size(0, 0), layout=False)


class Words(Vertical):
    """Follows a selection; says which mark is under the cursor."""

    LISTS: ClassVar[tuple[str, str]] = ("marks", "other-marks")

    class MarkChosen(Message):
        """Another mark is under the cursor, or none."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.picture: DebateMap | None = None
        self.subject: Subject | None = None
        self.tentative = True
        self.wanted = ""
        self.order = next(iter(ORDERS))
        self.notes: Mapping[str, Note] = {}
        self._at = self.LISTS[0]
        self._pointed: frozenset[str] = frozenset()
        self._filter: Filter | None = None

    def compose(self) -> ComposeResult:
        """Title, one or two lists, where the words stand, and the passage."""
        yield Said(id="subject")
        with Horizontal(id="lists"):
            for name in self.LISTS:
                with Half(id=f"{name}-column"):
                    yield Said(id=f"{name}-heading", classes="heading")
                    yield MarkList(id=name)
        yield TypingLine(
            placeholder="only marks with these words; Enter keeps, Esc shows all", id="filter", compact=True
        )
        yield Said(id="citation")
        yield TextView(id="context")

    def show(self, picture: DebateMap, subject: Subject) -> None:
        """Show a subject; the cursor stays on the same mark where it can."""
        if picture is not self.picture:
            self.picture, self._filter = picture, Filter(picture)
        fresh = self.subject is None or self.subject.key != subject.key
        self.subject = subject
        two = len(subject.columns) > 1
        self.query_one("#other-marks-column").display = two
        short = self.app.size.height < SHORT
        shown = hidden = 0
        for name, column in zip(self.LISTS, subject.columns, strict=False):
            heading = self.query_one(f"#{name}-heading", Said)
            heading.display = bool(column.heading)
            heading.say(Content(column.heading), most=1 if short else 3, least=1 if short else 3)
            rows = self._rows(column.rows)
            hidden += len(column.rows) - len(rows)
            shown += len(rows)
            tall = (2 if short else 3) if two else 1
            self.query_one(f"#{name}", MarkList).show_rows(picture, rows, tall, fresh=fresh, at=self._point(rows))
        kept = f" — {hidden} hidden" if hidden else ""
        order = f" — {self.order}" if self.order != next(iter(ORDERS)) else ""
        beside = f"\n{subject.beside}" if subject.beside else ""
        room = max(self.query_one("#subject").content_size.width, 20)
        title = Content.assemble((clip(subject.title + kept + order, room), "bold"), (beside, "$text-muted"))
        # From crux to crux the words beside are longer or shorter; the room they have stays.
        self.query_one("#subject", Said).say(title, most=5, least=5 if two and beside and not short else 1)
        # Where there is room the empty list stays, because taking it away costs a layout at every other key.
        self.query_one("#lists").display = bool(shown) or not short
        if not shown:
            self._explain(subject)
        elif not self._list().items:
            self._at = next(name for name in self.LISTS if self.query_one(f"#{name}", MarkList).items)

    def on_resize(self) -> None:
        """Other columns, other titles."""
        self.again()

    def again(self) -> None:
        """The same subject with another filter or order."""
        if self.picture is not None and self.subject is not None:
            self.show(self.picture, self.subject)

    def point_at(self, mark_ids: Iterable[str]) -> None:
        """The cursor goes to the first of these marks that is listed, the next time that something is shown."""
        self._pointed = frozenset(mark_ids)

    def _point(self, rows: Sequence[Row]) -> str | None:
        if not self._pointed:
            return None
        pointed = next((row.judged.mark.id for row in rows if row.judged.mark.id in self._pointed), None)
        if pointed is not None:
            self._pointed = frozenset()
        return pointed

    @property
    def row(self) -> Row | None:
        """The mark under the cursor of the list that was used last."""
        return self._list().item if self.subject is not None else None

    @property
    def listed(self) -> list[Row]:
        """Every mark that is listed now."""
        columns = self.subject.columns if self.subject else ()
        return [row for name, _ in zip(self.LISTS, columns, strict=False) for row in self._named(name).items]

    def shows(self, pane: Rows[Any]) -> bool:
        """Whether a list is in use for the subject."""
        return pane.parent is not None and bool(pane.parent.display) and bool(self.query_one("#lists").display)

    def step_on(self, row: Row) -> None:
        """Put the cursor on the mark after this one, so that one key after another judges a list."""
        rows = self._list()
        if rows.item is row:
            rows.cursor += 1

    def _named(self, name: str) -> MarkList:
        return self.query_one(f"#{name}", MarkList)

    def _list(self) -> MarkList:
        return self._named(self._at if self.query_one(f"#{self._at}-column").display else self.LISTS[0])

    def _rows(self, rows: Sequence[Row]) -> Sequence[Row]:
        kept = rows if self.tentative else [row for row in rows if row.counted]
        key = ORDERS[self.order]
        found = self._filter.rows(kept, self.wanted) if self._filter else kept
        return sorted(found, key=key) if key else found

    @on(Rows.Highlighted)
    def follow(self, event: Rows.Highlighted) -> None:
        """Show the passage of the mark under the cursor of the list that is used."""
        event.stop()
        focused = self.screen.focused
        if event.rows.item is None or event.item is not event.rows.item:
            # Said of a list that shows other marks by now.
            return
        if event.rows is focused or (event.rows is self._list() and not isinstance(focused, MarkList)):
            self._at = str(event.rows.id)
            self._show_mark(event.rows.item)

    def on_descendant_focus(self) -> None:
        """Another list is used now."""
        focused = self.screen.focused
        if isinstance(focused, MarkList) and focused.item is not None:
            self._at = str(focused.id)
            self._show_mark(focused.item)

    def _show_mark(self, row: Row) -> None:
        if self.picture is None:
            return
        mark = row.judged.mark
        passage = self.picture.passages[mark.passage_id]
        source = self.picture.sources[passage.source_id]
        note = self.notes.get(f"mark:{mark.id}")
        sign, _ = decision_part(row.judged, counted=row.counted, together=row.together)
        made = (
            "yours"
            if mark.author.kind == "person"
            else "undecided, counts with others"
            if row.together
            else "undecided"
        )
        trail = f"{sign} {row.judged.decision or made} · {suggested_by(mark)} · {self._says(mark)}"
        # Looked for at each move: a table of a picture's 10,000 marks costs more than all the moves in it.
        here = [judged for judged in self.picture.marks.values() if judged.mark.passage_id == passage.id]
        about = [citation(source, passage) + self._placed(here), trail]
        about += [f"note by {one_line(note.by)}: {one_line(note.text)}"] if note else []
        self.query_one("#citation", Said).say(Content("\n".join(about)), most=3, least=self._least)
        start, end = mark.start - passage.start, mark.end - passage.start
        others = [
            Span(other.mark.start - passage.start, other.mark.end - passage.start, "marked")
            for other in here
            if other.mark.kind != "stance" and other.mark.id != mark.id and counts(other, self.picture.trust)
        ]
        self.query_one("#context", TextView).show(passage.text, [*others, Span(start, end, "words")], start)
        self.post_message(self.MarkChosen())

    @property
    def _least(self) -> int:
        """Lines that the citation keeps, with room for a note: another height lays the screen out anew."""
        return 3 if self.app.size.height >= SHORT else 2

    def _says(self, mark: Mark) -> str:
        """What the mark says, its criteria in words."""
        if self.picture is None or not mark.criteria:
            return label_of(self.picture, mark) if self.picture else mark.label
        known = self.picture.framework.criteria
        return ", ".join(f"{name} {clip(known.get(name, ''), 40)}".strip() for name in mark.criteria)

    def _placed(self, here: Iterable[JudgedMark]) -> str:
        """Which side the passage takes, and how sure whoever put it there is."""
        stances = [one.mark for one in here if one.mark.kind is MarkKind.STANCE]
        if self.picture is None or self.picture.claim is None or not stances:
            return ""
        mark = max(stances, key=lambda one: (one.author.kind is AuthorKind.PERSON, one.made_at))
        sure = f" {mark.confidence:.2f}".replace(" 0.", " .") if mark.author.kind is not AuthorKind.PERSON else ""
        return f" · {STANCES.get(mark.label, mark.label)}{sure}"

    def _explain(self, subject: Subject) -> None:
        """No mark to show: say what that means."""
        self.query_one("#citation", Said).say(Content("\n"), most=3, least=self._least)
        wanted = f"No mark here holds “{self.wanted}”. Esc shows all of them." if self.wanted.strip() else ""
        self.query_one("#context", TextView).show(wanted or subject.explained or "No mark is listed here.")
        self.post_message(self.MarkChosen())
