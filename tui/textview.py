"""A text of any length with marked words, a caret that moves by words, and words that can be chosen."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from debate.plain import plain
from tui.lines import Line, Lines, Part
from tui.spans import Overlaid, Span
from tui.wrapping import Wrapped

_WORD = re.compile(r"\w+", re.UNICODE)
Margin = Callable[[int, int], Line]
"""Start and end of a line in the text -> what stands before it; always equally wide."""


class TextView(Lines, can_focus=True):
    """Offsets are those of the text as it is kept, so that chosen words become exact marks."""

    HELP = """Arrows or h j k l move the caret, w and b by words. v starts choosing words, y copies them."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move_line(-1)", "Up", show=False, id="up"),
        Binding("down,j", "move_line(1)", "Down", show=False, id="down"),
        Binding("left,h", "move_by(-1)", "Left", show=False, id="left"),
        Binding("right,l", "move_by(1)", "Right", show=False, id="right"),
        Binding("w,ctrl+right", "move_word(1)", "Next word", show=False, id="next-word"),
        Binding("b,ctrl+left", "move_word(-1)", "Word before", show=False, id="word-before"),
        Binding("pageup,ctrl+b", "move_page(-1)", "Page up", show=False, id="page-up"),
        Binding("pagedown,ctrl+f,space", "move_page(1)", "Page down", show=False, id="page-down"),
        Binding("home", "move_to(0)", "Start", show=False, id="first"),
        Binding("end,G", "move_to(-1)", "End", show=False, id="last"),
        Binding("v", "choose_words", "Choose words", show=False, id="choose-words"),
        Binding("escape", "let_go", "Let go", show=False, id="let-go"),
    ]

    caret: reactive[int] = reactive(0, init=False, repaint=False)

    class Moved(Message):
        """The caret moved, or other words are chosen."""

        def __init__(self, view: "TextView") -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> "TextView":
            """The text."""
            return self.view

    def __init__(self, *, margin: Margin | None = None, margin_width: int = 0, **more: Any) -> None:
        super().__init__(**more)
        self.text = ""
        self.begun: int | None = None  # where choosing words began
        self._margin = margin
        self._margin_width = margin_width
        self._wrapped_for = 80
        """Columns for which the lines were made."""
        self._wrapped = Wrapped("", self._wrapped_for)
        self._marked = self._found = Overlaid(())
        self._after: Sequence[Line] = ()

    def show(self, text: str, spans: Iterable[Span] = (), at: int = 0, after: Sequence[Line] = ()) -> None:
        """Show a text from where the character `at` is in sight; `after` are lines below it."""
        self.text, self._after, self.begun = text, after, None
        self._marked, self._found = Overlaid(spans), Overlaid(())
        self.set_reactive(TextView.caret, at)
        self._wrap()
        self.scroll_to(y=max(self._wrapped.line_of(at) - self.size.height // 3, 0), animate=False, force=True)
        self.refresh()

    def repaint(self, spans: Iterable[Span]) -> None:
        """The same text with other marks."""
        self._marked = Overlaid(spans)
        self.refresh()

    def point_out(self, places: Iterable[tuple[int, int]]) -> None:
        """Show where something was found, over the marks."""
        self._found = Overlaid(Span(start, end, "found") for start, end in places)
        self.refresh()

    @property
    def chosen(self) -> tuple[int, int] | None:
        """The chosen words, whole ones, without blanks at the ends; None when nothing is chosen."""
        if self.begun is None:
            return None
        start, end = sorted((self.begun, self.caret))
        start, end = _whole_words(self.text, start, end)
        return (start, end) if start < end else None

    @property
    def wrapped(self) -> Wrapped:
        """The lines as they are shown."""
        return self._wrapped

    def on_resize(self) -> None:
        """Other columns, other lines; what was in sight stays."""
        if self._columns == self._wrapped_for:
            return
        top = self._wrapped.span(min(self.scroll_offset.y, len(self._wrapped) - 1))[0]
        self._wrap()
        self.scroll_to(y=self._wrapped.line_of(top), animate=False, force=True)
        self.refresh()

    @property
    def _columns(self) -> int:
        width = self.scrollable_content_region.width - self._margin_width
        return width if width > 0 else 80

    def _wrap(self) -> None:
        self._wrapped_for = self._columns
        self._wrapped = Wrapped(self.text, self._wrapped_for)
        self.set_length(len(self._wrapped) + len(self._after))

    def render_line(self, y: int) -> Strip:
        """One line, its margin before it."""
        line = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if line >= len(self._wrapped):
            rest = line - len(self._wrapped)
            return self.paint(self._after[rest] if rest < len(self._after) else (), width)
        start, end = self._wrapped.span(line)
        parts: list[Part] = list(self._margin(start, end)) if self._margin else []
        for marked in self._marked.between(start, end):
            for found in self._found.between(marked.start, marked.end):
                parts += self._pieces(Span(found.start, found.end, f"{marked.roles} {found.roles}"))
        return self.paint(parts, width)

    def _pieces(self, span: Span) -> Iterable[Part]:
        """A stretch of equal roles, cut where chosen words or the caret begin and end."""
        chosen = self.chosen or (0, 0)
        caret = (self.caret, self.caret + 1) if self.has_focus else (0, 0)
        cuts = sorted({span.start, span.end, *(cut for cut in (*chosen, *caret) if span.start < cut < span.end)})
        for start, end in pairwise(cuts):
            roles = span.roles
            roles += " chosen" if chosen[0] <= start < chosen[1] else ""
            roles += " caret" if caret[0] <= start < caret[1] else ""
            yield _visible(self.text[start:end]), roles

    def validate_caret(self, caret: int) -> int:
        """The caret never leaves the text."""
        return max(0, min(caret, len(self.text) - 1))

    def watch_caret(self, before: int, now: int) -> None:
        """Keep the caret in sight, and draw again what it changed."""
        old, line, height = self._wrapped.line_of(before), self._wrapped.line_of(now), self.size.height
        if line < self.scroll_offset.y:
            self.scroll_to(y=line, animate=False, force=True)
        elif line >= self.scroll_offset.y + height:
            self.scroll_to(y=line - height + 1, animate=False, force=True)
        first, last = sorted((old, line))
        self.refresh_lines(first, last - first + 1)
        self.post_message(self.Moved(self))

    def on_focus(self) -> None:
        """The caret is shown where keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """The caret is hidden."""
        self.refresh()

    def action_move_line(self, lines: int) -> None:
        """Up or down, in the same column."""
        column = self._wrapped.column_of(self.caret)
        line = max(0, min(self._wrapped.line_of(self.caret) + lines, len(self._wrapped) - 1))
        self.caret = self._wrapped.offset_at(line, column)

    def action_move_page(self, pages: int) -> None:
        """A screenful up or down."""
        self.action_move_line(pages * max(self.size.height - 1, 1))

    def action_move_by(self, characters: int) -> None:
        """Left or right."""
        self.caret += characters

    def action_move_to(self, place: int) -> None:
        """To the start, or to the end."""
        self.caret = place if place >= 0 else len(self.text) - 1

    def action_move_word(self, words: int) -> None:
        """To the start of the next word, or of the one before."""
        if words > 0:
            starts = (found.start() for found in _WORD.finditer(self.text, self.caret) if found.start() > self.caret)
            self.caret = next(starts, len(self.text) - 1)
        else:
            before = [found.start() for found in _WORD.finditer(self.text, max(0, self.caret - 200), self.caret)]
            self.caret = before[-1] if before else 0

    def action_choose_words(self) -> None:
        """Start choosing at the caret, or stop."""
        self.begun = self.caret if self.begun is None else None
        self.refresh()
        self.post_message(self.Moved(self))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without chosen words, the key that lets them go is free for the screen."""
        del parameters
        return self.begun is not None if action == "let_go" else True

    def action_let_go(self) -> None:
        """Nothing is chosen any more."""
        self.begun = None
        self.refresh()
        self.post_message(self.Moved(self))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The caret goes there, and choosing begins."""
        self.begun = None
        self.caret = self._offset_under(event)
        self.begun = self.caret
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What the mouse is drawn over is chosen."""
        if self.app.mouse_captured is self:
            self.caret = self._offset_under(event)

    def on_mouse_up(self) -> None:
        """A click without a stretch chooses nothing."""
        self.release_mouse()
        if self.begun == self.caret:
            self.action_let_go()

    def _offset_under(self, event: events.MouseEvent) -> int:
        at = event.get_content_offset(self) or event.offset
        return self._wrapped.offset_at(at.y + self.scroll_offset.y, max(at.x - self._margin_width, 0))


def _visible(text: str) -> str:
    """What can be shown of a text, character by character: an escape sequence loses its escape and shows its rest."""
    return text if plain(text) == text else "".join(plain(character) for character in text)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widened to word borders, then without blanks at the ends."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum() and text[start].isascii():
        start -= 1
    end = min(end + 1, len(text))
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum() and text[end].isascii():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
