"""The debate as a tree that folds: claim, sides, steps, assumptions, arguments, and what stands against what."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from debate.graph import EdgeKind, NodeKind
from debate.maps import DebateMap
from debate.plain import clip, one_line
from tui.bars import KeyLine, PlaceBar
from tui.drawing import POLES, decision_part, side_role
from tui.judging import Judging
from tui.lines import Line, Part
from tui.outline import Outline, Twig
from tui.rows import Rows
from tui.splitter import Splitter
from tui.subjects import Column, Row, Subject, cell_subject, difference_subject
from tui.words_pane import Words

ALL_FOLDED = frozenset({NodeKind.STEP, NodeKind.ASSUMPTION})


class Tree(Rows[Twig]):
    """One line a node."""

    HELP = """The debate as a tree. + supports the claim, − attacks it; ⬤ ◑ ◯ · are steps, ▲ ▼ assumptions.
Space folds and unfolds; z folds everything to steps, Z unfolds everything."""

    def __init__(self, **more: Any) -> None:
        super().__init__(self._lines_of, key=lambda twig: twig.path, **more)
        self.picture: DebateMap | None = None
        self.folded: frozenset[str] = frozenset()

    def _lines_of(self, twig: Twig, columns: int) -> Sequence[Line]:
        picture, node = self.picture, twig.node
        if picture is None:
            return []
        fold = ("▸ " if twig.path in self.folded else "▾ ") if twig.below else "  "
        parts: list[Part] = [("  " * twig.depth + fold, "dim"), *self._sign(picture, twig)]
        role = side_role(picture, node.side_ids[0]) if node.kind is NodeKind.SIDE else ""
        role += " strong" if node.kind in (NodeKind.CLAIM, NodeKind.SIDE) else ""
        unsure = f", {twig.unsure} unsure" if twig.unsure else ""
        tail = f"  ({twig.below - twig.unsure}{unsure})" if twig.below and twig.path in self.folded else ""
        tail += clip(f"  ⇄ against {', '.join(map(one_line, twig.against))}", 28) if twig.against else ""
        used = sum(len(text) for text, _ in parts) + len(tail)
        words = clip(one_line(node.text), max(columns - used, 10))
        return [[*parts, (words, role if node.counted else "dim"), (tail, "accent")]]

    def _sign(self, picture: DebateMap, twig: Twig) -> list[Part]:
        node = twig.node
        if node.kind is NodeKind.SIDE:
            return [({EdgeKind.SUPPORTS: "+ ", EdgeKind.ATTACKS: "− "}.get(twig.kind or EdgeKind.QUOTES, ""), "strong")]
        if node.level is not None:
            return [(f"{node.level.glyph}{'✓' if node.confirmed else ' '} ", "")]
        if node.kind is NodeKind.ASSUMPTION:
            return [(f"{POLES[node.pole]}  ", "accent")]
        if node.kind is NodeKind.ARGUMENT and node.ref in picture.marks:
            sign, role = decision_part(picture.marks[node.ref], counted=node.counted)
            return [(f"{sign} ", role)]
        return []


class MapScreen(Judging):
    """The map of the debate that is open."""

    HELP = "The map of the debate you looked at last. Arguments are judged here as in the debate."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "fold", "Fold", tooltip="Fold or unfold", id="fold"),
        Binding("z", "fold_all", "Fold all", tooltip="To claim, sides, steps and assumptions", id="fold-all"),
        Binding("Z", "unfold_all", "Unfold all", show=False, tooltip="Down to every argument", id="unfold-all"),
        Binding("escape", "to_tree", "Tree", show=False, id="back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._outline: Outline | None = None

    def compose(self) -> ComposeResult:
        """The tree, and the words beside it."""
        yield PlaceBar()
        with Horizontal(id="halves"):
            with Vertical(id="left"):
                yield Static("No debate is open yet. F2 goes to the claims.", id="map-state")
                yield Tree(id="tree")
            yield Splitter("#left")
            yield Words(id="right")
        yield KeyLine()

    @property
    def tree_rows(self) -> Tree:
        """The tree."""
        return self.query_one(Tree)

    def on_mount(self) -> None:
        """Begin at the claim."""
        self.tree_rows.focus()

    def on_screen_resume(self) -> None:
        """Show the debate that is open, as it is now."""
        picture = self.house.picture
        if picture is not None and picture is not self.picture:
            self._show(picture)
        elif self.picture is not None:
            self.record_changed()

    def record_changed(self) -> None:
        """Draw the same passages with the marks as they are now."""
        picture = self.picture
        if picture is not None:
            self.ask(lambda session: session.redraw(picture), self._show, "picture")

    def _show(self, picture: DebateMap) -> None:
        other = self.picture is None or self.picture.claim != picture.claim or self.picture.sides != picture.sides
        self.picture = self.house.picture = picture
        self._outline = Outline(picture)
        tree = self.tree_rows
        tree.picture = picture
        if other:
            tree.folded = self._outline.paths_at(ALL_FOLDED)
        self.query_one("#map-state").display = False
        tree.show(self._outline.twigs(tree.folded))

    @on(Rows.Highlighted, "#tree")
    def show_words(self, event: Rows.Highlighted) -> None:
        """The words of what is under the cursor."""
        subject = self._subject(event.item)
        if subject is not None and self.picture is not None:
            self.words.show(self.picture, subject)
        self.refresh_bindings()

    def _subject(self, twig: Twig) -> Subject | None:
        picture, node = self.picture, twig.node
        if picture is None:
            return None
        if node.kind is NodeKind.STEP and node.step_id:
            return cell_subject(picture, picture.cell(node.side_ids[0], node.step_id))
        if node.kind is NodeKind.ASSUMPTION and node.slot_id:
            return difference_subject(picture, next(d for d in picture.differences if d.slot_id == node.slot_id))
        if node.kind is NodeKind.ARGUMENT and node.ref in picture.marks:
            rows = [Row(picture.marks[node.ref], counted=node.counted)]
            return Subject(node.id, "Argument", (Column("", "", rows),))
        return Subject(node.id, one_line(node.text), (Column("", "", ()),), explained=node.text)

    def action_fold(self) -> None:
        """Fold or unfold what is under the cursor."""
        twig = self.tree_rows.item
        if twig is not None and twig.below:
            self._fold(self.tree_rows.folded ^ {twig.path})

    @on(Rows.Chosen, "#tree")
    def open_twig(self, event: Rows.Chosen) -> None:
        """Enter unfolds; on an argument it goes to the words."""
        if event.item.below:
            self.action_fold()
        else:
            self.call_after_refresh(self.query_one("#context").focus)

    def action_fold_all(self) -> None:
        """Down to the steps."""
        if self._outline is not None:
            self._fold(self._outline.paths_at(ALL_FOLDED))

    def action_unfold_all(self) -> None:
        """Down to the arguments."""
        self._fold(frozenset())

    def _fold(self, folded: frozenset[str]) -> None:
        if self._outline is not None:
            tree, twigs = self.tree_rows, self._outline.twigs(folded)
            here = tree.item.path if tree.item is not None else ""
            # Where the cursor's own line is folded away it goes to the nearest that is left above it.
            over = [twig.path for twig in twigs if here == twig.path or here.startswith(f"{twig.path}/")]
            tree.folded = folded
            tree.show(twigs, at=max(over, key=len, default=None))

    def action_to_tree(self) -> None:
        """Back to the tree."""
        self.clear_filter()
        self.tree_rows.focus()
