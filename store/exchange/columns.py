"""The tables of a map: what each holds, and what each column means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

DICTIONARY = "columns.json"
"""Stands beside the tables of an export, and says what their columns mean."""
Value = str | int | float | bool | None | list[str]
Row = Mapping[str, Value]


class Kind(StrEnum):
    """What a column's values are; a value may be missing in any."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "double"
    YES = "boolean"
    WORDS = "list"
    """Several words; in CSV they are separated by blanks."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, with a sentence for the data dictionary."""

    name: str
    kind: Kind
    says: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; every row has every column."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]


def _columns(*rows: tuple[str, Kind, str]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


MARKS = _columns(
    ("mark", Kind.TEXT, "id of the mark"),
    ("kind", Kind.TEXT, "step, assumption, stance, property or benefit"),
    ("label", Kind.TEXT, "id of the step, slot, property or benefit; for a stance: for, against, mixed or neutral"),
    ("name", Kind.TEXT, "the label in words"),
    ("pole", Kind.TEXT, "for an assumption: raises or doubts the marginal risk"),
    ("criteria", Kind.WORDS, "for a step: the checklist items met"),
    ("side_ids", Kind.TEXT, "JSON list of the sides it belongs to; empty when it belongs to none"),
    (
        "counted",
        Kind.YES,
        "whether it is part of the picture: by itself, or together with others behind a cell or a position",
    ),
    ("decision", Kind.TEXT, "what a person decided last: accepted, edited or rejected; empty when nobody did"),
    ("quote", Kind.TEXT, "the words"),
    ("statement", Kind.TEXT, "for an assumption: the annotator's own sentence"),
    ("caveat", Kind.YES, "for a benefit: whether its caveat is given too"),
    ("source", Kind.TEXT, "id of the source"),
    ("source_title", Kind.TEXT, "its title"),
    ("source_hash", Kind.TEXT, "SHA-256 of its text in UTF-8"),
    ("start", Kind.WHOLE, "first code point of the quote in the source, counted from 0"),
    ("end", Kind.WHOLE, "code point after the last"),
    ("page", Kind.TEXT, "page label"),
    ("claim", Kind.TEXT, "for a stance: id of the claim"),
    ("confidence", Kind.NUMBER, "calibrated probability that a careful reader would agree, 0 to 1"),
    ("author_kind", Kind.TEXT, "person, model, local or imported"),
    ("author", Kind.TEXT, "who made it"),
    ("author_version", Kind.TEXT, "version of the model or weights"),
    ("author_prompt", Kind.TEXT, "name and hash of the prompt"),
    ("made_at", Kind.TEXT, "ISO 8601, UTC"),
)
VERDICTS = _columns(
    ("verdict", Kind.TEXT, "id of the verdict"),
    ("mark", Kind.TEXT, "id of the mark"),
    ("decision", Kind.TEXT, "accepted, rejected, edited or withdrawn"),
    ("by", Kind.TEXT, "who decided"),
    ("made_at", Kind.TEXT, "ISO 8601, UTC"),
    ("blind", Kind.YES, "whether it was made before the suggestion was shown"),
    ("changes", Kind.TEXT, "for an edit: what was changed, as JSON"),
    ("note", Kind.TEXT, "why"),
)
COVERAGE = _columns(
    ("claim", Kind.TEXT, "id of the claim"),
    ("side_id", Kind.TEXT, "id of the side"),
    ("side", Kind.TEXT, "its name"),
    ("step", Kind.TEXT, "id of the step"),
    ("step_name", Kind.TEXT, "its name"),
    ("level", Kind.TEXT, "full, partial, absent or not_assessed"),
    ("glyph", Kind.TEXT, "the same as the paper prints it"),
    ("criteria", Kind.WORDS, "checklist items met by the counted marks"),
    ("marks", Kind.WHOLE, "counted marks"),
    ("tentative", Kind.WHOLE, "marks below the trust threshold"),
    ("confirmed", Kind.YES, "whether a person confirmed one of the counted marks"),
    ("silence", Kind.TEXT, "why the cell is empty: nobody_looked, side_silent, corpus_silent or not_all_read"),
)
DIFFERENCES = _columns(
    ("claim", Kind.TEXT, "id of the claim"),
    ("slot", Kind.TEXT, "id of the assumption slot"),
    ("slot_name", Kind.TEXT, "its name"),
    ("alignment", Kind.TEXT, "contested, shared, one_sided or silent"),
    ("side_id", Kind.TEXT, "id of the side"),
    ("side", Kind.TEXT, "its name"),
    ("pole", Kind.TEXT, "the pole the side leans to; empty when it says nothing"),
    ("assumes", Kind.TEXT, "the pole in words"),
    ("both", Kind.YES, "whether the side argues the other pole too"),
    ("weight", Kind.NUMBER, "summed confidence behind the pole"),
    ("marks", Kind.WHOLE, "marks of the side on this slot"),
    ("quote", Kind.TEXT, "the strongest of their words"),
)
SOURCES = _columns(
    ("source", Kind.TEXT, "id of the source"),
    ("title", Kind.TEXT, "its title"),
    ("authors", Kind.TEXT, "its authors"),
    ("issued", Kind.TEXT, "when it appeared"),
    ("url", Kind.TEXT, "its address"),
    ("language", Kind.TEXT, "BCP 47 tag of most of it"),
    ("characters", Kind.WHOLE, "code points of its text"),
    ("source_hash", Kind.TEXT, "SHA-256 of its text in UTF-8"),
    ("superseded", Kind.YES, "whether a newer version was imported since"),
    ("licence", Kind.TEXT, "its licence, when known"),
)
CLAIMS = _columns(
    ("claim", Kind.TEXT, "id of the claim"),
    ("claim_text", Kind.TEXT, "the sentence"),
    ("vector", Kind.TEXT, "misuse vector"),
    ("direction", Kind.TEXT, "which way risk moves: increase, no_change, decrease or unknown"),
    ("baselines", Kind.WORDS, "compared with what"),
    ("actor", Kind.TEXT, "who would do it"),
    ("horizon", Kind.TEXT, "by when"),
    ("talking_past", Kind.NUMBER, "share of coverage that is found on one side only, 0 to 1"),
)
ATLAS = _columns(
    ("id", Kind.TEXT, "id of the document, or of the claim and its side"),
    ("name", Kind.TEXT, "title of the document, or name of the side"),
    ("claim_text", Kind.TEXT, "for a side: its claim"),
    ("issued", Kind.TEXT, "for a document: when it appeared"),
    ("stance", Kind.TEXT, "which way it leans: for, against, mixed or neutral"),
    ("passages", Kind.WHOLE, "passages read"),
)
ATLAS_CELLS = _columns(
    ("id", Kind.TEXT, "id of the document, or of the claim and its side"),
    ("step", Kind.TEXT, "id of the step"),
    ("level", Kind.TEXT, "full, partial, absent or not_assessed"),
    ("criteria", Kind.WORDS, "checklist items met"),
    ("marks", Kind.WHOLE, "marks behind it"),
    ("confirmed", Kind.YES, "whether a person confirmed one of them"),
)
WRITTEN_ONLY = (VERDICTS, COVERAGE, DIFFERENCES, SOURCES, ATLAS_CELLS)
"""Tables that nothing is read back from: marks and claims bring along what they were made of."""


def is_written_only(names: Iterable[str]) -> bool:
    """Whether columns of these names are a table of ours that does not come in again."""
    listed = set(names)
    known = [{column.name for column in columns} for columns in WRITTEN_ONLY]
    return listed in known or listed > {column.name for column in ATLAS}
