"""What the report shows, in the order a reader meets it; the templates only lay it out."""

from collections import Counter
from collections.abc import Sequence

from debate.coverage import Cell, Level, Silence
from debate.differences import Alignment, Difference, Position
from debate.handout import Handout
from debate.marks import Author, AuthorKind, MarkKind, Pole, Stance
from debate.plain import one_line
from debate.sides import Side
from debate.verdicts import Decision
from store.exchange.references import citation_parts
from store.exchange.report_parts import Annotator, Bar, CellView, PositionView, Quote, Reference
from store.exchange.report_words import in_short, told_time
from store.exchange.words import cited

SHOWN = 3
"""Words shown under a cell on paper; the table of marks has all of them."""
WORDS = {
    Level.FULL: "full",
    Level.PARTIAL: "partial",
    Level.ABSENT: "does not say",
    Level.NOT_ASSESSED: "not assessed",
}
SILENCES = {
    Silence.NOBODY_LOOKED: "nobody looked",
    Silence.SIDE_SILENT: "others speak of it",
    Silence.CORPUS_SILENT: "nothing in the corpus",
    Silence.NOT_ALL_READ: "not all read",
}
ALIGNMENTS = {
    Alignment.CONTESTED: "contested",
    Alignment.SHARED: "shared",
    Alignment.ONE_SIDED: "one side only",
    Alignment.SILENT: "nobody",
}
_MACHINES = (AuthorKind.MODEL, AuthorKind.LOCAL)
KINDS = {
    AuthorKind.PERSON: "a person",
    AuthorKind.MODEL: "a language model",
    AuthorKind.LOCAL: "the local classifier",
    AuthorKind.IMPORTED: "another tool",
}


def fields_of(handout: Handout) -> list[tuple[str, str, bool]]:
    """Name, value and whether it was said, for each field of the claim."""
    claim, framework = handout.map.claim, handout.map.framework
    if claim is None:
        return []
    baselines = ", ".join(framework.baseline(name).name for name in claim.baselines)
    direction = claim.direction.replace("_", " ")
    return [
        ("Misuse", framework.vector(claim.vector).name if claim.vector else "any", claim.vector is not None),
        ("Risk", direction if direction != "unknown" else "direction not given", direction != "unknown"),
        ("Compared with", baselines or "baseline not named", bool(baselines)),
        ("Actor", claim.actor or "not named", claim.actor is not None),
        ("Horizon", claim.horizon or "not given", claim.horizon is not None),
    ]


class Report:
    """Everything the templates ask for."""

    def __init__(self, handout: Handout) -> None:
        self.handout = handout
        self.map = handout.map
        self.sides = handout.map.sides
        self.framework = handout.map.framework
        self.fields = fields_of(handout)
        self._counted = handout.map.counted_ids()
        self._numbers = {source_id: number for number, source_id in enumerate(handout.map.sources, 1)}

    @property
    def title(self) -> str:
        """The claim, or the documents compared."""
        if self.map.claim:
            return one_line(self.map.claim.text)
        return "Compared: " + " · ".join(one_line(side.name) for side in self.sides)

    @property
    def short(self) -> list[str]:
        """The picture in a few sentences."""
        return in_short(self.map)

    @property
    def made_at(self) -> str:
        """When this was written, for people."""
        return told_time(self.handout.made_at)

    def bearing(self, side: Side) -> str:
        """What the side does to the claim, in a word."""
        return {Stance.FOR: "supports the claim", Stance.AGAINST: "attacks the claim"}.get(side.stance, "")  # type: ignore[arg-type]

    def cells(self, step_id: str) -> list[CellView]:
        """The cells of one step, in the order of the sides."""
        return [self._cell(self.map.cell(side.id, step_id), side) for side in self.sides]

    def _cell(self, cell: Cell, side: Side) -> CellView:
        return CellView(
            side=side,
            level=cell.level,
            word=WORDS[cell.level],
            marks=len(cell.mark_ids),
            tentative=len(cell.tentative_ids),
            confirmed=cell.confirmed,
            criteria=" ".join(cell.criteria),
            silence=SILENCES[cell.silence] if cell.silence else "",
            quotes=self.quotes(cell.mark_ids),
        )

    def quotes(self, mark_ids: Sequence[str], shown: int = SHOWN) -> tuple[Quote, ...]:
        """The first few of these marks' words; of marks on the very same words the first."""
        seen: dict[str, Quote] = {}
        for mark_id in mark_ids:
            quote = self.quote(mark_id)
            seen.setdefault(quote.words, quote)
            if len(seen) == shown:
                break
        return tuple(seen.values())

    def quote(self, mark_id: str) -> Quote:
        """One mark's words."""
        judged = self.handout.marks[mark_id]
        mark = judged.mark
        source = self.map.sources[mark.source_id]
        return Quote(
            mark_id=mark_id,
            words=one_line(mark.quote),
            cited=cited(source, self.map.passages[mark.passage_id]),
            reference=self._numbers[mark.source_id],
            signed=signature(mark.author, mark.confidence, judged.decision),
            confirmed=judged.confirmed,
            withheld=self.handout.withheld.get(mark_id, "")[:12],
        )

    def covered(self, side: Side) -> str:
        """`4 of 6`: steps that a side addresses at least in part."""
        cells = [cell for cell in self.map.cells if cell.side_id == side.id]
        return f"{sum(cell.level.weight > 0 for cell in cells)} of {len(cells)}"

    @property
    def spoken(self) -> list[Difference]:
        """The slots that somebody speaks of."""
        return [one for one in self.map.differences if one.alignment is not Alignment.SILENT]

    @property
    def silent(self) -> list[str]:
        """Names of the slots nobody speaks of."""
        silent = [one for one in self.map.differences if one.alignment is Alignment.SILENT]
        return [self.framework.slot(one.slot_id).name for one in silent]

    def positions(self, difference: Difference) -> list[PositionView]:
        """Each side's position in a slot."""
        return [self._position(difference, position) for position in difference.positions]

    def _position(self, difference: Difference, position: Position) -> PositionView:
        slot = self.framework.slot(difference.slot_id)
        return PositionView(
            side=self.map.side(position.side_id),
            pole=position.pole,
            assumes=slot.poles[position.pole] if position.pole else "",
            both=position.both,
            marks=len(position.mark_ids),
            quote=self.quote(position.mark_ids[0]) if position.mark_ids else None,
        )

    def bars(self, difference: Difference) -> list[Bar]:
        """How many marks of each side take which pole of a slot."""
        return [
            Bar(self.map.side(position.side_id), self._poled(position, Pole.RAISES), self._poled(position, Pole.DOUBTS))
            for position in difference.positions
        ]

    def _poled(self, position: Position, pole: Pole) -> int:
        return sum(self.map.marks[mark_id].mark.pole is pole for mark_id in position.mark_ids)

    @property
    def longest_bar(self) -> int:
        """Marks of the longest bar, at least one."""
        bars = [bar for difference in self.spoken for bar in self.bars(difference)]
        return max([1, *(count for bar in bars for count in (bar.raises, bar.doubts))])

    @property
    def references(self) -> list[Reference]:
        """Every source of the map, numbered."""
        marks = Counter(judged.mark.source_id for judged in self.map.marks.values())
        return [
            Reference(
                number=self._numbers[source.id],
                line=citation_parts({**source.csl, "title": source.title}).line(),
                url=citation_parts(source.csl).url,
                marks=marks[source.id],
                superseded=source.superseded,
                licence=one_line(source.licence or ""),
            )
            for source in self.map.sources.values()
        ]

    @property
    def annotators(self) -> list[Annotator]:
        """Who made the marks, most marks first, rejected ones counted too."""
        made: dict[Author, Counter[str]] = {author: Counter() for author in self.handout.rejections}
        for mark_id, judged in self.map.marks.items():
            counted = made.setdefault(judged.mark.author, Counter())
            counted[judged.decision or "undecided"] += 1
            counted["counted"] += mark_id in self._counted
        found = [_annotator(author, told, self.handout.rejections.get(author, 0)) for author, told in made.items()]
        return sorted(found, key=lambda one: -one.marks)

    @property
    def judged_annotators(self) -> list[Annotator]:
        """Those on whose marks people decided."""
        return [one for one in self.annotators if one.accepted + one.edited + one.rejected]

    @property
    def disclosure(self) -> str:
        """Who says what this page says, in a sentence."""
        machines = sorted(
            {KINDS[j.mark.author.kind] for j in self.map.marks.values() if j.mark.author.kind in _MACHINES}
        )
        tally = self.map.tally
        if not machines:
            return "Every mark on this page was made by a person or came from another tool; no model marked passages."
        unchecked = tally.counted - tally.confirmed
        return (
            f"Passages were marked by {' and '.join(machines)}. Of the {tally.counted} marks that count, a person "
            f"confirmed {tally.confirmed}; the other {unchecked} are suggestions that nobody checked. "
            f"{tally.rejected} {'was' if tally.rejected == 1 else 'were'} rejected."
        )

    def index(self, side_id: str) -> int:
        """The place of a side among the sides."""
        return next(number for number, side in enumerate(self.sides) if side.id == side_id)

    @property
    def named(self) -> list[tuple[Side, str, list[tuple[str, int]]]]:
        """Properties and benefits that each side names, with the number of marks."""
        told: dict[tuple[str, MarkKind], Counter[str]] = {}
        for mark_id, side_ids in self.map.placed.items():
            mark = self.map.marks[mark_id].mark
            if mark.kind in (MarkKind.PROPERTY, MarkKind.BENEFIT):
                for side_id in side_ids:
                    told.setdefault((side_id, mark.kind), Counter())[mark.label] += 1
        names = {one.id: one.name for one in (*self.framework.properties, *self.framework.benefits)}
        return [
            (side, kind.value, [(names.get(label, label), count) for label, count in told[side.id, kind].most_common()])
            for side in self.sides
            for kind in (MarkKind.PROPERTY, MarkKind.BENEFIT)
            if (side.id, kind) in told
        ]


def signature(author: Author, confidence: float, decision: Decision | None) -> str:
    """`local .81, confirmed`: who, how sure, and what a person decided."""
    sure = f" {confidence:.2f}".replace("0.", ".") if author.kind is not AuthorKind.PERSON else ""
    return f"{one_line(author.name)}{sure}, {decision or 'not checked'}"


def _annotator(author: Author, told: Counter[str], rejected: int) -> Annotator:
    marks = told["accepted"] + told["edited"] + told["undecided"]
    return Annotator(
        name=one_line(author.name),
        kind=KINDS[author.kind],
        version=one_line(author.version),
        prompt=one_line(author.prompt),
        marks=marks + rejected,
        counted=told["counted"],
        accepted=told["accepted"],
        edited=told["edited"],
        rejected=rejected,
        undecided=told["undecided"],
    )
